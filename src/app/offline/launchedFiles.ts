import { reportToUser } from '../../ui/notices';

/** The platform's queue of files that the installed studio was opened with; not in TypeScript's library yet. */
interface LaunchQueue {
  setConsumer(take: (launch: { readonly files: readonly FileSystemFileHandle[] }) => void): void;
}

/** Hands over the files that the installed studio is opened with, now and later, and the handles that they came by. */
export function consumeLaunchedFiles(take: (files: File[], handles: readonly FileSystemFileHandle[]) => void): void {
  const { launchQueue } = window as { readonly launchQueue?: LaunchQueue };
  launchQueue?.setConsumer(({ files }) => {
    if (files.length > 0) Promise.all(files.map((handle) => handle.getFile())).then((opened) => take(opened, files), reportToUser);
  });
}
