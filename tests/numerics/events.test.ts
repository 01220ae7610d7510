import { bracketedRoot } from '@shared/numerics/integrator/bracketed-root';
import type { EventFunctions, EventRule, LocatedEvent } from '@shared/numerics/integrator/events';
import type { OdeSystem } from '@shared/numerics/integrator/ode-system';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockSystem, integrate, odeSystem, plantedSingleIndex, plantedTime } from './integrator-problems';

/** Event functions of the first unknown, all in both directions and not terminal unless said otherwise. */
function watching(
  functions: readonly ((y: number) => number)[],
  rules: Partial<EventRule> = {},
): EventFunctions {
  return {
    rules: functions.map(() => ({ direction: 'both', terminal: false, ...rules })),
    evaluate: (y, out) => functions.forEach((g, i) => (out[i] = g(y[0]!))),
  };
}

/** Events of a whole integration, with the number of the step each was found in. */
function eventsOf(system: OdeSystem, y0: readonly number[], horizon: number, events: EventFunctions) {
  const found: (LocatedEvent & { step: number })[] = [];
  let step = 0;
  const integration = integrate(system, y0, {
    horizon,
    events,
    absoluteTolerance: 1e-30,
    onStep: (accepted) => {
      for (const event of accepted.events) found.push({ ...event, step });
      step += 1;
    },
  });
  return { found, integration };
}

describe('events', () => {
  it('finds a crossing in the very first step', () => {
    const slow = odeSystem(
      1,
      (y) => [y[0]!],
      () => [[1]],
    );
    const { found } = eventsOf(slow, [1], 1, watching([(y) => y - (1 + 1e-9)]));
    expect(found).toHaveLength(1);
    expect(found[0]!.step).toBe(0);
    expect(found[0]!.time.high / Math.log1p(1e-9)).toBeCloseTo(1, 5);
  });

  it('reports several crossings of one step in order of time, whatever the order of the rules', () => {
    const levels = [0.93, 0.6, 0.71, 0.52];
    const { found } = eventsOf(clockSystem, [0], 1, watching(levels.map((level) => (y) => y - level)));
    expect(found.map((event) => levels[event.rule])).toEqual([0.52, 0.6, 0.71, 0.93]);
    found.forEach((event) => expect(event.time.high).toBeCloseTo(levels[event.rule]!, 12));
    // The last step covers most of the interval, so more than one crossing fell into it.
    expect(new Set(found.map((event) => event.step)).size).toBeLessThan(found.length);
  });

  it('finds a crossing up and one down again inside one step', () => {
    const { found } = eventsOf(clockSystem, [0], 1, watching([(y) => (y - 0.3) * (0.9 - y)]));
    expect(found.map((event) => event.direction)).toEqual(['up', 'down']);
    expect(found[0]!.time.high).toBeCloseTo(0.3, 12);
    expect(found[1]!.time.high).toBeCloseTo(0.9, 12);
  });

  it('does not take a touch for a crossing', () => {
    const { found } = eventsOf(
      clockSystem,
      [0],
      1,
      watching([(y) => (y - 0.5) ** 2, (y) => -((y - 0.4) ** 2)]),
    );
    expect(found).toEqual([]);
  });

  it('finds nothing where nothing crosses', () => {
    const { found } = eventsOf(clockSystem, [0], 1, watching([(y) => y + 1, (y) => y - 2]));
    expect(found).toEqual([]);
  });

  it('counts an exact hit at the border of two steps once', () => {
    // The level is the very state at the end of a step.
    let level = NaN;
    const state = new Float64Array(1);
    integrate(clockSystem, [0], {
      horizon: 1,
      absoluteTolerance: 1e-30,
      onStep(s) {
        s.interpolate(1, state);
        if (state[0]! < 0.9) level = state[0]!;
      },
    });
    expect(level).toBeLessThan(1);
    const { found } = eventsOf(clockSystem, [0], 1, watching([(y) => y - level]));
    expect(found).toHaveLength(1);
    expect(found[0]!.time.high).toBeCloseTo(level, 12);
  });

  it('does not count a start on the level', () => {
    const { found } = eventsOf(clockSystem, [0.25], 1, watching([(y) => y - 0.25]));
    expect(found).toEqual([]);
  });

  it('keeps to the direction asked for', () => {
    const bump = (y: number): number => (y - 0.3) * (0.9 - y);
    const up = eventsOf(clockSystem, [0], 1, watching([bump], { direction: 'up' })).found;
    const down = eventsOf(clockSystem, [0], 1, watching([bump], { direction: 'down' })).found;
    expect(up.map((event) => event.direction)).toEqual(['up']);
    expect(down.map((event) => event.direction)).toEqual(['down']);
  });

  it('stops at a terminal event, with the state there and no later event', () => {
    const events: EventFunctions = {
      rules: [
        { direction: 'up', terminal: false },
        { direction: 'up', terminal: true },
        { direction: 'up', terminal: false },
      ],
      evaluate(y, out) {
        [0.5, 0.7, 0.9].forEach((level, i) => (out[i] = y[0]! - level));
      },
    };
    const { found, integration } = eventsOf(clockSystem, [0], 1, events);
    expect(found.map((event) => event.rule)).toEqual([0, 1]);
    expect(integration.stopReason).toBe('terminal-event');
    expect(integration.state[0]).toBeCloseTo(0.7, 12);
    expect(integration.time.high).toBeCloseTo(0.7, 12);
  });

  it('resolves an O(1) escape at t = 1e12, where one double resolves 1e-4', () => {
    const s = 4;
    const m0 = 3.5e-7;
    const levels = [0.5, 0.6, 0.9];
    const { found } = eventsOf(
      plantedSingleIndex(s),
      [m0],
      2e12,
      watching(levels.map((level) => (y) => y - level)),
    );
    expect(found).toHaveLength(3);
    const [first, second, third] = found.map((event) => event.time);
    expect(first!.high).toBeGreaterThan(1e12);
    expect(first!.high / plantedTime(s, m0, 0.5)).toBeCloseTo(1, 7);
    const between = (a: LocatedEvent['time'], b: LocatedEvent['time']): number =>
      b.high - a.high + (b.low - a.low);
    expect(between(first!, second!)).toBeCloseTo(plantedTime(s, 0.5, 0.6), 7);
    expect(between(second!, third!)).toBeCloseTo(plantedTime(s, 0.6, 0.9), 7);
  });
});

describe('bracketed root', () => {
  it('finds roots of cubics to the last digits', () => {
    const root = fc.double({ min: -0.99, max: 0.99, noNaN: true });
    fc.assert(
      fc.property(root, fc.double({ min: 0.01, max: 5, noNaN: true }), (x0, bend) => {
        const f = (x: number): number => (x - x0) * (bend + (x + x0) ** 2);
        expect(Math.abs(bracketedRoot(f, -1, 1, f(-1), f(1)) - x0)).toBeLessThan(1e-15);
      }),
    );
  });

  it('copes with infinite values at an end and a step inside', () => {
    const f = (x: number): number => (x <= 0.25 ? -Infinity : x - 0.2);
    expect(bracketedRoot(f, 0, 1, f(0), f(1))).toBeCloseTo(0.25, 15);
  });

  it('returns an end that is a root', () => {
    expect(bracketedRoot((x) => x, 0, 1, 0, 1)).toBe(0);
    expect(bracketedRoot((x) => x - 1, 0, 1, -1, 0)).toBe(1);
  });
});
