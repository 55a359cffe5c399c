import { startSpoken } from './texts/startSpoken';

startSpoken(() => import('./picture.service'));
