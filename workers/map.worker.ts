import { startSpoken } from './texts/startSpoken';

startSpoken(() => import('./map.service'));
