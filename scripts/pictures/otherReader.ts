/** A picture as another program reads it; pixels only where they were asked for. */
export interface OtherPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array | null;
}

interface OtherReader {
  readonly title: string;
  /** Null where that program does not read the file. */
  read(path: string, withPixels: boolean): OtherPicture | null;
}

type Run = (command: string, given: readonly string[], input?: string) => { readonly status: number | null; readonly stdout: Uint8Array };

const pillow = `
import sys
from PIL import Image
image = Image.open(sys.argv[1])
image.load()
if sys.argv[2] == '1' and image.mode.startswith('I;16'):
    image = image.point(lambda v: v / 257).convert('L')
sys.stdout.buffer.write(b'%d %d\\n' % image.size)
if sys.argv[2] == '1':
    sys.stdout.buffer.write(image.convert('RGBA').tobytes())
`;

/** "WIDTH HEIGHT", a line break, and pixels where there are any. */
function parse(output: Uint8Array): OtherPicture | null {
  const end = output.indexOf(10);
  const [width, height] = new TextDecoder()
    .decode(output.subarray(0, Math.max(0, end)))
    .split(' ')
    .map(Number);
  if (!width || !height) return null;
  return { width, height, rgba: output.length > end + 1 ? output.subarray(end + 1) : null };
}

/** Pillow where Python has it, else ImageMagick, else null. `SFUMATO_PYTHON` names another Python. */
export function otherReader(run: Run): OtherReader | null {
  const python = process.env.SFUMATO_PYTHON ?? 'python3';
  if (run(python, ['-c', 'import PIL']).status === 0)
    return {
      title: 'Pillow',
      read: (path, withPixels) => {
        const { status, stdout } = run(python, ['-c', pillow, path, withPixels ? '1' : '0']);
        return status === 0 ? parse(stdout) : null;
      },
    };
  const magick = ['magick', 'convert'].find((command) => run(command, ['-version']).status === 0);
  if (magick === undefined) return null;
  return {
    title: 'ImageMagick',
    read: (path, withPixels) => {
      const size = run(magick, [`${path}[0]`, '-format', '%w %h\\n', 'info:']);
      const seen = size.status === 0 ? parse(size.stdout) : null;
      if (!seen || !withPixels) return seen;
      const pixels = run(magick, [`${path}[0]`, '-depth', '8', 'rgba:-']);
      return pixels.status === 0 ? { ...seen, rgba: pixels.stdout } : null;
    },
  };
}
