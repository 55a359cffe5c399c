import { expect, it } from 'vitest';
import { Fault } from '../protocol/faults';
import { unetFileSchema, vaeFileSchema } from './configs';
import { parseJson } from './parseJson';

it.each([
  ['a side beyond all pictures', '{"sample_size":1e12}'],
  ['more layers than anybody could walk', '{"layers_per_block":1e9}'],
  ['more levels than pictures can be halved', `{"block_out_channels":[${Array.from({ length: 60 }, () => 8).join()}]}`],
  ['a width that is none', '{"cross_attention_dim":1e300}'],
  ['a trap in place of a number', '{"in_channels":{"toString":1}}'],
])('%s is told of its configuration, before anything is computed by it', (_, text) => {
  const read = () => parseJson(new TextEncoder().encode(text), 'unet/config.json', unetFileSchema);
  expect(read).toThrow(Fault);
  expect(read).toThrow(/“unet\/config\.json”/);
});

it('takes what published models say', () => {
  const sdxl = '{"sample_size":128,"block_out_channels":[320,640,1280],"layers_per_block":2,"cross_attention_dim":2048}';
  expect(parseJson(new TextEncoder().encode(sdxl), 'c', unetFileSchema).sample_size).toBe(128);
  expect(parseJson(new TextEncoder().encode('{"scaling_factor":0.13025}'), 'c', vaeFileSchema).scaling_factor).toBe(0.13025);
});
