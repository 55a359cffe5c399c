import { expect, it } from 'vitest';
import { smallFamily, diffusersUnet } from '../testing/familyFiles';
import { madeFile, rawFile } from '../testing/madeFile';
import { families } from './families';
import { openWeights } from './openWeights';

const sd1 = families.find(({ name }) => name === 'sd1')!;
const weights = madeFile('dream.safetensors', diffusersUnet(smallFamily(sd1)));

async function predicted(text: string, path = 'dream.yaml'): Promise<unknown> {
  const opened = await openWeights([weights, rawFile(path, new TextEncoder().encode(text))]);
  return 'sampling' in opened ? opened.sampling?.prediction : null;
}

it.each([
  ['the first training code’s v', 'model:\n  params:\n    parameterization: "v"\n', 'v'],
  ['the same without quotes, with a remark', '    parameterization: v # velocity\n', 'v'],
  ['the newer code’s scaling', 'target: sgm.modules.diffusionmodules.denoiser_scaling.VScaling\n', 'v'],
  ['its noise', 'parameterization: "eps"\n', 'epsilon'],
  ['a word that only begins so', 'parameterization: "vision"\n', 'epsilon'],
  ['nothing', '', 'epsilon'],
])('reads what a checkpoint predicts from the configuration beside it: %s', async (_what, text, prediction) => {
  expect(await predicted(text)).toBe(prediction);
});

it('takes no other file’s word', async () => {
  expect(await predicted('parameterization: "v"\n', 'other.yaml')).toBe('epsilon');
});
