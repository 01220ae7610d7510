/** Tells which press of the pointer goes on: a new value with each press, null while none is held down. */
export type PressWatch = () => number | null;

/** Watches the presses in a window. A press lasts until everything has been told of its end. */
export function watchPresses(target: Pick<Window, 'addEventListener'>): PressWatch {
  let count = 0;
  let current: number | null = null;
  const end = (): void => {
    const ended = current;
    setTimeout(() => {
      if (current === ended) current = null;
    });
  };
  target.addEventListener('pointerdown', () => (current = ++count), { capture: true });
  target.addEventListener('pointerup', end, { capture: true });
  target.addEventListener('pointercancel', end, { capture: true });
  return () => current;
}
