import type { Page } from 'playwright';

/** The parts of the Target place that stories act on and look at. */
export function targetView(page: Page) {
  const view = page.getByRole('region', { name: 'Target', exact: true });
  const ladder = view.getByRole('region', { name: 'Saddle ladder' });
  const spectrum = view.getByRole('region', { name: 'Hermite spectrum' });
  return {
    view,
    ladder,
    spectrum,
    link: view.getByRole('region', { name: 'Link function' }),
    typeset: view.getByRole('region', { name: 'Target typeset' }),
    facts: view.getByRole('region', { name: 'Facts' }),
    start: view.getByRole('region', { name: 'Start overlap' }),
    warnings: view.getByRole('list', { name: 'Warnings' }),
    /** The exponents of the ladder in one line. */
    chips: view.getByTestId('ladder-exponents'),
    tab: (name: 'Preset' | 'Formula' | 'Coefficients' | 'Neurons') => view.getByRole('tab', { name }),
    preset: (name: RegExp) => view.getByRole('navigation', { name: 'Presets' }).getByRole('button', { name }),
    bar: (name: string) => spectrum.getByRole('slider', { name, exact: true }),
    /** Exponents of the rungs, from the first on. */
    exponents: () => ladder.locator('tbody td:nth-of-type(1)').allTextContents(),
    /** First predicted escape time of the two-timescale flow, as it is written. */
    firstEscape: () => ladder.locator('tbody tr:first-child td:last-child .escape').first(),
  };
}

/** A value as the window writes it: `302`, `1.74 × 10⁵`. */
export function numberOf(text: string): number {
  const [mantissa = '', power] = text.trim().replace('−', '-').split(' × 10');
  const digits = '⁰¹²³⁴⁵⁶⁷⁸⁹';
  const exponent = [...(power ?? '⁰')].map((c) => (c === '⁻' ? '-' : digits.indexOf(c))).join('');
  return Number(`${mantissa}e${exponent}`);
}
