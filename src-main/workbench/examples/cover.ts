import { CYCLE_ON_WHITE } from '@shared/figure/colour-cycle';
import type { RunRecord } from '@shared/model/run';

/** Size of a cover, in CSS px. */
const WIDTH = 240;
const HEIGHT = 88;
const MARGIN = 6;

/** Points of a curve: more than a cover can show. */
const MOST_POINTS = 240;

/**
 * A small picture of a study for the gallery, as SVG text: the loss of each run over log time, each from its first loss
 * down to 0, the plateaus as tinted stretches below. Colours are the cycle's, which stand on light and dark grounds.
 */
export function coverOf(runs: readonly RunRecord[]): string {
  const last = Math.max(...runs.map(({ meta }) => lastChange(meta.plateaus, meta.reached)));
  const first = Math.min(...runs.flatMap(({ samples }) => samples.t.find((t) => t > 0) ?? []));
  const x = (t: number): number => {
    const part = Math.log(Math.max(t, first) / first) / Math.log(last / first);
    return MARGIN + Math.min(1, part) * (WIDTH - 2 * MARGIN);
  };
  const curves = runs.map((run, i) => curve(run, x, CYCLE_ON_WHITE[i % CYCLE_ON_WHITE.length] ?? ''));
  const size = `width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size} fill="none">\n${curves.join('')}</svg>\n`;
}

/** Where the last plateau of a run begins, and a decade more to see that it lasts. */
function lastChange(plateaus: RunRecord['meta']['plateaus'], reached: number): number {
  const open = plateaus[plateaus.length - 1];
  return Math.min(reached, 10 * Math.max(1, open?.open === true ? open.from : reached));
}

function curve({ samples, meta }: RunRecord, x: (t: number) => number, colour: string): string {
  const { t, loss } = samples;
  const y = (value: number): number =>
    HEIGHT - MARGIN - (value / (meta.initialLoss || 1)) * (HEIGHT - 3 * MARGIN);
  const step = Math.max(1, Math.ceil(t.length / MOST_POINTS));
  const points: string[] = [];
  for (let i = 1; i < t.length; i += step) {
    points.push(`${x(t[i] ?? 0).toFixed(1)},${y(loss[i] ?? 0).toFixed(1)}`);
  }
  return `<polyline points="${points.join(' ')}" stroke="${colour}" stroke-width="1.75" stroke-linejoin="round"/>\n`;
}
