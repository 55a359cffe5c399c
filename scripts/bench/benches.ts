import type { Bench } from './bench';
import { bigCheckpoint } from './bigCheckpoint';
import { bigPackage } from './bigPackage';
import { browserBench } from './browserBench';
import { firstStroke } from './firstStroke';
import { largePicture } from './largePicture';
import { loopCost } from './loopCost';
import { loopMemory } from './loopMemory';
import { networks } from './networks';
import { touchUps } from './touchUps';
import { undoMemory } from './undoMemory';
import { unetOnGpu } from './unetOnGpu';
import { vaeTiles } from './vaeTiles';

/** All benches, in the order in which they run. */
export const benches: readonly Bench[] = [
  loopCost,
  loopMemory,
  touchUps,
  largePicture,
  firstStroke,
  vaeTiles,
  networks,
  browserBench('painting', '500 dabs of 300 px on a map of 4096² against the same dabs on a bare canvas', 'painting'),
  browserBench('operators', 'the operator trial of the graphics adapter', 'operators'),
  browserBench('software-unet', 'a graph written here beside an exporter’s on the graphics adapter', 'softwareUnet'),
  undoMemory,
  bigPackage,
  bigCheckpoint,
  unetOnGpu,
];
