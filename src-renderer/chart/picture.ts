/** Square pixels (n × n, red, green, blue and opacity) as something a canvas can draw at once. */
export function pictureOf(pixels: Uint8ClampedArray<ArrayBuffer>, n: number): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [n, n];
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, n, n), 0, 0);
  return canvas;
}
