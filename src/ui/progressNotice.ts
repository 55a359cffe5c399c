import { toast } from 'sonner';
import { tr } from '../../workers/texts/texts';

/** Work shorter than this is over before anybody could read of it, in milliseconds. */
const quietMs = 400;
/** Nobody reads faster, and each showing costs the window some work, in milliseconds. */
const everyMs = 250;

export interface ProgressNotice {
  /** @param done 0…1 */
  tell(done: number): void;
  end(): void;
}

/** Says that something takes a while, how far it is, and offers to stop it; nothing where it is quickly over. */
export function progressNotice(sentence: string, onStop: () => void): ProgressNotice {
  let id: string | number | null = null;
  let percent = 0;
  let shownMs = 0;
  const show = (): void => {
    shownMs = performance.now();
    const action = { label: tr`Cancel`, onClick: onStop };
    id = toast.loading(percent > 0 ? `${sentence} ${percent} %` : sentence, { ...(id !== null && { id }), action, duration: Infinity });
  };
  const timer = setTimeout(show, quietMs);
  return {
    tell: (done) => {
      const next = Math.floor(done * 100);
      if (next === percent) return;
      percent = next;
      if (id !== null && performance.now() - shownMs >= everyMs) show();
    },
    end: () => {
      clearTimeout(timer);
      if (id !== null) toast.dismiss(id);
    },
  };
}
