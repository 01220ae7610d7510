import { isEditing } from '../shortcuts/shortcuts';
import type { Cursor } from './use-cursor';
import type { RunViewSettings } from './view-settings';

/**
 * What a key does to the view: T, L, O, G turn the axis of time, loss, overlaps, gradient from log to linear and back, E
 * goes from singular values to entries of M, and Esc takes pins off before it means anything else.
 */
export function runViewKeys(settings: RunViewSettings, cursor: Cursor): (event: KeyboardEvent) => void {
  const { scales, overlaps } = settings;
  const flip = (axis: keyof typeof scales): void => {
    scales[axis].value = scales[axis].value === 'log' ? 'linear' : 'log';
  };
  const actions: Readonly<Record<string, () => void>> = {
    t: () => flip('time'),
    l: () => flip('loss'),
    o: () => flip('overlap'),
    g: () => flip('gradient'),
    e: () => (overlaps.value = overlaps.value === 'singular-values' ? 'overlap-entries' : 'singular-values'),
  };

  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isEditing(document.activeElement)) return;
    if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]')) return;
    if (event.key === 'Escape' && cursor.pins.value.length > 0) {
      cursor.unpin();
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const action = actions[event.key.toLowerCase()];
    if (!action) return;
    action();
    event.preventDefault();
  };
}
