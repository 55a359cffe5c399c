import { startSpoken } from './texts/startSpoken';

startSpoken(() => import('./store.service'));
