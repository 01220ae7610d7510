import type { JSHandle, Page } from 'playwright';

/** The parts of the Run view that stories act on and look at. */
export function runView(page: Page) {
  const view = page.getByRole('region', { name: 'Run', exact: true });
  const transport = view.getByRole('group', { name: 'Transport' });
  return {
    view,
    run: transport.getByRole('button', { name: 'Run', exact: true }),
    pause: transport.getByRole('button', { name: 'Pause' }),
    resume: transport.getByRole('button', { name: 'Resume' }),
    step: transport.getByRole('button', { name: 'Step' }),
    stop: transport.getByRole('button', { name: 'Stop' }),
    longer: transport.getByRole('button', { name: /ten times longer/ }),
    reset: transport.getByRole('button', { name: 'Reset' }),
    live: transport.getByRole('button', { name: 'Live' }),
    dimension: view.getByLabel('Dimension d'),
    horizon: view.getByLabel('Horizon t'),
    cursor: view.getByRole('slider', { name: 'Time cursor' }),
    /** What went on in each stage: steps, stop reason. */
    health: view.getByTestId('health'),
    ghosts: view.getByText('former run'),
    /** The plateaus of a stage, by its title. */
    plateaus: (title: string) =>
      view.getByRole('group', { name: `Plateaus of ${title}` }).getByRole('button'),
    showAll: view.getByRole('button', { name: 'Show all' }),
    /** Waits until both stages show a finished run. */
    async finished(): Promise<void> {
      for (const stage of [0, 1]) {
        const health = view.getByTestId('health');
        await health
          .nth(stage)
          .filter({ hasText: 'reached the horizon' })
          .waitFor()
          .catch(async (cause: unknown) => {
            const shown = await health.allTextContents();
            throw new Error(`the stages are not finished but show: ${shown.join(' | ')}`, { cause });
          });
      }
    },
  };
}

/** Turns Live off: a changed parameter then waits for Run. */
export async function waitForRun(page: Page): Promise<void> {
  await runView(page).live.click();
  await page.getByRole('button', { name: 'Live', pressed: false }).waitFor();
}

/** The places of the window, as the rail names them. */
export const PLACE_NAMES = ['Project', 'Target', 'Run', 'Compare', 'Analyse', 'Figures', 'Help'] as const;
export type PlaceName = (typeof PLACE_NAMES)[number];

/** Goes to a place of the window by the rail. */
export async function goTo(page: Page, place: PlaceName): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('button', { name: place }).click();
}

/** Eight directions with a full Jacobian: seconds of work, long enough to be caught running; fewer take less. */
export async function chooseLongRun(page: Page, directions = 8): Promise<void> {
  await goTo(page, 'Target');
  await page
    .getByRole('navigation', { name: 'Presets' })
    .getByRole('button', { name: /^Staircase/ })
    .click();
  await page.getByLabel('number of directions r').fill(String(directions));
  await page.getByLabel('number of directions r').press('Enter');
  // Until the choice is made, Run would start the former target, and again when it is.
  await page.getByText(`${directions} directions`, { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Use in Run' }).click();
}

/** Number of pixels with curves on them, in the left and the right half of the chart. */
export async function inkOfChart(page: Page): Promise<readonly [left: number, right: number]> {
  const curves = await pixelsOf(page, 'curves');
  return curves.evaluate(({ data, width }) => {
    let left = 0;
    let right = 0;
    for (let i = 3; i < data.length; i += 4) {
      if ((data[i] ?? 0) < 128) continue;
      if (((i - 3) / 4) % width < width / 2) left++;
      else right++;
    }
    return [left, right] as const;
  });
}

/** Clicks on the line of λ1 in the legend of the chart: the lowest that is drawn in its colour, that of the light theme. */
export async function clickFirstLegendEntry(page: Page): Promise<void> {
  const legend = await pixelsOf(page, 'axes and legend');
  const [column, row] = await legend.evaluate(({ data, width }) => {
    let i = data.length - 4;
    while (i >= 0 && !(data[i] === 0x00 && data[i + 1] === 0x72 && data[i + 2] === 0xb2)) i -= 4;
    return [(i / 4) % width, Math.floor(i / 4 / width)] as const;
  });
  const box = await page.getByTestId('run-chart').boundingBox();
  if (!box || row < 0) throw new Error('no legend');
  await page.mouse.click(box.x + column, box.y + row);
}

/** What is drawn on one of the two canvases of the chart. */
async function pixelsOf(page: Page, canvas: 'curves' | 'axes and legend'): Promise<JSHandle<ImageData>> {
  // Two frames, so that what has just arrived is drawn.
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(() => drawn(null)))),
  );
  return page.evaluateHandle(
    (index) => {
      const drawn = document.querySelectorAll<HTMLCanvasElement>('[data-testid="run-chart"] canvas')[index];
      // Read from a copy: reading would take the chart's own canvas off the graphics card.
      const copy = document.createElement('canvas');
      const context = copy.getContext('2d');
      if (!drawn || !context) return new ImageData(1, 1);
      copy.width = drawn.width;
      copy.height = drawn.height;
      context.drawImage(drawn, 0, 0);
      return context.getImageData(0, 0, drawn.width, drawn.height);
    },
    canvas === 'curves' ? 0 : 1,
  );
}
