import type { Rectangle } from 'electron';

/** Place of the window as it is kept between starts, in device-independent pixels. */
export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

/** Smallest window the page is made for. */
export const MINIMUM_SIZE = { width: 960, height: 640 } as const;

const DEFAULT_SIZE = { width: 1440, height: 900 } as const;

/** How much of the window must lie on a display, so that its title bar can be grasped. */
const VISIBLE_PIXELS = 100;

/** The state in a text that `formatWindowState` wrote; null when it is anything else. */
export function parseWindowState(text: string): WindowState | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const { bounds, maximized } = (value ?? {}) as Partial<Record<keyof WindowState, unknown>>;
  return isRectangle(bounds) && typeof maximized === 'boolean'
    ? { bounds: { x: bounds.x, y: bounds.y, width: bounds.width, height: bounds.height }, maximized }
    : null;
}

/** The state as text. */
export function formatWindowState(state: WindowState): string {
  return `${JSON.stringify(state)}\n`;
}

/**
 * Size and, where known, place of a new window. A place that no display shows any more (a screen was unplugged) is
 * forgotten, and a window larger than its display is cut to it.
 */
export function placeWindow(
  state: WindowState | null,
  workAreas: readonly Rectangle[],
): Partial<Rectangle> & { readonly width: number; readonly height: number } {
  if (state === null) return DEFAULT_SIZE;
  const area = workAreas.find((candidate) => overlaps(state.bounds, candidate));
  if (area === undefined) return DEFAULT_SIZE;
  return {
    x: state.bounds.x,
    y: state.bounds.y,
    width: clamp(state.bounds.width, MINIMUM_SIZE.width, area.width),
    height: clamp(state.bounds.height, MINIMUM_SIZE.height, area.height),
  };
}

function isRectangle(value: unknown): value is Rectangle {
  if (typeof value !== 'object' || value === null) return false;
  const sides = value as Partial<Record<keyof Rectangle, unknown>>;
  return [sides.x, sides.y, sides.width, sides.height].every(Number.isSafeInteger);
}

function overlaps(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  return width >= VISIBLE_PIXELS && bounds.y >= area.y && bounds.y + VISIBLE_PIXELS <= area.y + area.height;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
