import { LabelError, parseLabel } from '@shared/figure/label-tex';

/** What is wrong with a label the user types; null for nothing. */
export function labelProblem(text: string): { readonly cause: string; readonly remedy: string } | null {
  try {
    parseLabel(text);
    return null;
  } catch (error) {
    if (!(error instanceof LabelError)) throw error;
    const before = text.slice(Math.max(0, error.at - 8), error.at);
    const where = error.at === 0 ? 'at the beginning' : `after “${before}”`;
    return {
      cause: `${error.message} (${where})`,
      remedy: 'TeX stands between dollar signs, for example $d^{s-1}$',
    };
  }
}
