import type { Page } from 'playwright';

/** What is to be seen before an edit counts as drawn. */
export interface Drawn {
  /** Selector of the canvases that must have been drawn again. */
  readonly canvases: string;
  /** Selector of the element whose text must have changed. */
  readonly text: string;
}

/**
 * Watches a page from within: when canvases are drawn, when a text changes, how long frames take. As source text, since
 * the transpiler would call helpers the page does not have.
 */
const CLOCK = `
(() => {
  const drawn = new WeakMap();
  const clear = CanvasRenderingContext2D.prototype.clearRect;
  CanvasRenderingContext2D.prototype.clearRect = function (...box) {
    drawn.set(this.canvas, performance.now());
    return clear.apply(this, box);
  };
  const nextFrame = () => new Promise((done) => requestAnimationFrame(done));
  window.pageClock = {
    /** Waits for the next event of a kind. */
    arm(kind, text) {
      this.before = document.querySelector(text)?.textContent;
      this.began = new Promise((done) =>
        window.addEventListener(kind, () => done(performance.now()), { capture: true, once: true }));
    },
    /** Milliseconds from that event until all is drawn, the frame on the screen included. */
    async untilDrawn({ canvases, text }, patience) {
      const { before } = this;
      const began = await this.began;
      for (;;) {
        await nextFrame();
        const all = [...document.querySelectorAll(canvases)];
        const redrawn = all.length > 0 && all.every((canvas) => (drawn.get(canvas) ?? 0) > began);
        if (redrawn && document.querySelector(text)?.textContent !== before) break;
        if (performance.now() - began > patience) return NaN;
      }
      const painted = new MessageChannel();
      await new Promise((done) => { painted.port1.onmessage = done; painted.port2.postMessage(0); });
      return performance.now() - began;
    },
    /** Milliseconds between frames for as long as 'until' says. */
    async frames(duration) {
      const times = [await nextFrame()];
      while (times.at(-1) - times[0] < duration) times.push(await nextFrame());
      return times.slice(1).map((time, i) => time - times[i]);
    },
  };
})();
`;

/** Starts to watch a page. */
export async function watchPage(page: Page): Promise<void> {
  await page.evaluate(CLOCK);
}

/** Milliseconds from an event of `kind`, which `act` causes, until what `what` says is drawn; NaN when it takes longer than `patience`. */
export async function timeUntilDrawn(
  page: Page,
  kind: 'pointermove' | 'input' | 'keydown',
  what: Drawn,
  act: () => Promise<void>,
  patience = 5000,
): Promise<number> {
  await page.evaluate(`pageClock.arm(${JSON.stringify(kind)}, ${JSON.stringify(what.text)})`);
  await act();
  return page.evaluate<number>(`pageClock.untilDrawn(${JSON.stringify(what)}, ${patience})`);
}

/** Milliseconds between successive frames of the page while `act` goes on. */
export async function frameTimes(page: Page, duration: number, act: () => Promise<void>): Promise<number[]> {
  const [times] = await Promise.all([page.evaluate<number[]>(`pageClock.frames(${duration})`), act()]);
  return times;
}

/** Quickest, median and slowest of measured milliseconds: on a machine that does other work the quickest tells most. */
export function summary(milliseconds: readonly number[]) {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const round = (value: number | undefined): number => Math.round(10 * (value ?? NaN)) / 10;
  return {
    'quickest ms': round(sorted[0]),
    'median ms': round(sorted[sorted.length >> 1]),
    'slowest ms': round(sorted.at(-1)),
  };
}
