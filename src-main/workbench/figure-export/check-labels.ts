import type { FigureCheck } from '@shared/contract/figure-export';
import { LabelError, parseLabel } from '@shared/figure/label-tex';
import type { FigureDocument, FigurePanel } from '@shared/model/figure';

/** The texts of a panel that its user wrote, with what each is. */
function ownTexts({ heading, x, y, series = [] }: FigurePanel): readonly (readonly [string, string])[] {
  return [
    ['heading', heading],
    ['horizontal axis', x.label ?? ''],
    ['vertical axis', y.label ?? ''],
    ...series.map(({ series: name, label }) => [`“${name}”`, label ?? ''] as const),
  ];
}

function faultOf(text: string): string | null {
  try {
    parseLabel(text);
    return null;
  } catch (error) {
    if (error instanceof LabelError) return error.message;
    throw error;
  }
}

/** Whether the labels a user wrote can be set as they are meant; only for figures that have any with TeX in them. */
export function checkLabels({ panels }: Pick<FigureDocument, 'panels'>): FigureCheck[] {
  const texts = panels.flatMap(ownTexts).filter(([, text]) => /[${}\\]/.test(text));
  if (texts.length === 0) return [];
  const faults = texts.flatMap(([what, text]) => {
    const fault = faultOf(text);
    return fault === null ? [] : [`${what}: ${fault}`];
  });
  return [
    {
      label: 'TeX in labels can be set',
      passed: faults.length === 0,
      found: faults.length === 0 ? `${texts.length} labels` : faults.join('; '),
      fix: faults.length === 0 ? '' : 'Change the label; it is drawn as it was typed until then.',
      repair: null,
    },
  ];
}
