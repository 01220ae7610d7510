import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Page } from 'playwright';

/** Serious and critical findings of axe on the page as it is. */
export async function findings(page: Page): Promise<readonly string[]> {
  // Through the debugger, since the page's own policy lets no foreign script in.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: loaded } = window as unknown as {
      readonly axe: { run(scope: Document, options: RunOptions): Promise<AxeResults> };
    };
    const result = await loaded.run(document, { resultTypes: ['violations'] });
    return result.violations.map(({ id, impact, nodes }) => ({
      id,
      impact,
      where: nodes.map((node) => `${node.target.join(' ')}: ${node.failureSummary ?? ''}`).slice(0, 3),
    }));
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, where }) => `${id} at ${where.join(' | ')}`);
}
