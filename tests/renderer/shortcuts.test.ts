import { describe, expect, it } from 'vitest';
import { findShortcut, type Shortcut } from '@renderer/shortcuts/shortcuts';

const nothing = () => undefined;
const plain = { description: '', ctrl: false, shift: false, whileEditing: false, run: nothing };
const SHORTCUTS: readonly Shortcut[] = [
  { ...plain, keys: 'R', key: 'r' },
  { ...plain, keys: '?', key: '?' },
  { ...plain, keys: 'Ctrl+Enter', key: 'Enter', ctrl: true, whileEditing: true },
  { ...plain, keys: 'Ctrl+Z', key: 'z', ctrl: true, whileEditing: true },
  { ...plain, keys: 'Ctrl+Shift+Z', key: 'z', ctrl: true, shift: true, whileEditing: true },
];

const released = { ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, defaultPrevented: false };
const pressed = (key: string, held: Partial<typeof released> = {}, editing = false) =>
  findShortcut(SHORTCUTS, { ...released, ...held, key }, editing)?.keys;

describe('a pressed key', () => {
  it.each([
    ['r', {}, 'R'],
    ['?', {}, '?'],
    ['?', { shiftKey: true }, '?'],
    ['Enter', { ctrlKey: true }, 'Ctrl+Enter'],
    ['Enter', { metaKey: true }, 'Ctrl+Enter'],
    ['z', { ctrlKey: true }, 'Ctrl+Z'],
    ['Z', { ctrlKey: true, shiftKey: true }, 'Ctrl+Shift+Z'],
    ['Enter', {}, undefined],
    ['r', { ctrlKey: true }, undefined],
    ['r', { altKey: true }, undefined],
    ['R', { shiftKey: true }, undefined],
    ['r', { defaultPrevented: true }, undefined],
  ] as const)('%s with %o is %s', (key, held, expected) => {
    expect(pressed(key, held)).toBe(expected);
  });

  it('is text while editing, except with Ctrl', () => {
    expect(pressed('r', {}, true)).toBeUndefined();
    expect(pressed('Enter', { ctrlKey: true }, true)).toBe('Ctrl+Enter');
  });
});
