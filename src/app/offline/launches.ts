import { openDialog, type DialogName } from '../../actions/dialogStore';
import { reportToUser } from '../../ui/notices';

/** What the installed studio was opened with. */
interface Launch {
  readonly files?: readonly FileSystemFileHandle[];
  readonly targetURL?: string | null;
}

/** The platform's queue of launches; not in TypeScript's library yet. */
interface LaunchQueue {
  setConsumer(take: (launch: Launch) => void): void;
}

/** What the shortcuts in the app's manifest ask for: `./?open=NAME`. */
const asked: Readonly<Record<string, DialogName>> = { new: 'new-picture', models: 'models' };

/** Opens what a shortcut of the installed studio asks for; any other address asks for nothing. */
function openAsked(address: string): void {
  const name = URL.canParse(address) ? new URL(address).searchParams.get('open') : null;
  const dialog = name !== null && Object.hasOwn(asked, name) ? asked[name] : undefined;
  if (dialog) openDialog(dialog);
}

/** The files that can still be read, each with its handle; of the others is said what is wrong. */
async function readable(handles: readonly FileSystemFileHandle[]) {
  const read = await Promise.allSettled(handles.map((handle) => handle.getFile()));
  for (const one of read) if (one.status === 'rejected') reportToUser(one.reason);
  return read.flatMap((one, i) => (one.status === 'fulfilled' ? [{ file: one.value, handle: handles[i] as FileSystemFileHandle }] : []));
}

/**
 * Hands over the files that the installed studio is opened with, now and later, with the handles that they came by, and opens what its
 * shortcuts ask for. Without a queue of launches the page's own address is such a shortcut.
 */
export function consumeLaunches(take: (files: File[], handles: readonly FileSystemFileHandle[]) => void): void {
  const { launchQueue } = window as { readonly launchQueue?: LaunchQueue };
  openAsked(location.href);
  // A reload asks for nothing.
  const here = new URL(location.href);
  if (here.searchParams.has('open')) {
    here.searchParams.delete('open');
    history.replaceState(history.state, '', here);
  }
  launchQueue?.setConsumer(({ files = [], targetURL }) => {
    if (files.length === 0) return openAsked(targetURL ?? '');
    void readable(files).then((opened) => {
      if (opened.length > 0)
        take(
          opened.map(({ file }) => file),
          opened.map(({ handle }) => handle),
        );
    });
  });
}
