/** What the rest of the studio may do with an edit that a tool holds unfinished: a gradient's handles, a polygon's corners. */
export interface PendingTool {
  /** Writes it. */
  commit(): boolean;
  /** Gives it up; returns whether there was anything. */
  drop(): boolean;
}

let mounted: PendingTool | null = null;

/** Names what holds unfinished edits; null when the canvas goes. */
export function setPendingTool(pending: PendingTool | null): void {
  mounted = pending;
}

/** Writes what a tool holds unfinished: whoever reads the map next reads all of it. */
export function commitPending(): void {
  mounted?.commit();
}

/** Gives up what a tool holds unfinished; returns whether there was anything. */
export const dropPending = (): boolean => mounted?.drop() ?? false;
