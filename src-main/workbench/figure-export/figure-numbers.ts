import { encodeNpz, type NpzMembers } from '@main/files/npz/npz';
import { singularValueCount } from '@shared/figure/stage-lines';
import type { FigureMetadata } from './figure-metadata';
import type { RunStage } from './figure-stages';

/** A number as every CSV reader takes it: shortest decimal that gives the same double; empty for NaN. */
function csvNumber(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}

function comments(metadata: FigureMetadata, stages: readonly RunStage[]): string[] {
  const lines = [`${metadata.title} (${metadata.software})`, `target: ${metadata.target}`];
  stages.forEach((stage, i) => {
    const origin = metadata.runs[i];
    lines.push(
      `${stage.key}: d = ${origin?.dimension}, seed = ${origin?.seed ?? 'none'}, run ${origin?.runId}`,
    );
    for (const { exponent, time, lossBefore, lossAfter } of stage.escapes) {
      const when = time === null ? 'never' : `t = ${time}`;
      lines.push(
        `${stage.key}: predicted escape, exponent ${exponent}, ${when}, loss ${lossBefore} to ${lossAfter}`,
      );
    }
    for (const { from, to, loss, rank, open } of stage.plateaus) {
      const end = open ? `${to} (not left)` : String(to);
      lines.push(`${stage.key}: plateau, rank ${rank}, loss ${loss}, t = ${from} to ${end}`);
    }
  });
  return lines.map((line) => `# ${line.replace(/[\r\n]+/g, ' ')}`);
}

/**
 * The figure's numbers as one table: a row per flow and sample, columns `flow, t, loss, gradient_norm, lambda_1, …`;
 * predictions and plateaus in `#` comments above (pandas: `read_csv(path, comment='#')`).
 */
export function numbersAsCsv(metadata: FigureMetadata, stages: readonly RunStage[]): string {
  const width = Math.max(0, ...stages.map((stage) => singularValueCount(stage.samples)));
  const overlaps = Array.from({ length: width }, (_, i) => i);
  const header = ['flow', 't', 'loss', 'gradient_norm', ...overlaps.map((i) => `lambda_${i + 1}`)];
  const rows = stages.flatMap((stage) => {
    const { t, loss, gradientNorm, singularValues } = stage.samples;
    const count = singularValueCount(stage.samples);
    return Array.from(t, (time, n) => {
      const values = overlaps.map((i) => (i < count ? (singularValues[n * count + i] ?? NaN) : NaN));
      const row = [time, loss[n] ?? NaN, gradientNorm[n] ?? NaN, ...values];
      return [stage.key, ...row.map(csvNumber)].join(',');
    });
  });
  return [...comments(metadata, stages), header.join(','), ...rows, ''].join('\n');
}

/**
 * The figure's numbers as an `.npz` for `numpy.load`. Per flow, `-` written `_`: `<flow>_t` (n), `<flow>_loss` (n),
 * `<flow>_gradient_norm` (n), `<flow>_singular_values` (n × k), `<flow>_predicted_escapes` (m × 3: time or NaN, loss
 * before, loss after) and `<flow>_plateaus` (m × 4: from, to, loss, rank). `metadata.json` beside them.
 */
export function numbersAsNpz(metadata: FigureMetadata, stages: readonly RunStage[]): Uint8Array {
  const members = new Map<string, Uint8Array | { shape: number[]; values: Float64Array }>();
  for (const stage of stages) {
    const name = stage.key.replaceAll('-', '_');
    const { t, loss, gradientNorm, singularValues } = stage.samples;
    const table = (rows: readonly (readonly number[])[], columns: number) => ({
      shape: [rows.length, columns],
      values: Float64Array.from(rows.flat()),
    });
    members.set(`${name}_t`, { shape: [t.length], values: t });
    members.set(`${name}_loss`, { shape: [t.length], values: loss });
    members.set(`${name}_gradient_norm`, { shape: [t.length], values: gradientNorm });
    members.set(`${name}_singular_values`, {
      shape: [t.length, singularValueCount(stage.samples)],
      values: singularValues,
    });
    members.set(
      `${name}_predicted_escapes`,
      table(
        stage.escapes.map(({ time, lossBefore, lossAfter }) => [time ?? NaN, lossBefore, lossAfter]),
        3,
      ),
    );
    members.set(
      `${name}_plateaus`,
      table(
        stage.plateaus.map(({ from, to, loss, rank }) => [from, to, loss, rank]),
        4,
      ),
    );
  }
  members.set('metadata.json', new TextEncoder().encode(JSON.stringify(metadata, null, 2)));
  return encodeNpz(members satisfies NpzMembers);
}
