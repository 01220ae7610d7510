import type { Plateau } from '../../model/run';

/**
 * Joins plateaus in succession whose losses differ by at most `sameLoss`: the loss rate may cross its threshold more than
 * once while the flow passes one critical point. The longer of two gives loss and rank.
 */
export function mergePlateaus(plateaus: readonly Plateau[], sameLoss: number): readonly Plateau[] {
  const merged: Plateau[] = [];
  for (const plateau of plateaus) {
    const before = merged[merged.length - 1];
    if (before === undefined || Math.abs(before.loss - plateau.loss) > sameLoss) {
      merged.push(plateau);
      continue;
    }
    const longer = plateau.to - plateau.from > before.to - before.from ? plateau : before;
    merged[merged.length - 1] = { ...longer, from: before.from, to: plateau.to, open: plateau.open };
  }
  return merged;
}
