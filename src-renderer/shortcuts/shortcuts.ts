/** One keyboard shortcut. */
export interface Shortcut {
  /** Keys as shown, for example "Ctrl+Enter". */
  readonly keys: string;
  readonly description: string;
  /** `KeyboardEvent.key`, lower case for letters. */
  readonly key: string;
  readonly ctrl: boolean;
  readonly shift: boolean;
  /** False for keys that mean something else while a text is being edited. */
  readonly whileEditing: boolean;
  readonly run: () => void;
}

/** What is read of a keyboard event. */
type PressedKey = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey' | 'defaultPrevented'
>;

/** The shortcut an event stands for; `editing` tells whether a text is being edited. Cmd counts as Ctrl. */
export function findShortcut(
  shortcuts: readonly Shortcut[],
  event: PressedKey,
  editing: boolean,
): Shortcut | undefined {
  if (event.defaultPrevented || event.altKey) return undefined;
  const ctrl = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return shortcuts.find(
    (shortcut) =>
      shortcut.key === key &&
      shortcut.ctrl === ctrl &&
      // A character such as "?" needs Shift on some keyboards and not on others.
      (shortcut.shift === event.shiftKey || !/^[a-z]$|^.{2,}$/.test(key)) &&
      (shortcut.whileEditing || !editing),
  );
}

/** True when typed characters go into `element`. */
export function isEditing(element: Element | null): boolean {
  if (!(element instanceof HTMLElement)) return false;
  return element.isContentEditable || element.matches('input, textarea, select, [role="combobox"]');
}
