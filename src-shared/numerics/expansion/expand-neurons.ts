import { InvalidInputError, type InputProblem } from '../../model/input-problem';
import { MAX_NEURONS, type Neuron, type NeuronsLink } from '../../model/link';
import { domainProblems } from '../formula/domain/domain-problems';
import { formulaValue } from '../formula/formula-value';
import type { FormulaTree } from '../formula/syntax';
import { euclideanNorm } from '../linear-algebra/euclidean-norm';
import type { Expansion } from './expansion';
import { refusalsAs } from './expansion-refusal';
import { addScaled, monomial } from './hermite-algebra';
import { ridgeFunction, type LinkSum } from './link-structure';
import type { RidgeFunction } from './ridge-function';
import { activationTree, neuronProfile } from './neuron-formula';
import { projectSum } from './sum-projection';
import { checkRequest, degreeToCompute, truncate } from './truncate';

const FIELD = 'link.neurons';
const ACTIVATION_FIELD = 'link.activation';

/**
 * The Hermite expansion of Σ a_i σ(⟨v_i, z⟩ + b_i) for any r ≤ 8: σ is expanded along each direction v_i/‖v_i‖ with scale
 * and offset folded in, without quadrature in more than two dimensions. Throws InvalidInputError naming
 * `link.activation`, `link.neurons[i]`, `link.degree` or `link.residual`.
 */
export function expandNeurons(link: NeuronsLink): Expansion {
  checkRequest(link);
  checkNeurons(link);
  const activation = activationTree(link.activation);
  const sum = neuronSum(link, activation);
  return refusalsAs(FIELD, () => {
    const degree = degreeToCompute(link, sum.parts);
    return truncate(projectSum(sum, degree), link.r, link, degree);
  });
}

function neuronSum({ neurons, r }: NeuronsLink, activation: FormulaTree): LinkSum {
  const zero = new Array<number>(r).fill(0);
  let polynomial = monomial(zero, 0);
  const ridges: RidgeFunction[] = [];
  for (const [i, neuron] of neurons.entries()) {
    const profile = neuronProfile(activation, neuron);
    checkDomain(profile, i);
    const length = euclideanNorm(neuron.v);
    if (length > 0 && neuron.a !== 0) {
      const direction = neuron.v.map((x) => x / length);
      ridges.push(ridgeFunction(direction, profile));
    } else {
      polynomial = addScaled(polynomial, 1, monomial(zero, formulaValue(profile, [0])));
    }
  }
  const variables = [...zero.keys()].filter((i) => ridges.some(({ direction }) => direction[i] !== 0));
  return { r, polynomial, parts: ridges.length === 0 ? [] : [{ kind: 'ridges', variables, ridges }] };
}

function checkDomain(profile: FormulaTree, i: number): void {
  const [problem] = domainProblems({ tree: profile, r: 1 });
  if (problem === undefined) return;
  throw new InvalidInputError([
    {
      field: ACTIVATION_FIELD,
      cause: `with the weights of neuron ${i + 1}, ${problem.cause}`,
      remedy: problem.remedy,
    },
  ]);
}

function checkNeurons({ neurons, r }: NeuronsLink): void {
  const problems: InputProblem[] = [];
  if (neurons.length < 1 || neurons.length > MAX_NEURONS) {
    problems.push({
      field: FIELD,
      cause: `there are ${neurons.length} neurons`,
      remedy: `Give 1 to ${MAX_NEURONS}`,
    });
  }
  for (const [i, neuron] of neurons.slice(0, MAX_NEURONS).entries())
    problems.push(...neuronProblems(neuron, i, r));
  if (problems.length > 0) throw new InvalidInputError(problems);
}

function neuronProblems({ a, v, b }: Neuron, i: number, r: number): readonly InputProblem[] {
  const field = `${FIELD}[${i}]`;
  const problems: InputProblem[] = [];
  if (v.length !== r) {
    problems.push({
      field: `${field}.v`,
      cause: `has ${v.length} weights, but the link has ${r} directions`,
      remedy: `Give one weight for each of z1 … z${r}, 0 where a direction does not occur`,
    });
  }
  if (![a, b, ...v].every(Number.isFinite)) {
    problems.push({
      field,
      cause: 'not all of a, v and b are finite numbers',
      remedy: 'Give numbers such as 0.5',
    });
  }
  return problems;
}
