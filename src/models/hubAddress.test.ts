import { describe, expect, it } from 'vitest';
import { hubAddress } from './hubAddress';

const at = { baseUrl: 'https://huggingface.co', repository: 'owner/name', revision: 'main', folder: '', file: null };

describe('what people paste', () => {
  it.each<[string, object]>([
    ['owner/name', at],
    ['  owner/name/ ', at],
    ['owner/name@fp16', { ...at, revision: 'fp16' }],
    ['hf://owner/name', at],
    ['huggingface.co/owner/name', at],
    ['https://huggingface.co/owner/name', at],
    ['https://huggingface.co/owner/name/', at],
    ['https://huggingface.co/owner/name/tree/main', at],
    ['https://huggingface.co/owner/name/tree/v1.0/', { ...at, revision: 'v1.0' }],
    ['https://huggingface.co/owner/name/tree/main/sub/unet', { ...at, folder: 'sub/unet/' }],
    ['owner/name/sub', { ...at, folder: 'sub/' }],
    ['https://huggingface.co/owner/name/blob/main/a%20b.safetensors', { ...at, file: 'a b.safetensors' }],
    [
      'https://hf-mirror.com/owner/name/resolve/main/x/y.safetensors?download=true',
      { ...at, baseUrl: 'https://hf-mirror.com', file: 'x/y.safetensors' },
    ],
    ['http://localhost:4321/models/owner/name', { ...at, baseUrl: 'http://localhost:4321' }],
  ])('%s', (text, expected) => expect(hubAddress(text)).toEqual(expected));

  it.each([
    '',
    'name',
    'https://huggingface.co/',
    'https://huggingface.co/owner',
    'owner/na me',
    'https://huggingface.co/owner/name/discussions/3',
    'https://[',
    'https://huggingface.co/owner/na%zzme',
    'https://huggingface.co/%E0%A4%A/x',
    '../..',
  ])('refuses %j', (text) => expect(hubAddress(text)).toBeNull());
});
