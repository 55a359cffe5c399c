import { expose, transfer } from 'comlink';
import { MapService } from './maps/service/mapService';
import { handedOver } from './maps/service/handedOver';
import { macrotask } from './pipeline/macrotask';
import { holdLock } from './runtime/browser/holdLock';

const service = new MapService({ pause: macrotask, holdLock });

expose(handedOver(service, transfer));
