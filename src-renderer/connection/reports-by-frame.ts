import type { WorkbenchEvent } from '@shared/contract/workbench';

type Tell = (event: WorkbenchEvent) => void;

/** Milliseconds between reports while the page is hidden and draws no frames. */
const HIDDEN_PACE = 250;

/**
 * Passes events on to `tell`, reports of progress only once a frame and together: runs that report at nearly the same time
 * are drawn once, not each by itself. Any other event lets those that wait go first, so that the order stays.
 */
export function reportsByFrame(tell: Tell, atNextFrame: (work: () => void) => void = nextFrame): Tell {
  let waiting: WorkbenchEvent[] = [];
  const letGo = (): void => {
    const events = waiting;
    waiting = [];
    events.forEach(tell);
  };
  return (event) => {
    if (event.type !== 'job-progress') {
      letGo();
      tell(event);
    } else if (waiting.push(event) === 1) atNextFrame(letGo);
  };
}

function nextFrame(work: () => void): void {
  if (document.hidden) setTimeout(work, HIDDEN_PACE);
  else requestAnimationFrame(work);
}
