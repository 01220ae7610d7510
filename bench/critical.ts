/**
 * Time of the Hessian, of classification and polishing up to r = q = 8, and of a census per start. Prints a table;
 * asserts nothing.
 */
import { performance } from 'node:perf_hooks';
import { haarStarts, plantedCensus, type CensusProblem } from '../src-shared/numerics/critical/census';
import { classifyState } from '../src-shared/numerics/critical/classify';
import { coreHessian } from '../src-shared/numerics/critical/hessian';
import { plantedLandscape } from '../src-shared/numerics/critical/landscape';
import { polishCriticalPoint } from '../src-shared/numerics/critical/polish';
import { hermiteTable, type HermiteTable } from '../src-shared/numerics/link/hermite-table';
import { linkSymmetries } from '../src-shared/numerics/link/link-symmetries';

const REPETITIONS = 9;
const STARTS = 100;
const DIMENSION = 1e4;

/** Σ_i h2(z_i) + ½ h3(z_i) with falling weights. */
function separableLink(r: number): HermiteTable {
  const power = (axis: number, degree: number) =>
    Array.from({ length: r }, (_, i) => (i === axis ? degree : 0));
  const terms = Array.from({ length: r }, (_, axis) => {
    const weight = 1 - (0.5 * axis) / r;
    return [
      { beta: power(axis, 2), c: weight },
      { beta: power(axis, 3), c: 0.5 * weight },
    ];
  }).flat();
  return hermiteTable(r, terms);
}

function medianTime(work: () => void): string {
  const times = Array.from({ length: REPETITIONS }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  }).sort((a, b) => a - b);
  return times[Math.floor(REPETITIONS / 2)]!.toFixed(2);
}

const rows = [2, 4, 8].map((r) => {
  const link = separableLink(r);
  const landscape = plantedLandscape(link, link);
  // The last sign is wrong, and all of it is slightly off.
  const M = Float64Array.from({ length: r * r }, (_, k) =>
    k % (r + 1) === 0 ? (k === r * r - 1 ? -0.97 : 0.98) : 0.01 * Math.cos(k),
  );
  return {
    'r = q': r,
    'Hessian, ms': medianTime(() => coreHessian(landscape, M)),
    'classify, ms': medianTime(() => classifyState(landscape, M)),
    'polish, ms': medianTime(() => polishCriticalPoint(landscape, M)),
    'symmetries, ms': medianTime(() => linkSymmetries(link)),
  };
});
console.table(rows);

const census = [1, 2, 3].map((r) => {
  const link = separableLink(r);
  const problem: CensusProblem = { teacher: link, student: link, metric: 'embedded', dimension: DIMENSION };
  const starts = haarStarts(problem, 1, STARTS);
  const start = performance.now();
  const { entries, trapped } = plantedCensus(problem, starts);
  const time = (performance.now() - start) / STARTS;
  const rate = `${trapped.estimate.toFixed(2)} (${trapped.low.toFixed(2)}–${trapped.high.toFixed(2)})`;
  return {
    r,
    'census, ms per start': time.toFixed(2),
    families: entries.length,
    trapped: rate,
    expected: 1 - 2 ** -r,
  };
});
console.table(census);
