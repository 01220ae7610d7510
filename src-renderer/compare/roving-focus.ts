/**
 * Moves the focus among the buttons of a list with the arrow keys, Home and End. Keys for a list whose buttons are one stop
 * of the Tab key: the one that has `tabindex` 0. True when the key was one of them.
 */
export function moveFocus(event: KeyboardEvent, list: HTMLElement | undefined): boolean {
  const buttons = [...(list?.querySelectorAll<HTMLElement>('[data-roving]') ?? [])];
  const present = buttons.findIndex((button) => button === document.activeElement);
  const next = nextPosition(event.key, present, buttons.length);
  const button = next === null ? undefined : buttons[next];
  if (!button) return false;
  for (const other of buttons) other.tabIndex = other === button ? 0 : -1;
  button.focus();
  event.preventDefault();
  event.stopPropagation();
  return true;
}

function nextPosition(key: string, present: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, present + 1);
    case 'ArrowUp':
      return Math.max(0, present - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}
