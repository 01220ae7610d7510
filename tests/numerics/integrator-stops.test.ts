import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Clock } from '@shared/numerics/integrator/clock';
import { createIntegration } from '@shared/numerics/integrator/integration';
import type { OdeSystem } from '@shared/numerics/integrator/ode-system';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clockSystem, integrate, odeSystem, plantedSingleIndex } from './integrator-problems';

describe('an integration ends', () => {
  it('at its horizon, exactly', () => {
    const { stopReason, time, state } = integrate(clockSystem, [0], { horizon: 0.3 });
    expect(stopReason).toBe('horizon');
    expect(time).toMatchObject({ high: 0.3, low: 0 });
    expect(state[0]).toBeCloseTo(0.3, 13);
  });

  it('as stationary when nothing moves at the start', () => {
    const { stopReason, statistics } = integrate(plantedSingleIndex(3), [0], { horizon: 1 });
    expect(stopReason).toBe('stationary');
    expect(statistics.acceptedSteps).toBe(0);
  });

  it('as not finite when the right-hand side is NaN from the start', () => {
    const { stopReason } = integrate(
      odeSystem(
        1,
        () => [NaN],
        () => [[0]],
      ),
      [1],
      { horizon: 1 },
    );
    expect(stopReason).toBe('not-finite');
  });

  it('as not finite when the right-hand side becomes NaN on the way', () => {
    const wall = odeSystem(
      1,
      (y) => [y[0]! < 0.5 ? 1 : NaN],
      () => [[0]],
    );
    const { stopReason, time } = integrate(wall, [0], { horizon: 1 });
    expect(stopReason).toBe('not-finite');
    expect(time.high).toBeCloseTo(0.5, 12);
  });

  it('as not finite when the Jacobian is infinite', () => {
    const { stopReason } = integrate(
      odeSystem(
        1,
        () => [1],
        () => [[Infinity]],
      ),
      [1],
      { horizon: 1 },
    );
    expect(stopReason).toBe('not-finite');
  });

  it('as not finite when the solution blows up', () => {
    const { stopReason, time } = integrate(
      odeSystem(
        1,
        (y) => [y[0]! ** 2],
        (y) => [[2 * y[0]!]],
      ),
      [1],
      { horizon: 2 },
    );
    expect(stopReason).toBe('not-finite');
    expect(time.high).toBeCloseTo(1, 6);
  });

  it('as too small a step when the matrix stays singular', () => {
    // Rank one, and so large that I/(γh) is lost beside it until h underflows.
    const { stopReason, statistics } = integrate(
      odeSystem(
        2,
        () => [1, 1],
        () => [
          [1e200, 1e200],
          [1e200, 1e200],
        ],
      ),
      [1, 1],
      { horizon: 1 },
    );
    expect(stopReason).toBe('step-too-small');
    expect(statistics.acceptedSteps).toBe(0);
  });

  it('as too small a step at a cliff no step can cross', () => {
    const cliff = odeSystem(
      1,
      (y) => [y[0]! < 1 ? 1 : -1e30],
      () => [[0]],
    );
    const { stopReason, time } = integrate(cliff, [0.5], { horizon: 1 });
    expect(stopReason).toBe('step-too-small');
    expect(time.high).toBeCloseTo(0.5, 8);
  });

  it('when its step budget is used up', () => {
    const { stopReason, statistics } = integrate(plantedSingleIndex(3), [1e-3], {
      horizon: 1e3,
      stepBudget: 17,
    });
    expect(stopReason).toBe('step-budget');
    expect(statistics.acceptedSteps + statistics.rejectedSteps).toBe(17);
  });

  it('when cancelled, and stays where it is', () => {
    const integration = createIntegration(plantedSingleIndex(3), Float64Array.of(1e-3), {
      relativeTolerance: 1e-9,
      absoluteTolerance: 1e-20,
      horizon: 1e3,
      stepBudget: 1e5,
    });
    expect(integration.advance(10)).toBe(false);
    integration.cancel();
    const { high } = integration.time;
    expect(integration.advance(10)).toBe(true);
    expect(integration.stopReason).toBe('cancelled');
    expect(integration.time.high).toBe(high);
  });
});

describe('an integration', () => {
  it('gives the same bits however it is sliced', () => {
    const slices = fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 });
    const whole = integrate(plantedSingleIndex(3), [1e-2], { horizon: 60 });
    fc.assert(
      fc.property(slices, (sizes) => {
        const sliced = createIntegration(plantedSingleIndex(3), Float64Array.of(1e-2), {
          relativeTolerance: 1e-9,
          absoluteTolerance: 1e-20,
          horizon: 60,
          stepBudget: 1e5,
        });
        for (let i = 0; !sliced.advance(sizes[i % sizes.length]!); i++);
        expect(sliced.state).toEqual(whole.state);
        expect(sliced.statistics).toEqual(whole.statistics);
      }),
      { numRuns: 20 },
    );
  });

  it('counts its work: one factorisation per attempt, seven evaluations and one more per accepted step', () => {
    const { statistics } = integrate(plantedSingleIndex(3), [1e-2], { horizon: 60 });
    const attempts = statistics.acceptedSteps + statistics.rejectedSteps;
    expect(statistics.factorisations).toBe(attempts);
    // f(y0) and one for the first step size in addition, but none at the horizon.
    expect(statistics.derivativeEvaluations).toBe(7 * attempts + statistics.acceptedSteps + 1);
  });
});

describe('a step', () => {
  it('allocates no arrays or objects', () => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    const rotation: OdeSystem = {
      size: 2,
      derivative(y, out) {
        out[0] = -y[1]!;
        out[1] = y[0]!;
      },
      jacobian(_y, out) {
        out[1] = -1;
        out[2] = 1;
      },
    };
    const steps = 20_000;
    const integration = createIntegration(rotation, Float64Array.of(1, 0), {
      relativeTolerance: 1e-9,
      absoluteTolerance: 1e-20,
      horizon: 1e9,
      stepBudget: 1e9,
      events: {
        rules: [{ direction: 'up', terminal: false }],
        evaluate(y, out) {
          out[0] = y[0]! - 2;
        },
      },
    });
    // The least of several stretches: the compiler's own allocations fall into some of them, a step's into all.
    const grown = Array.from({ length: 4 }, () => {
      collectGarbage();
      const before = process.memoryUsage().heapUsed;
      integration.advance(steps);
      return process.memoryUsage().heapUsed - before;
    });
    // The engine may box a few doubles between functions, 16 bytes each; one typed array takes more than this.
    expect(Math.min(...grown)).toBeLessThan(100 * steps);
  });
});

describe('the clock', () => {
  it('keeps the sum of many steps to twice the precision of a double', () => {
    const step = fc.double({ min: 1e-8, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const clock = new Clock();
        for (const h of steps) clock.advance(h);
        // Take the steps away again, largest first: what is left is the rounding of the sum.
        for (const h of [...steps].sort((a, b) => b - a)) clock.advance(-h);
        expect(Math.abs(clock.high + clock.low)).toBeLessThan(1e-15);
      }),
    );
  });

  it('moves by a step far below the spacing of doubles', () => {
    const clock = new Clock();
    clock.advance(1e12);
    for (let i = 0; i < 1000; i++) clock.advance(1e-6);
    expect(clock.until(1e12)).toBeCloseTo(-1e-3, 12);
    const later = clock.after(0.5);
    expect(later.high - 1e12 + later.low).toBeCloseTo(0.501, 12);
  });
});
