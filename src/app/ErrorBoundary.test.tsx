// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openPicture } from '../document/commands';
import { emptyDocument } from '../document/documentState';
import { documentStore } from '../document/documentStore';
import { ErrorBoundary } from './ErrorBoundary';
import { WaysOut } from './WaysOut';

const saved = vi.hoisted(() => ({ files: [] as string[] }));
vi.mock('../exchange/project/projectPlace', async (original) => ({
  ...(await original<object>()),
  saveInPlace: async (_id: string, name: string, encode: () => Promise<Blob>) => {
    await encode();
    saved.files.push(name);
    return name;
  },
}));

let broken = true;
function Studio() {
  if (broken) throw new Error('a broken studio');
  return <p>The studio</p>;
}

beforeEach(() => {
  broken = true;
  // React says so itself of what a boundary has caught.
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  documentStore.setState(emptyDocument, true);
});
afterEach(cleanup);

it('offers the project as a file before the table can be emptied', async () => {
  openPicture({ width: 4, height: 3, rgba: new Uint8Array(48), icc: null, name: 'lake.png' });
  render(
    <ErrorBoundary name="The studio" ways={(showAgain) => <WaysOut onEmpty={showAgain} />}>
      <Studio />
    </ErrorBoundary>,
  );
  const user = userEvent.setup();
  const empty = screen.getByRole('button', { name: 'Begin with an empty table' });
  expect([screen.getByRole('alert').textContent?.includes('a broken studio'), empty.hasAttribute('disabled')]).toEqual([true, true]);
  await user.click(screen.getByRole('button', { name: 'Save project file' }));
  await screen.findByText('The project is saved as a file.');
  expect(saved.files).toEqual(['lake project.sfumato']);
  broken = false;
  await user.click(empty);
  expect([documentStore.getState().picture, screen.getByText('The studio').tagName]).toEqual([null, 'P']);
});
