/** A press of the pointer on a plot, until it is let go. */
interface Press {
  x: number;
  y: number;
  /** Whether it has become a drag. */
  dragged: boolean;
}

/** What a pointer on a plot means. */
export interface PlotGestures {
  /** It is somewhere, not pressed. */
  hover(event: PointerEvent): void;
  /** It was pressed and let go in one place. */
  click(event: PointerEvent): void;
  /** It was dragged on by so many px. */
  drag(dx: number, dy: number, event: PointerEvent): void;
}

/** Px a pressed pointer may tremble before it is a drag. */
const TREMBLING = 4;

/** Handlers that tell hovering, clicking and dragging apart. */
export function createPlotPointer(gestures: PlotGestures) {
  let press: Press | null = null;
  return {
    down(event: PointerEvent): void {
      if (event.button !== 0) return;
      press = { x: event.clientX, y: event.clientY, dragged: false };
      (event.currentTarget as Element).setPointerCapture(event.pointerId);
      gestures.hover(event);
    },
    move(event: PointerEvent): void {
      if (press === null) {
        gestures.hover(event);
        return;
      }
      const [dx, dy] = [event.clientX - press.x, event.clientY - press.y];
      if (!press.dragged && Math.hypot(dx, dy) <= TREMBLING) return;
      press = { x: event.clientX, y: event.clientY, dragged: true };
      gestures.drag(dx, dy, event);
    },
    up(event: PointerEvent): void {
      if (press && !press.dragged) gestures.click(event);
      press = null;
    },
    cancel(): void {
      press = null;
    },
  };
}
