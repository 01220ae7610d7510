import type { OdeSystem } from './ode-system';
import type { RosenbrockStepper } from './rosenbrock-stepper';

/** Sign patterns tried: the response to each is one back-substitution. */
const PROBES = 3;

/** An error of a step up to this many times the response to one evaluation's rounding may be rounding: it has eight stages. */
const AMPLIFICATION = 3;

/**
 * How far rounding of the velocities moves the result of a step, component by component (numerics.md §3.2 (iii)). A step
 * solves (I/(γh) − J) k = f, so a rounding error ν of f moves k by (I/(γh) − J)⁻¹ ν: by up to γhν in slow directions,
 * hardly at all in fast ones. Estimated by the root mean square over a few fixed irregular patterns of signs.
 */
export class RoundingFloor {
  /** The floor (n) of the step last measured. */
  readonly displacement: Float64Array;
  private readonly sizes: Float64Array;
  private readonly response: Float64Array;
  /** PROBES rows of n factors ± ½ … ± 1½. */
  private readonly patterns: Float64Array;

  constructor(
    private readonly roundoff: NonNullable<OdeSystem['roundoff']>,
    private readonly stepper: RosenbrockStepper,
  ) {
    const n = stepper.size;
    this.displacement = new Float64Array(n);
    this.sizes = new Float64Array(n);
    this.response = new Float64Array(n);
    this.patterns = irregularPatterns(PROBES * n);
  }

  /** Fills `displacement` for the step the stepper has just computed. Allocates nothing. */
  measure(): void {
    const { displacement, sizes, response, patterns, stepper } = this;
    const n = stepper.size;
    this.roundoff(stepper.start, sizes);
    displacement.fill(0);
    for (let probe = 0; probe < PROBES; probe++) {
      for (let i = 0; i < n; i++) response[i] = patterns[probe * n + i]! * sizes[i]!;
      stepper.respond(response);
      for (let i = 0; i < n; i++) displacement[i]! += response[i]! * response[i]!;
    }
    for (let i = 0; i < n; i++) {
      displacement[i] = AMPLIFICATION * Math.sqrt(displacement[i]! / PROBES);
    }
  }
}

/** Numbers of size ½ … 1½ with irregular signs, always the same: a multiplicative congruential sequence (Lehmer). */
function irregularPatterns(count: number): Float64Array {
  let state = 1;
  return Float64Array.from({ length: count }, () => {
    state = (state * 48271) % 2147483647;
    const fraction = state / 2147483647;
    return fraction < 0.5 ? -1.5 + 2 * fraction : -0.5 + 2 * fraction;
  });
}
