// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { inProcessMaps } from '../../changemap/testing/inProcessMaps';
import { documentStore } from '../../document/documentStore';
import { undo } from '../../document/history';
import { addDepthOfScene } from '../../guides/addGuides';
import { draw, freshStudio } from '../testing/freshStudio';
import { UseMap } from './UseMap';

vi.mock('../../changemap/mapWorker', () => {
  const maps = inProcessMaps();
  return { mapWorker: () => maps };
});

const user = userEvent.setup();
const state = () => documentStore.getState();
/** Half as large as the scene, near on the right. */
const found = { width: 16, height: 12, values: Uint8Array.from({ length: 16 * 12 }, (_, i) => (i % 16 < 8 ? 0 : 255)) };

describe('what a depth model found', () => {
  it('is laid over the scene as a guide, near in white, as one step back', async () => {
    freshStudio();
    const closed = vi.fn();
    draw(<UseMap name="Depth" found={found} asGuide={addDepthOfScene} onClose={closed} />);
    await user.click(screen.getByRole('button', { name: 'Use as guide' }));
    await waitFor(() => expect(closed).toHaveBeenCalledOnce());
    const [guide] = state().guides;
    expect([guide?.name, guide?.kind, state().target]).toEqual(['Depth of the scene', 'depth', { of: 'guide', id: guide?.id }]);
    const map = guide?.content.of === 'drawing' ? guide.content.map : null;
    expect([map?.width, map?.height, map?.read(2, 5), map?.read(30, 5)]).toEqual([32, 24, 0, 255]);
    expect(state().maps.every((layer) => layer.map.isEmpty())).toBe(true);
    act(undo);
    expect(state().guides).toEqual([]);
  });

  it('is a change map otherwise, and what is no guide is not offered as one', async () => {
    freshStudio();
    draw(<UseMap name="Object" found={found} onClose={() => undefined} />);
    expect(screen.queryByRole('button', { name: 'Use as guide' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Use as change map' }));
    await waitFor(() => expect(state().maps.some((layer) => layer.map.read(30, 5) === 255)).toBe(true));
  });
});
