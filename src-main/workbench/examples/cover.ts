import { coverCurves } from '@shared/figure/cover-curves';
import type { RunRecord } from '@shared/model/run';

/** Size of a cover, in CSS px. */
const WIDTH = 240;
const HEIGHT = 88;

/** A small picture of a study for the gallery, as SVG text; its colours stand on light and dark grounds. */
export function coverOf(runs: readonly RunRecord[]): string {
  const curves = coverCurves(runs, WIDTH, HEIGHT).map(
    ({ points, colour }) =>
      `<polyline points="${points}" stroke="${colour}" stroke-width="1.75" stroke-linejoin="round"/>\n`,
  );
  const size = `width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} fill="none">\n${curves.join('')}</svg>\n`;
}
