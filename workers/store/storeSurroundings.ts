import type { StoreDisk } from './disk/storeDisk';
import type { Network } from './download/network';
import type { TryLock } from './jobs';
import type { FileHandles } from './linked/fileHandles';

/** What the service is given: the browser's storage and network, or a test's. */
export interface StoreSurroundings {
  openDisk(): Promise<StoreDisk>;
  readonly network: Network;
  readonly tryLock: TryLock;
  /** Takes a lock and keeps it for good; false where that cannot be. */
  holdLock(name: string): Promise<boolean>;
  isPersisted(): Promise<boolean | null>;
  readonly blockBytes: number;
  /** As the browser tells it. */
  readonly deviceMemoryGiB?: number | undefined;
  /** Of files that stay where they are. */
  readonly handles: FileHandles;
}
