import { formatMeasured } from '@shared/number-text/format-number';
import { valuesAt } from './cursor';
import type { Stage } from './use-stages';

/** What stages have at time t, as a sentence each for who cannot see the curves. */
export function cursorInWords(stages: readonly Pick<Stage, 'drawn'>[], t: number | null): string {
  if (t === null) return 'no samples yet';
  const parts = stages.flatMap(({ drawn }) => {
    const values = valuesAt(drawn.samples, t);
    if (!values) return [];
    const overlaps = values.singularValues.map((value) => formatMeasured(value, 3)).join(', ');
    return [`${drawn.title}: loss ${formatMeasured(values.loss)}, overlaps ${overlaps}`];
  });
  return `t = ${formatMeasured(t, 3)}. ${parts.join('. ')}`;
}
