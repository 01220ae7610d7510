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
  /** Resolves once the frame that is being made is on its way to the screen. */
  const painted = () => new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  });
  const nextEvent = (kind) => new Promise((done) =>
    window.addEventListener(kind, (event) => done(event.timeStamp), { capture: true, once: true }));
  window.pageClock = {
    /** Waits for the next event of a kind and begins to measure with it. */
    arm(kind, what, patience) {
      this.measured = this.measure(nextEvent(kind), what, patience);
    },
    /** Milliseconds from an event until the first frame with all of it is drawn and painted. */
    async measure(event, { canvases, text }, patience) {
      const words = () => document.querySelector(text)?.textContent;
      const before = words();
      const began = await event;
      for (;;) {
        await nextFrame();
        // What a text says as a frame begins is seen in it; canvases are drawn while it is made.
        const changed = words() !== before;
        await painted();
        const all = [...document.querySelectorAll(canvases)];
        const redrawn = all.length > 0 && all.every((canvas) => (drawn.get(canvas) ?? 0) > began);
        const took = performance.now() - began;
        if (changed && redrawn) return took;
        if (took > patience) return NaN;
      }
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
  // Armed before and measured within the page: the way to this program and back is not part of what the user waits for.
  await page.evaluate(`pageClock.arm(${JSON.stringify(kind)}, ${JSON.stringify(what)}, ${patience})`);
  await act();
  return page.evaluate<number>('pageClock.measured');
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
