/** Pixels are read in squares of this side, in pixels: no canvas over 4096² is ever made. */
const tilePx = 2048;

interface BitmapPixels {
  readonly rgba: Uint8Array;
  /** False where half-transparent colours passed through premultiplied alpha. */
  readonly exact: boolean;
}

function copyTile(
  tile: Uint8Array | Uint8ClampedArray,
  tileWidth: number,
  tileHeight: number,
  rgba: Uint8Array,
  width: number,
  x: number,
  y: number,
): void {
  for (let row = 0; row < tileHeight; row++) {
    rgba.set(tile.subarray(row * tileWidth * 4, (row + 1) * tileWidth * 4), ((y + row) * width + x) * 4);
  }
}

function forEachTile(width: number, height: number, visit: (x: number, y: number, tileWidth: number, tileHeight: number) => void): void {
  for (let y = 0; y < height; y += tilePx) {
    for (let x = 0; x < width; x += tilePx) visit(x, y, Math.min(tilePx, width - x), Math.min(tilePx, height - y));
  }
}

/** Through a texture, which keeps straight alpha as it is; null where WebGL 2 is missing or its textures are too small. */
function readThroughTexture(bitmap: ImageBitmap): Uint8Array | null {
  const { width, height } = bitmap;
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (gl === null) return null;
  try {
    if (Math.max(width, height) > (gl.getParameter(gl.MAX_TEXTURE_SIZE) as number)) return null;
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
    gl.bindFramebuffer(gl.FRAMEBUFFER, gl.createFramebuffer());
    gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, gl.getParameter(gl.TEXTURE_BINDING_2D) as WebGLTexture, 0);
    if (gl.checkFramebufferStatus(gl.FRAMEBUFFER) !== gl.FRAMEBUFFER_COMPLETE) return null;
    const rgba = new Uint8Array(width * height * 4);
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, rgba);
    return gl.getError() === gl.NO_ERROR ? rgba : null;
  } finally {
    gl.getExtension('WEBGL_lose_context')?.loseContext();
  }
}

/** Through 2D canvases, exact where the picture is opaque. */
function readThroughCanvas(bitmap: ImageBitmap): Uint8Array {
  const { width, height } = bitmap;
  const rgba = new Uint8Array(width * height * 4);
  const canvas = new OffscreenCanvas(Math.min(tilePx, width), Math.min(tilePx, height));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('no 2D canvas');
  context.globalCompositeOperation = 'copy';
  forEachTile(width, height, (x, y, tileWidth, tileHeight) => {
    context.drawImage(bitmap, x, y, tileWidth, tileHeight, 0, 0, tileWidth, tileHeight);
    copyTile(context.getImageData(0, 0, tileWidth, tileHeight).data, tileWidth, tileHeight, rgba, width, x, y);
  });
  return rgba;
}

function hasPartialAlpha(rgba: Uint8Array): boolean {
  for (let i = 3; i < rgba.length; i += 4) {
    const alpha = rgba[i] as number;
    if (alpha !== 0 && alpha !== 255) return true;
  }
  return false;
}

/** Freezes a bitmap's pixels into straight-alpha RGBA: through a 2D canvas where it is opaque, else through a texture. */
export function readBitmap(bitmap: ImageBitmap, mayHaveAlpha: boolean): BitmapPixels {
  if (mayHaveAlpha) {
    const rgba = readThroughTexture(bitmap);
    if (rgba !== null) return { rgba, exact: true };
  }
  const rgba = readThroughCanvas(bitmap);
  return { rgba, exact: !mayHaveAlpha || !hasPartialAlpha(rgba) };
}
