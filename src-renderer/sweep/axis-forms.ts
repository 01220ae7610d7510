import type { AxisValues, SweepAxis } from '@shared/model/sweep';
import { axisValuesOf } from '@shared/numerics/sweep/axis-values';
import type { SweepField } from './sweep-fields';

/** The forms of an axis, as they are chosen. */
export const AXIS_KINDS: readonly { readonly value: AxisValues['kind']; readonly label: string }[] = [
  { value: 'list', label: 'list' },
  { value: 'linear', label: 'linear' },
  { value: 'logarithmic', label: 'log' },
  { value: 'powers-of-two', label: '2^k' },
];

/** Values of an axis to begin with where it is over the dimension. */
const FIRST_DIMENSIONS: AxisValues = { kind: 'logarithmic', from: 100, to: 10_000, count: 5 };

/** An axis to begin with: two whole numbers, a decade around a positive number, else three values around it. */
export function firstAxis({ field, value }: Pick<SweepField, 'field' | 'value'>): SweepAxis {
  if (field === 'experiment.dimension') return { field, values: FIRST_DIMENSIONS };
  const present = value ?? 1;
  if (Number.isInteger(present)) return { field, values: { kind: 'list', values: [present, present + 1] } };
  return present > 0
    ? { field, values: { kind: 'logarithmic', from: present / 10, to: present * 10, count: 3 } }
    : { field, values: { kind: 'linear', from: present - 1, to: present + 1, count: 3 } };
}

/**
 * The values of an axis written in another form, over the same range and with as many values; null where that form has none
 * such: a logarithmic one needs positive ends.
 */
export function inForm(axis: SweepAxis, kind: AxisValues['kind']): AxisValues | null {
  const present = axisValuesOf(axis);
  const [from, to] = [Math.min(...present), Math.max(...present)];
  const count = Math.max(2, present.length);
  switch (kind) {
    case 'list':
      return { kind, values: present };
    case 'linear':
      return { kind, from, to: to > from ? to : from + 1, count };
    case 'logarithmic':
      return from > 0 ? { kind, from, to: to > from ? to : 10 * from, count } : null;
    case 'powers-of-two': {
      if (!(from > 0)) return null;
      const first = Math.round(Math.log2(from));
      return { kind, from: first, to: Math.max(first + 1, Math.round(Math.log2(to))) };
    }
  }
}
