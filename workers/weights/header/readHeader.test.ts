import { describe, expect, it } from 'vitest';
import { Fault } from '../../protocol/faults';
import { headerBytes, madeFile, rawFile } from '../testing/madeFile';
import { readHeader } from './readHeader';

const one = '"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}';
const file = (text: string, dataBytes = 8) => {
  const head = headerBytes(text);
  return rawFile('model.safetensors', head, head.length + dataBytes);
};
const faultOf = async (opened: ReturnType<typeof rawFile>): Promise<Fault> => {
  const thrown = await readHeader(opened).then(
    () => null,
    (fault: unknown) => fault,
  );
  expect(thrown).toBeInstanceOf(Fault);
  expect((thrown as Fault).code).toBe('checkpoint-invalid');
  expect((thrown as Fault).hint).not.toBe('');
  return thrown as Fault;
};
const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

describe('a sound header', () => {
  it('gives every tensor’s absolute range and the metadata, and reads no data', async () => {
    const opened = madeFile('big.safetensors', { w: { shape: [1 << 15, 1 << 15] }, s: { shape: [], dtype: 'F32' } }, { format: 'pt' });
    const { tensors, metadata } = await readHeader(opened);
    expect([...metadata]).toEqual([['format', 'pt']]);
    const w = tensors.get('w')!;
    expect(w).toMatchObject({ name: 'w', file: 'big.safetensors', dtype: 'F16', shape: [1 << 15, 1 << 15], sizeBytes: 2 ** 31 });
    expect(tensors.get('s')).toMatchObject({ shape: [], sizeBytes: 4, offset: w.offset + 2 ** 31 });
    expect(opened.readBytes()).toBeLessThan(300);
  });

  it('may end in spaces, have names like Object’s own, empty tensors, unknown fields and types', async () => {
    const text =
      `{"__proto__":{"dtype":"F32","shape":[0,7],"data_offsets":[8,8]},${one},"constructor":{"shape":[],"dtype":"U8",` +
      `"data_offsets":[8,9],"note":{"x":[1.5e3,true,null,"\\u00e9"]}},"new":{"dtype":"F3","shape":[3],"data_offsets":[9,11]}}  \n`;
    const { tensors } = await readHeader(file(text, 11));
    expect([...tensors.keys()]).toEqual(['__proto__', 'a', 'constructor', 'new']);
  });
});

describe('an unsound header is refused with words', () => {
  it.each([
    ['twice the same name', `{${one},${one}}`, 8, /“a” twice/],
    ['twice the same name, written otherwise', `{${one},"\\u0061":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}`, 12, /“a” twice/],
    ['an overlap', `{${one},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}`, 8, /“b” lies over another/],
    ['a hole', `{${one},"b":{"dtype":"F32","shape":[1],"data_offsets":[12,16]}}`, 16, /“b” leaves a hole/],
    ['a hole at the beginning', '{"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}', 8, /hole/],
    ['an end before the beginning', '{"b":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}', 8, /ends before it begins/],
    [
      'another size than the shape’s',
      '{"b":{"dtype":"F16","shape":[3],"data_offsets":[0,8]}}',
      8,
      /8 bytes where its shape \(3\) in F16 needs 6/,
    ],
    [
      'a product beyond all numbers',
      '{"b":{"dtype":"F32","shape":[281474976710655,281474976710655],"data_offsets":[0,8]}}',
      8,
      /larger than any/,
    ],
    ['a number above the bound', '{"b":{"dtype":"F32","shape":[281474976710656],"data_offsets":[0,8]}}', 8, /whole number/],
    ['a fraction', '{"b":{"dtype":"F32","shape":[2.0],"data_offsets":[0,8]}}', 8, /whole number/],
    ['a negative number', '{"b":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}', 8, /whole number/],
    ['a leading zero', '{"b":{"dtype":"F32","shape":[02],"data_offsets":[0,8]}}', 8, /whole number/],
    ['three offsets', '{"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8,9]}}', 8, /more than 2 numbers/],
    ['a missing field', '{"b":{"dtype":"F32","data_offsets":[0,8]}}', 8, /does not say type, shape and place/],
    ['a repeated field', '{"b":{"dtype":"F32","dtype":"F16","shape":[2],"data_offsets":[0,8]}}', 8, /two values of “dtype”/],
    ['metadata that is no text', `{"__metadata__":{"n":1},${one}}`, 8, /text belongs/],
    ['metadata twice', `{"__metadata__":{},"__metadata__":{},${one}}`, 8, /two entries of metadata/],
    ['a list instead of an object', '{"b":[1,2]}', 8, /“{” is missing/],
    ['something behind the end', `{${one}} x`, 8, /goes on behind its end/],
    ['a control character', '{"b\n":{}}', 8, /control character/],
    ['an unknown escape', '{"\\x41":{}}', 8, /escape/],
    ['an endless text', '{"b', 8, /ends within a text/],
    ['a very long name', `{"${'n'.repeat(2000)}":{}}`, 8, /2000 characters/],
    ['deep nesting', `{"b":{"x":${'['.repeat(40)}${']'.repeat(40)}}}`, 8, /nested deeper/],
    ['no value', '{"b":{"x":nothing}}', 8, /no value of JSON/],
  ])('%s', async (_, text, dataBytes, words) => {
    expect((await faultOf(file(text, dataBytes))).message).toMatch(words);
  });

  it('text that is no UTF-8', async () => {
    const head = headerBytes(`{${one}}`);
    head[9] = 0xff;
    expect((await faultOf(rawFile('x', head, head.length + 8))).message).toMatch(/no text/);
  });

  it('missing and surplus bytes', async () => {
    expect((await faultOf(file(`{${one}}`, 7))).message).toMatch(/not complete: \d+ of \d+ bytes/);
    expect((await faultOf(file(`{${one}}`, 9))).message).toMatch(/1 bytes behind its last tensor/);
    const head = headerBytes(`{${one}}`);
    expect((await faultOf(rawFile('x', head, 20))).message).toMatch(/ends within its own header/);
  });

  it('a huge length, before anything is read', async () => {
    const opened = rawFile('x', headerBytes(`{${one}}`, 2 ** 40), 2 ** 45);
    expect((await faultOf(opened)).message).toMatch(/begins like something else/);
    expect(opened.readBytes()).toBeLessThanOrEqual(64);
  });
});

describe('files of other kinds are told by their first bytes', () => {
  it.each([
    ['version https://git-lfs.github.com/spec/v1\n', /pointer that Git/],
    ['PK\x03\x04\x00\x00\x08\x08', /pickle/],
    ['\x80\x02}q\x00(X\x0a\x00', /pickle/],
    ['GGUF\x03\x00\x00\x00\x00\x00', /GGUF/],
    ['<!DOCTYPE html><html>', /web page/],
    ['\n  <html lang="en">', /web page/],
    ['{"_class_name": "UNet2DConditionModel"}', /JSON text/],
    ['\x08\x07\x12\x07pytorch', /ONNX/],
    ['7z\xbc\xaf\x27\x1c', /7-Zip/],
    ['\x89PNG\r\n\x1a\n', /PNG/],
    ['short', /too short/],
    ['\x10\x00\x00\x00\x00\x00\x00\x00[1,2,3]', /no header/],
  ])('%j', async (begin, words) => {
    expect(
      (await faultOf(rawFile('model.bin', bytesOf(begin), Math.max(bytesOf(begin).length, begin === 'short' ? 0 : 4096)))).message,
    ).toMatch(words);
  });

  it('an empty file', async () => {
    expect((await faultOf(rawFile('x', new Uint8Array(0)))).message).toMatch(/is empty/);
  });
});

describe('hostile headers take time by their length alone', () => {
  const megabytes = 4 * 2 ** 20;
  it.each([
    ['brackets', `{"a":${'['.repeat(megabytes)}`],
    ['digits', `{"a":{"shape":[${'9'.repeat(megabytes)}]}}`],
    ['escapes', `{"${'\\\\'.repeat(megabytes / 2)}`],
    ['spaces', `{${' '.repeat(megabytes)}`],
    ['names', `{${Array.from({ length: 60_000 }, (_, i) => `"n${i}":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}`).join(',')}}`],
  ])('%s', { timeout: 30_000 }, async (_, text) => {
    await faultOf(file(text, 4));
  });
});
