import { startSpoken } from './texts/startSpoken';

startSpoken(() => import('./diffusion.service'));
