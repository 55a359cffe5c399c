import type { FileSource } from '../packages/fileSource';
import { Fault } from '../protocol/faults';
import type { MapModelAnswer, MapModelKind, MapModelPicture, MapModelRequest } from '../protocol/mapModels';
import { ModelSession } from '../runtime/modelSession';
import type { Runtime } from '../runtime/runtime';
import { SerialQueue } from '../runtime/serialQueue';
import { estimateDepth } from './estimateDepth';
import { estimatePose } from './estimatePose';
import { openMapModel, type MapModelPackage } from './mapModelPackage';
import { withNetwork } from './mapNetwork';
import { embedPicture, segmentObject, type PictureEmbedding } from './segmentObject';
import { tr } from '../texts/texts';

type Depth = Extract<MapModelAnswer, { kind: 'depth' }>;

const does: Readonly<Record<MapModelKind, string>> = {
  depth: tr`estimates depth`,
  segment: tr`finds objects`,
  pose: tr`finds people’s joints`,
};
const doesNot: Readonly<Record<MapModelKind, string>> = {
  depth: tr`estimates no depth`,
  segment: tr`finds no objects`,
  pose: tr`finds no joints`,
};

/** A package in use: its small decoder stays ready, what was found in the last picture is kept. */
interface InUse {
  readonly id: string;
  readonly files: MapModelPackage;
  decoder: ModelSession | null;
  found: { readonly pictureKey: string; readonly depth: Depth | null; readonly embedding: PictureEmbedding | null } | null;
}

/** Maps by models. Large networks are opened for one picture and let go, so that nothing is taken from the picture model for long. */
export class MapModelService {
  private inUse: InUse | null = null;
  private readonly queue = new SerialQueue();

  /** @param id what tells the package from others @throws Fault */
  async answer(
    runtime: Runtime,
    id: string,
    open: () => FileSource,
    request: MapModelRequest,
    picture: MapModelPicture,
  ): Promise<MapModelAnswer> {
    requirePixels(picture);
    const model = await this.use(id, open, request.kind);
    if (model.files.files.kind !== request.kind) {
      throw new Fault(
        'package-unsupported',
        tr`“${model.files.title}” ${does[model.files.files.kind]} and ${doesNot[request.kind]}.`,
        tr`Choose another map model.`,
      );
    }
    if (request.kind === 'pose') return this.pose(runtime, model, request, picture);
    return request.kind === 'depth' ? this.depth(runtime, model, picture) : this.segment(runtime, model, request, picture);
  }

  /** Lets everything go. */
  async release(): Promise<void> {
    const { inUse } = this;
    this.inUse = null;
    await inUse?.decoder?.release();
  }

  private async depth(runtime: Runtime, model: InUse, picture: MapModelPicture): Promise<Depth> {
    if (model.found?.pictureKey === picture.key && model.found.depth) return model.found.depth;
    const { files } = model.files;
    if (files.kind !== 'depth') throw new Error('checked before');
    const depth = await withNetwork(runtime, this.queue, model.files, files.graph, tr`depth model`, (session) =>
      estimateDepth(session, model.files, picture),
    );
    model.found = { pictureKey: picture.key, depth, embedding: null };
    return depth;
  }

  private pose(
    runtime: Runtime,
    model: InUse,
    { boxes }: Extract<MapModelRequest, { kind: 'pose' }>,
    picture: MapModelPicture,
  ): Promise<MapModelAnswer> {
    const { files } = model.files;
    if (files.kind !== 'pose') throw new Error('checked before');
    return withNetwork(runtime, this.queue, model.files, files.graph, tr`pose model`, (session) =>
      estimatePose(session, model.files, picture, boxes),
    );
  }

  private async segment(
    runtime: Runtime,
    model: InUse,
    request: Extract<MapModelRequest, { kind: 'segment' }>,
    picture: MapModelPicture,
  ): Promise<MapModelAnswer> {
    const { files } = model.files;
    if (files.kind !== 'segment') throw new Error('checked before');
    let embedding = model.found?.pictureKey === picture.key ? model.found.embedding : null;
    if (!embedding) {
      embedding = await withNetwork(runtime, this.queue, model.files, files.encoder, tr`picture encoder`, (session) =>
        embedPicture(session, model.files, picture),
      );
      model.found = { pictureKey: picture.key, depth: null, embedding };
    }
    // Prompts are small work: the processor does it without a detour over the graphics card.
    model.decoder ??= await ModelSession.open(
      runtime.processor ?? runtime,
      this.queue,
      tr`mask decoder`,
      await model.files.read(files.decoder),
    );
    return segmentObject(model.decoder, embedding, picture, request);
  }

  private async use(id: string, open: () => FileSource, kind: MapModelKind): Promise<InUse> {
    if (this.inUse?.id === id) return this.inUse;
    await this.release();
    this.inUse = { id, files: await openMapModel(open(), kind), decoder: null, found: null };
    return this.inUse;
  }
}

function requirePixels({ width, height, rgba }: MapModelPicture): void {
  if (width < 1 || height < 1 || rgba.length !== 4 * width * height) {
    throw new Fault(
      'bad-picture',
      tr`The picture has ${rgba.length} bytes, which is not ${width} × ${height} pixels.`,
      tr`Open the picture again.`,
    );
  }
}
