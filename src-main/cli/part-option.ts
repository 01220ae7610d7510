import { InvalidArgumentError } from 'commander';
import type { SweepPart } from '@main/workbench/sweeps/sweep-part';

/** A part of a sweep as written on a command line: `3/40` is number 3 of the parts 0 … 39. */
export function parsePart(text: string): SweepPart {
  const [, index = '', count = ''] = /^(\d{1,9})\/(\d{1,9})$/.exec(text) ?? [];
  const part = { index: Number(index), count: Number(count) };
  if (index === '' || part.index >= part.count) {
    throw new InvalidArgumentError('Write number/count, the number from 0, for example 3/40.');
  }
  return part;
}
