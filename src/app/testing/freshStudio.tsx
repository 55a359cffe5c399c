import { cleanup, render } from '@testing-library/react';
import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import { clearHistory } from '../../document/history';
import { openPicture } from '../../document/commands';
import { emptyDocument } from '../../document/documentState';
import { documentStore } from '../../document/documentStore';
import { createFakeEngine, type FakeScript } from '../../engine/fakeEngine';
import { jobStore } from '../../generation/jobStore';
import { packageStore } from '../../models/packageStore';
import { handInEngine } from '../../models/studioEngine';

/** The studio as it starts, with the scripted engine in the place of its models, and a picture on the table. */
export function freshStudio(script: FakeScript = {}): ReturnType<typeof createFakeEngine> {
  cleanup();
  clearHistory();
  documentStore.setState(emptyDocument, true);
  jobStore.setState({ running: null, fault: null, shownId: null });
  packageStore.setState({ summary: null, fault: null, loading: null });
  openPicture({ width: 32, height: 24, rgba: new Uint8Array(32 * 24 * 4).fill(60), icc: null, name: 'p' }, crypto.randomUUID());
  const engine = createFakeEngine(script);
  handInEngine(engine);
  return engine;
}

/** Draws a part of the screen as the shell does. */
export const draw = (part: ReactNode): ReturnType<typeof render> => render(<Tooltip.Provider>{part}</Tooltip.Provider>);
