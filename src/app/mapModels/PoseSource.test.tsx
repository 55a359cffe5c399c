// @vitest-environment happy-dom
import { act, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { describe, expect, it, vi } from 'vitest';
import { standingPerson } from '../../../workers/maps/pose/skeleton';
import { Fault } from '../../../workers/protocol/faults';
import type { MapModelAnswer } from '../../../workers/protocol/mapModels';
import { documentStore } from '../../document/documentStore';
import { undo } from '../../document/history';
import { selectGuide } from '../../guides/guideView';
import { draw, freshStudio } from '../testing/freshStudio';
import { PoseSource } from './PoseSource';

const asked = vi.hoisted(() => ({ answer: (): unknown => null }));
vi.mock('../../mapModels/askMapModel', () => ({
  askMapModel: () => Promise.resolve().then(() => asked.answer()),
}));

const user = userEvent.setup();
const state = () => documentStore.getState();
const useButton = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Use as a pose' });
/** Half as large as the scene. */
const picture = { key: 'p', width: 16, height: 12, rgba: new Uint8Array(4 * 16 * 12).fill(255) };
const person = standingPerson(8, 1, 10).map(({ x, y }, i) => (i === 4 ? null : { x, y }));
const people = (): MapModelAnswer => ({ kind: 'pose', people: [person] });

describe('a pose from the picture', () => {
  it('is laid over the scene as a guide to drag, with what was not found hidden, as one step back', async () => {
    freshStudio();
    selectGuide(null);
    asked.answer = people;
    const closed = vi.fn();
    const { rerender } = draw(<PoseSource packageId="x" picture={picture} choice={null} onClose={closed} />);
    await waitFor(() => expect(useButton().disabled).toBe(false));
    await user.click(useButton());
    expect(closed).toHaveBeenCalledOnce();
    const content = state().guides[0]?.content;
    if (content?.of !== 'pose') throw new Error('no pose');
    expect(content.people[0]?.map(({ shown }) => shown)).toEqual(person.map((joint) => joint !== null));
    expect(content.people[0]?.[7]).toMatchObject({ x: 2 * person[7]!.x, y: 2 * person[7]!.y });
    // Its people can be taken anew, in place.
    rerender(<PoseSource packageId="x" picture={picture} choice={null} onClose={closed} />);
    await user.click(screen.getByRole('button', { name: 'In place of “Pose of the picture”' }));
    expect(state().guides).toHaveLength(1);
    act(undo);
    act(undo);
    expect(state().guides).toEqual([]);
  });

  it('that cannot be found is said, and nothing is laid', async () => {
    freshStudio();
    asked.answer = () => {
      throw new Fault('bad-picture', 'The pose model finds nobody in this picture.', 'Drag a box around each person.');
    };
    draw(<PoseSource packageId="x" picture={picture} choice={null} onClose={() => undefined} />);
    await screen.findByText('The pose model finds nobody in this picture. Drag a box around each person.');
    expect(useButton().disabled).toBe(true);
  });
});
