import { describe, expect, it } from 'vitest';
import { inWords } from './sessionFault';

const source =
  '/mnt/azure_nvme_temp/_work/1/s/onnxruntime/core/graph/model.cc:203 onnxruntime::Model::Model(ModelProto &&, const PathString &)';

describe('inWords', () => {
  it.each([
    [
      `Can't create a session. ERROR_CODE: 1, ERROR_MESSAGE: ${source} Unsupported model IR version: 14, max supported IR version: 13`,
      /version 14 of the ONNX format/,
    ],
    [
      "Can't create a session. ERROR_CODE: 9, ERROR_MESSAGE: Could not find an implementation for Relu(1) node with name ''",
      /no “Relu” for this device/,
    ],
    ['Fatal error: com.microsoft:FancyOp(-1) is not a registered function/op', /does not know the operator “com.microsoft:FancyOp”/],
    [
      "Non-zero status code returned while running Reshape node. Name:'/Reshape' Status Message: reshape_helper.h:40 " +
        'The input tensor cannot be reshaped to the requested shape. Input shape:{2,320,48,48}',
      /one size of picture alone/,
    ],
    ['Got invalid dimensions for input: sample for the following indices', /input “sample”/],
  ])('%s', (text, words) => {
    expect(inWords(text)).toMatch(words);
    expect(inWords(text)).not.toMatch(/onnxruntime|\.cc|\.h:|ERROR_CODE/);
  });

  it('leaves paths and signatures of the runtime’s source out of what it does not know', () => {
    expect(inWords(`Can't create a session. ERROR_CODE: 1, ERROR_MESSAGE: ${source} The moon is full.`)).toBe('The moon is full');
    expect(inWords(source)).toBeNull();
    expect(inWords('x'.repeat(5000))?.length).toBeLessThan(250);
  });

  it.each(['('.repeat(50_000), 'a::'.repeat(30_000), '/'.repeat(50_000), 'while running '.repeat(5000)])(
    'is quick with any text',
    (text) => {
      const before = process.cpuUsage();
      inWords(text);
      expect(process.cpuUsage(before).user / 1000).toBeLessThan(2000);
    },
  );
});
