import type { QuantityId } from '@shared/glossary/glossary';

const QUANTITIES: Readonly<Record<string, QuantityId>> = {
  target: 'link',
  d: 'dimension',
  q: 'studentWidth',
  r: 'directions',
  epsilon: 'timescaleRatio',
  mu: 'ridge',
  seed: 'seed',
  horizon: 'horizon',
  tolerance: 'relativeTolerance',
  ending: 'success',
  loss: 'loss',
  plateaus: 'plateau',
  steps: 'steps',
};

/** The quantity of the glossary that a field of runs is; null where it is none. */
export function quantityOfField(id: string): QuantityId | null {
  if (/^escape\d+$/.test(id)) return 'escapeTime';
  if (/^lambda\d+$/.test(id)) return 'singularValues';
  return QUANTITIES[id] ?? null;
}
