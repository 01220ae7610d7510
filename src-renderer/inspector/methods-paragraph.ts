import { flowName } from '@shared/figure/flow-name';
import type { RunSpec } from '@shared/model/run';

/**
 * A paragraph for the methods section of a paper: what was integrated, from where, how accurately, with which program.
 * `specs` are the resolved runs of one experiment, one per flow. Empty without runs.
 */
export function methodsParagraph(specs: readonly RunSpec[], version: string, engineVersion: string): string {
  const [first] = specs;
  if (first === undefined) return '';
  const { link, dimension, studentWidth, start, relativeTolerance, horizon } = first;
  const degree = Math.max(0, ...link.terms.map(({ beta }) => beta.reduce((sum, k) => sum + k, 0)));
  const flows = specs.map(({ flow }) => `the ${flowName(flow)} flow`).join(' and ');
  const from =
    start.kind === 'haar'
      ? `one start W(0) drawn from the Haar measure on St(${dimension}, ${studentWidth}) (seed ${start.seed}, generator ${first.generator})`
      : 'the given overlap matrix M(0)';
  return (
    `We integrated ${flows} of the overlap matrix M = W*ᵀW for a link on R^${link.r} with ${link.terms.length} Hermite ` +
    `${link.terms.length === 1 ? 'coefficient' : 'coefficients'} (degree ${degree}) in dimension d = ${dimension} from ${from} to ` +
    `time ${horizon}, with the Rosenbrock method Rodas5P at relative tolerance ${relativeTolerance} and absolute tolerance ` +
    `${first.absoluteTolerance}, using Grassflow ${version} (engine ${engineVersion}). Runs are deterministic: the ` +
    'specification determines every number.'
  );
}
