import { expose, transfer } from 'comlink';
import { handedOver } from './pictures/handedOver';
import { PictureService } from './pictures/pictureService';
import { macrotask } from './pipeline/macrotask';
import { holdLock } from './runtime/browser/holdLock';

expose(handedOver(new PictureService({ pause: macrotask, holdLock }), transfer));
