import type { Locator, Page } from 'playwright';

/** What a story does in the sweeps of Compare. */
export function sweepParts(page: Page) {
  return {
    cost: page.getByTestId('sweep-cost'),
    progress: page.getByTestId('sweep-progress').first(),
    seeds: page.getByLabel('Number of seeds'),
    notes: page.getByTestId('comparison-notes'),
  };
}

/** The button that starts a sweep of which nothing, or a part, is there. */
export const RUN = /^(Start sweep|Run the missing)/;

/** Writes a value into a field and confirms it. */
export async function type(field: Locator, text: string): Promise<void> {
  await field.fill(text);
  await field.press('Enter');
}

/** Begins a sweep of the selected experiment over its dimension and `seeds` seeds. */
export async function newSweep(page: Page, dimensions: string, seeds: number): Promise<void> {
  await page.getByRole('button', { name: 'New sweep' }).click();
  await page.getByLabel('Add an axis').click();
  await page.getByRole('option', { name: 'Dimension d' }).click();
  await type(page.getByRole('textbox', { name: 'Dimension d' }), dimensions);
  await type(sweepParts(page).seeds, String(seeds));
}
