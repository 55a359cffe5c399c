import { expect, it } from 'vitest';
import { holdsBothForms, holdsCheckpoint } from './byteFiles';

const graphs = ['unet/model.onnx', 'unet/model.onnx_data', 'vae_decoder/model.onnx'];
const weights = ['unet/diffusion_pytorch_model.fp16.safetensors', 'vae/diffusion_pytorch_model.fp16.safetensors'];

it('takes the weights of a repository that holds graphs too, and graphs where there are no weights of a UNet', () => {
  expect([holdsCheckpoint(weights), holdsBothForms(weights)]).toEqual([true, false]);
  expect([holdsCheckpoint(graphs), holdsBothForms(graphs)]).toEqual([false, false]);
  expect([holdsCheckpoint([...graphs, ...weights]), holdsBothForms([...graphs, ...weights])]).toEqual([true, true]);
  expect(holdsCheckpoint([...graphs, 'safety_checker/model.safetensors'])).toBe(false);
});
