import { beforeEach, describe, expect, it, vi } from 'vitest';
import { Fault } from '../../workers/protocol/faults';
import { takeFiles } from './takeFiles';

const said: string[] = [];
vi.mock('../ui/notices', () => ({
  notify: (sentence: string) => said.push(sentence),
  reportToUser: (thrown: Fault) => said.push(`${thrown.code}: ${thrown.message}`),
}));
beforeEach(() => void said.splice(0));

const file = (name: string) => new File(['x'], name);
const broken = new Fault('bad-picture', 'The picture file is damaged.', 'Copy it again.');

function ways(failing: readonly string[]) {
  const taken: string[] = [];
  const work = async ({ name }: File) => {
    if (failing.includes(name)) throw broken;
    taken.push(name);
  };
  return { taken, given: { open: work, lay: work } };
}

describe('takeFiles', () => {
  it('lays every file that can be read on the scene, and names each that cannot', async () => {
    const { taken, given } = ways(['b', 'd']);
    await takeFiles(['a', 'b', 'c', 'd'].map(file), 'exemplar', null, given);
    expect(taken).toEqual(['a', 'c']);
    expect(said).toEqual(['bad-picture: “b”: The picture file is damaged.', 'bad-picture: “d”: The picture file is damaged.']);
  });

  it('opens the first that can be read as the scene, and names the rest', async () => {
    const { taken, given } = ways(['a']);
    await takeFiles(['a', 'b', 'c', 'd'].map(file), 'open', null, given);
    expect(taken).toEqual(['b']);
    expect(said).toEqual([
      'bad-picture: “a”: The picture file is damaged.',
      'One picture is the scene. Not opened: “c”, “d”. Drop them on the scene to lay them on it.',
    ]);
  });

  it('says a single file’s fault as it is', async () => {
    await takeFiles([file('a')], 'open', null, ways(['a']).given);
    expect(said).toEqual(['bad-picture: The picture file is damaged.']);
  });
});
