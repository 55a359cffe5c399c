// @vitest-environment happy-dom
import { fireEvent, screen } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { setSetting } from '../document/commands';
import { tellUncaught } from './tellUncaught';
import { draw, freshStudio } from './testing/freshStudio';

const told = vi.hoisted((): string[] => []);
vi.mock('../ui/notices', () => ({ reportToUser: ({ message }: Error) => told.push(message), notify: () => undefined }));

it('a command that refuses is heard, wherever it was called', async () => {
  freshStudio();
  const stop = tellUncaught();
  draw(<button onClick={() => setSetting('steps', 999)}>More</button>);
  fireEvent.click(screen.getByRole('button'));
  await vi.waitFor(() => expect(told).toEqual(['Steps: 200 at most.']));
  stop();
});
