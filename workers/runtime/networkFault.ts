import { Fault } from '../protocol/faults';
import { tr } from '../texts/texts';

/** What a network's answer may be that no picture can be made of. */
export type WrongValues = 'not-numbers' | 'infinite' | 'constant' | 'nothing';

/** Why a network cannot be run, or not in the way that was tried. */
export type NetworkCause =
  | { readonly kind: 'values'; readonly gave: WrongValues }
  /** @property apart largest distance of its answers from the processor's, as a share of their spread; NaN where it has none. */
  | { readonly kind: 'differs'; readonly apart: number }
  /** @property said what the runtime said, in words for people, or null. */
  | { readonly kind: 'failed'; readonly doing: 'load' | 'run'; readonly said: string | null }
  /** It computes in half precision, which the adapter lacks. */
  | { readonly kind: 'half-precision' }
  /** @property wrong what the graphics card was found to compute wrongly, in words. */
  | { readonly kind: 'operators'; readonly wrong: string }
  /** Whatever else was said, in a whole sentence. */
  | { readonly kind: 'other'; readonly sentence: string };

const valuesWords: Readonly<Record<WrongValues, string>> = {
  'not-numbers': tr`values that are not numbers`,
  infinite: tr`infinite values`,
  constant: tr`the same value everywhere`,
  nothing: tr`nothing`,
};

/**
 * The cause as the beginning of a sentence, without its end; null where it is a sentence already.
 * @param stage the network as it is called in sentences. @param where it ran, as in “on the graphics card”.
 */
export function causeWords(cause: NetworkCause, stage: string, where: string): string | null {
  switch (cause.kind) {
    case 'values':
      return tr`The ${stage} gave ${valuesWords[cause.gave]}`;
    case 'differs':
      return tr`The ${stage} computes something else ${where} than on the processor (${(cause.apart * 100).toFixed(0)} % apart)`;
    case 'failed': {
      const failed = cause.doing === 'load' ? tr`The ${stage} could not be loaded` : tr`The ${stage} failed while running`;
      return cause.said === null ? failed : `${failed}: ${cause.said}`;
    }
    case 'half-precision':
      return tr`The ${stage} computes in half precision, which this graphics adapter cannot`;
    case 'operators':
      return tr`The graphics card computes ${cause.wrong} wrongly`;
    case 'other':
      return null;
  }
}

const faultOf = {
  values: {
    code: 'not-finite',
    end: tr`, so no picture can be made of it.`,
    hint: tr`This is a fault of the model file or the graphics driver, not of your edit. Try again on the processor, or choose another package.`,
  },
  differs: {
    code: 'not-finite',
    end: '.',
    hint: tr`The graphics driver computes this network wrongly. Run it on the processor, or update the driver.`,
  },
  load: {
    code: 'package-unsupported',
    end: '.',
    hint: tr`The package may be made for another runtime, or this device lacks what it needs (half precision, for one). Choose another package.`,
  },
  run: {
    code: 'unexpected',
    end: '.',
    hint: tr`Your picture and map are untouched. Try again; if it happens again, choose another package and report it.`,
  },
} as const;

/** A network that failed, with the cause as data: whoever can run it in another way words that cause anew. */
export class NetworkFault extends Fault {
  /** @param where it ran, as in “on the graphics card”; only told where answers differ. */
  constructor(
    stage: string,
    readonly reason: Extract<NetworkCause, { kind: 'values' | 'differs' | 'failed' }>,
    options: ErrorOptions & { readonly where?: string } = {},
  ) {
    const { code, end, hint } = faultOf[reason.kind === 'failed' ? reason.doing : reason.kind];
    super(code, `${causeWords(reason, stage, options.where ?? 'here')}${end}`, hint, options);
  }
}
