import { rateInWords } from '@shared/ensembles/rate-words';
import type { LeftOutRuns } from '@shared/ensembles/left-out';
import { growthInWords, intervalInWords } from '@shared/ensembles/scaling-words';
import { runsInWords } from '@shared/expectations/in-words';
import { formatMeasured } from '@shared/number-text/format-number';
import { textTable } from '../text-table';
import type { AnalysisReport, CollapseReport, ConditionReport, ScalingReport } from './analysis-report';
import type { WrittenBands } from './bands-file';

/** The report as text for a terminal. */
export function formatAnalysis(report: AnalysisReport): string {
  const { question, conditions, scaling, collapse, bands, withoutCurves = [] } = report;
  const where = question.where === '' ? '' : `, ${question.where}`;
  const from = question.sweeps.length === 0 ? '' : ` of ${question.sweeps.join(', ')}`;
  const by = question.by.length === 0 ? '' : `, by ${question.by.join(', ')}`;
  const blocks = [
    [`${report.name}: ${runsInWords(report.runs)}${from}${where}${by}`, ...leftOutLines(report.leftOut)],
    endingLines(conditions),
    escapeLines(conditions),
    ...scaling.map(scalingLines),
    ...(collapse ? [collapseLines(collapse)] : []),
    ...(bands ? [bandLines(bands)] : []),
    ...(withoutCurves.length > 0 ? [['without curves', ...leftOutLines(withoutCurves)]] : []),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n');
}

function leftOutLines(leftOut: readonly LeftOutRuns[]): readonly string[] {
  return leftOut.map(({ why, runIds }) => `  ${runsInWords(runIds.length)} left out: ${why}`);
}

/** "median (quartile … quartile)". */
function spread(low: number, middle: number, high: number): string {
  if (Number.isNaN(middle)) return '–';
  const ends = low === high ? '' : ` (${formatMeasured(low, 3)} … ${formatMeasured(high, 3)})`;
  return `${formatMeasured(middle, 3)}${ends}`;
}

function endingLines(conditions: readonly ConditionReport[]): readonly string[] {
  const rows = conditions.map(({ condition, runs, rates, finalLoss: { p25, median, p75 } }) => [
    condition,
    String(runs),
    ...(rates === null
      ? ['–', '–', '–']
      : [rates.success, rates.trapped, rates.unfinished].map((rate) => rateInWords(rate))),
    spread(p25, median, p75),
  ]);
  const header = ['condition', 'n', 'success', 'trapped', 'unfinished', 'final loss'];
  return [
    'endings with 95 % Wilson intervals, final loss as median and quartiles',
    ...indented(textTable(header, rows, new Set([1]))),
  ];
}

function escapeLines(conditions: readonly ConditionReport[]): readonly string[] {
  const rows = conditions.flatMap(({ condition, escapes }) =>
    escapes.map(({ escape, times, observed, censored, leftOut }, i) => [
      i === 0 ? condition : '',
      String(escape),
      spread(times.low, times.median, times.high),
      String(observed),
      String(censored),
      leftOut.map(({ why, runIds }) => `${runIds.length} (${why})`).join(', '),
    ]),
  );
  const header = ['condition', 'escape', 'time', 'observed', 'censored', 'left out'];
  return [
    'escape times as median and quartiles; ∞ lies beyond the horizon',
    ...indented(textTable(header, rows, new Set([1, 3, 4]))),
  ];
}

function scalingLines(report: ScalingReport): readonly string[] {
  const { landscape, escape, against, model, fit, statement, counts, predicted, verdict, leftOut } = report;
  const law = model === 'power' ? `τ ∝ ${against}^β` : `τ = α + β ln ${against}`;
  const parts = [
    ...(fit
      ? [
          `β = ${formatMeasured(fit.slope, 4)}`,
          `${Math.round(1000 * fit.level) / 10} %: ${intervalInWords(fit.interval)}`,
        ]
      : []),
    ...(predicted ? [`predicted ${growthInWords(predicted)}`] : []),
    ...(verdict === '' ? [] : [verdict]),
  ];
  const used = [
    `${counts.observed} observed`,
    `${counts.censored} censored`,
    ...(counts.outsideRange > 0 ? [`${counts.outsideRange} out of range`] : []),
    ...(counts.unusable > 0 ? [`${counts.unusable} unusable`] : []),
  ];
  return [
    `scaling of escape ${escape}: ${landscape}, ${law}`,
    ...(parts.length > 0 ? [`  ${parts.join('   ')}`] : []),
    `  ${statement}`,
    `  ${used.join(', ')}`,
    ...leftOutLines(leftOut),
  ];
}

function collapseLines(collapse: CollapseReport): readonly string[] {
  const { quantity, formula, fittedFormula, families, leftOut } = collapse;
  const score = (value: number | undefined): string => value?.toFixed(3) ?? 'no overlap';
  const rows = families.map(({ family, conditions, score: after, unscaled, best }) => [
    family,
    String(conditions),
    score(after?.score),
    score(unscaled?.score),
    after === null ? '–' : `${Math.round(100 * after.share)} %`,
    best === null ? 'none' : formatMeasured(best.exponent, 4),
    best === null ? '–' : best.interval === null ? 'needs five seeds' : intervalInWords(best.interval),
    best === null ? '–' : score(best.score),
  ]);
  const header = ['family', 'conditions', 'score', 'unscaled', 'of the range', 'best a', '95 %', 'its score'];
  return [
    `collapse of ${quantity} under ${formula}: 1 where the medians coincide; best a in ${fittedFormula}`,
    ...(families.length === 0
      ? ['  nothing to collapse: conditions must differ in d, q or the target, with all else equal']
      : indented(textTable(header, rows, new Set([1])))),
    ...families.flatMap(({ family, failure }) => (failure === null ? [] : [`  ${family}: ${failure}`])),
    ...leftOutLines(leftOut),
  ];
}

function bandLines({ file, quantity, band, time, conditions }: WrittenBands): readonly string[] {
  const empty = conditions.filter(({ curves }) => curves === 0);
  return [
    `bands of ${quantity} against ${time}: ${band}`,
    ...empty.map(({ condition }) => `  ${condition} left out: no run of it has this curve`),
    `  ${file}`,
  ];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
