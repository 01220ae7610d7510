import type { FlowSpec, InitialLink, JointFlowSpec, Ridge } from '../../model/experiment';
import { InvalidInputError, type InputProblem } from '../../model/input-problem';
import { MAX_DEGREE, type HermiteTerm } from '../../model/link';
import { countStudentCoefficients, studentDegrees } from '../flow/joint-basis';
import { shrinkLink } from '../flow/shrink-link';
import {
  canonicalTerms,
  hermiteTable,
  hermiteTermProblems,
  normProblem,
  totalDegree,
  type HermiteTable,
} from '../link/hermite-table';
import { resolveFlow } from './resolve-flow';

/** Largest number of coefficients of a student link: a step of the joint flow then takes some tens of milliseconds. */
export const MAX_STUDENT_COEFFICIENTS = 2000;

/** Timescale ratios between the two-timescale and the planted limit, in double precision. */
const EPSILON_RANGE = { smallest: 1e-12, largest: 1e12 } as const;

/** Everything wrong with the flows of an experiment on f* = `link` with student width q. */
export function flowProblems(
  flows: readonly FlowSpec[],
  link: HermiteTable,
  q: number,
): readonly InputProblem[] {
  if (flows.length === 0) {
    return [{ field: 'flows', cause: 'there is no flow to run', remedy: 'Choose at least one flow' }];
  }
  const seen = new Set<string>();
  return flows.flatMap((flow, position): readonly InputProblem[] => {
    const field = `flows[${position}]`;
    const key = JSON.stringify(resolveFlow(flow, link));
    if (seen.has(key)) {
      return [{ field, cause: `the same ${flow.kind} flow occurs twice`, remedy: 'Remove one of them' }];
    }
    seen.add(key);
    switch (flow.kind) {
      case 'two-timescale':
        return flow.ridge === undefined ? [] : ridgeProblems(flow.ridge, link, field);
      case 'planted':
        return flow.student === undefined
          ? ownLinkProblems(link.r, q, field)
          : studentProblems(flow.student.terms, q, `${field}.student`);
      case 'joint':
        return jointProblems(flow, link, q, field);
    }
  });
}

function ridgeProblems(ridge: Ridge, link: HermiteTable, flow: string): readonly InputProblem[] {
  const field = `${flow}.ridge.kappa`;
  if (ridge.kappa.length > MAX_DEGREE + 1) {
    return [
      {
        field,
        cause: `there are ${ridge.kappa.length} eigenvalues, one per degree, but degrees end at ${MAX_DEGREE}`,
        remedy: `Give at most ${MAX_DEGREE + 1}`,
      },
    ];
  }
  return collected(flow, () => {
    const { degree, terms } = shrinkLink(link, ridge);
    if (degree > 0) {
      const problem = normProblem(terms, 'ridge.kappa');
      return problem === null ? [] : [{ ...problem, field }];
    }
    const degrees = [...new Set(link.terms.map(totalDegree))].filter((k) => k > 0);
    return [
      {
        field,
        cause: `the eigenvalue is 0 on every degree of the link (${degrees.join(', ')}), so nothing can be fitted`,
        remedy: 'Give one of these degrees an eigenvalue above 0; the list begins with degree 0',
      },
    ];
  });
}

function ownLinkProblems(r: number, q: number, field: string): readonly InputProblem[] {
  if (q === r) return [];
  return [
    {
      field,
      cause: `the planted flow gives the student the link f* on R^${r}, but the student has q = ${q} directions`,
      remedy: `Set the student width to ${r}, give the flow a student link of its own on R^${q}, or run another flow`,
    },
  ];
}

function studentProblems(terms: readonly HermiteTerm[], q: number, field: string): readonly InputProblem[] {
  return collected('', () => {
    hermiteTable(q, terms, field);
    return [];
  });
}

function jointProblems(
  flow: JointFlowSpec,
  link: HermiteTable,
  q: number,
  field: string,
): readonly InputProblem[] {
  const problems: InputProblem[] = [];
  const { smallest, largest } = EPSILON_RANGE;
  if (!(flow.epsilon >= smallest && flow.epsilon <= largest)) {
    problems.push({
      field: `${field}.epsilon`,
      cause: `the timescale ratio ε is ${flow.epsilon}`,
      remedy: `Use a number from ${smallest} (nearly two-timescale) to ${largest.toExponential(0)} (nearly planted)`,
    });
  }
  const linkProblems = initialLinkProblems(flow.initialLink, link.r, q, `${field}.initialLink`);
  if (linkProblems.length > 0) return [...problems, ...linkProblems];
  return [...problems, ...sizeProblems(flow.initialLink, link, q, field)];
}

function initialLinkProblems(
  initial: InitialLink,
  r: number,
  q: number,
  field: string,
): readonly InputProblem[] {
  if (initial.kind === 'terms') return hermiteTermProblems(q, initial.terms, `${field}.terms`);
  if (initial.kind !== 'teacher' || q === r) return [];
  return [
    {
      field,
      cause: `the student starts with the link f* on R^${r}, but it has q = ${q} directions`,
      remedy: `Set the student width to ${r}, or start from a link that is "fitted", "zero" or a list of terms on R^${q}`,
    },
  ];
}

function sizeProblems(
  initial: InitialLink,
  link: HermiteTable,
  q: number,
  field: string,
): readonly InputProblem[] {
  const own = initial.kind === 'terms' ? { ...link, terms: canonicalTerms(initial.terms) } : null;
  const degrees = studentDegrees(link, own);
  const count = countStudentCoefficients(q, degrees);
  if (count <= MAX_STUDENT_COEFFICIENTS) return [];
  return [
    {
      field,
      cause:
        `a student on R^${q} with all Hermite functions of degree ${degrees.join(', ')} has ` +
        `${count} coefficients, more than ${MAX_STUDENT_COEFFICIENTS}`,
      remedy: 'Lower the student width or the degree of the links',
    },
  ];
}

/** The problems found by `check`, or those of the InvalidInputError it throws, their fields under `parent`. */
function collected(parent: string, check: () => readonly InputProblem[]): readonly InputProblem[] {
  try {
    return check();
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    const prefix = parent === '' ? '' : `${parent}.`;
    return error.problems.map((problem) => ({ ...problem, field: `${prefix}${problem.field}` }));
  }
}
