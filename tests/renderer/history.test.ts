import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createHistory } from '@renderer/stores/history';

const NO_PRESS = (): null => null;

describe('the history', () => {
  it('takes back and repeats steps in order, and tells what they are called', () => {
    const history = createHistory<string>(NO_PRESS);
    history.record({ label: 'first', before: 'a', after: 'b' });
    history.record({ label: 'second', before: 'b', after: 'c' });
    expect(history.undoLabel.value).toBe('second');
    expect(history.undo()).toBe('b');
    expect(history.undo()).toBe('a');
    expect(history.undo()).toBeNull();
    expect(history.redoLabel.value).toBe('first');
    expect(history.redo()).toBe('b');
    expect(history.redo()).toBe('c');
    expect(history.redo()).toBeNull();
  });

  it('makes one step of a gesture, and a new one after a pause', () => {
    let now = 0;
    const history = createHistory<number>(NO_PRESS, () => now);
    for (let value = 0; value < 10; value++) {
      history.record({ label: 'change d', before: value, after: value + 1 }, 'd');
      now += 100;
    }
    now += 2000;
    history.record({ label: 'change d', before: 10, after: 11 }, 'd');
    expect(history.undo()).toBe(10);
    expect(history.undo()).toBe(0);
    expect(history.undo()).toBeNull();
  });

  it('makes one step of a drag however slow, and another of the next drag of the same thing', () => {
    let now = 0;
    let press: number | null = 1;
    const history = createHistory<number>(
      () => press,
      () => now,
    );
    history.record({ label: 'drag', before: 0, after: 1 }, 'bar');
    now += 10_000;
    history.record({ label: 'drag', before: 1, after: 2 }, 'bar');
    press = 2;
    now += 100;
    history.record({ label: 'drag', before: 2, after: 3 }, 'bar');
    press = null;
    history.record({ label: 'drag', before: 3, after: 4 }, 'bar');
    expect(history.undo()).toBe(3);
    expect(history.undo()).toBe(2);
    expect(history.undo()).toBe(0);
  });

  it('does not continue a gesture across an undo', () => {
    const history = createHistory<number>(NO_PRESS, () => 0);
    history.record({ label: 'd', before: 0, after: 1 }, 'd');
    history.record({ label: 'q', before: 1, after: 2 });
    history.undo();
    history.record({ label: 'd', before: 1, after: 3 }, 'd');
    expect(history.undo()).toBe(1);
    expect(history.undo()).toBe(0);
  });

  it('always returns to the start by undoing and to the end by redoing', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(99), fc.option(fc.constantFrom('x', 'y')))), (edits) => {
        const history = createHistory<number>(NO_PRESS, () => 0);
        let value = 0;
        for (const [after, gesture] of edits) {
          history.record({ label: 'edit', before: value, after }, gesture ?? undefined);
          value = after;
        }
        const end = value;
        for (let back = history.undo(); back !== null; back = history.undo()) value = back;
        expect(value).toBe(0);
        for (let next = history.redo(); next !== null; next = history.redo()) value = next;
        expect(value).toBe(end);
      }),
    );
  });
});
