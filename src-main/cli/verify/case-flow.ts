import { InvalidInputError } from '@shared/model/input-problem';
import { plantedLandscape, twoTimescaleLandscape, type Landscape } from '@shared/numerics/critical/landscape';
import type { FlowSystem } from '@shared/numerics/flow/flow-system';
import type { JointFlow, JointStart } from '@shared/numerics/flow/joint-flow';
import { shrinkLink } from '@shared/numerics/flow/shrink-link';
import {
  jointStatics,
  plantedStatics,
  twoTimescaleStatics,
  type FlowStatics,
} from '@shared/numerics/flow/statics';
import {
  canonicalTerms,
  hermiteTable,
  hermiteTermProblems,
  totalDegree,
  type HermiteTable,
} from '@shared/numerics/link/hermite-table';
import { alignedJointFlow, alignedPlantedFlow, alignedTwoTimescaleFlow } from '@shared/numerics/run';
import type { ReferenceCase } from './reference-case';

/** What the engine computes of a case at its start, and the flow to integrate. Matrices are row-major. */
export interface CaseFlow {
  readonly system: FlowSystem | JointFlow;
  readonly start: FlowStatics;
  /** D(M0 M0ᵀ) (r × r); two-timescale only. */
  readonly outerProduct0: Float64Array | null;
  /** C(M0); planted only. */
  readonly correlation0: number | null;
  /** Time derivative of the student link; joint only. */
  readonly linkRate0: HermiteTable | null;
}

/** The link of a case, without ridge. Throws InvalidInputError for a link the engine refuses. */
export function linkOfCase(entry: ReferenceCase): HermiteTable {
  return hermiteTable(entry.link.r, entry.link.terms);
}

/**
 * The flow of a case, with the ridge link f*^µ in place of f* where it asks for one. Throws InvalidInputError for links
 * the engine refuses.
 */
export function flowOfCase(entry: ReferenceCase): CaseFlow {
  const link = shrunkLinkOfCase(entry);
  const M0 = Float64Array.from(entry.M0.flat());
  switch (entry.flow) {
    case 'two':
      return twoTimescaleCase(link, M0, entry.q);
    case 'planted':
      return plantedCase(entry, link, M0);
    case 'joint':
      return jointCase(entry, link, M0);
  }
}

/**
 * The landscape the flow of a case descends; the joint flow rests where the two-timescale flow does, with the same index
 * (see `landscapeOf`). Throws InvalidInputError for links refused.
 */
export function landscapeOfCase(entry: ReferenceCase): Landscape {
  const link = shrunkLinkOfCase(entry);
  return entry.flow === 'planted'
    ? plantedLandscape(link, studentOfCase(entry) ?? link)
    : twoTimescaleLandscape(link, entry.q);
}

function twoTimescaleCase(link: HermiteTable, M0: Float64Array, q: number): CaseFlow {
  const start = twoTimescaleStatics(link, M0, q);
  return {
    system: alignedTwoTimescaleFlow(link, M0, q),
    start,
    outerProduct0: start.outerProduct,
    correlation0: null,
    linkRate0: null,
  };
}

function plantedCase(entry: ReferenceCase, link: HermiteTable, M0: Float64Array): CaseFlow {
  const student = studentOfCase(entry) ?? link;
  const start = plantedStatics(link, student, entry.metric, M0);
  return {
    system: alignedPlantedFlow(link, student, entry.metric, M0),
    start,
    outerProduct0: null,
    correlation0: start.correlation,
    linkRate0: null,
  };
}

function jointCase(entry: ReferenceCase, link: HermiteTable, M0: Float64Array): CaseFlow {
  const { metric, eps, q, c0 } = entry;
  const problems = hermiteTermProblems(q, c0, 'c0');
  if (eps === undefined) {
    throw new InvalidInputError([
      ...problems,
      { field: 'eps', cause: 'is missing', remedy: 'Give the timescale ratio of the joint flow' },
    ]);
  }
  if (problems.length > 0) throw new InvalidInputError(problems);
  const terms = canonicalTerms(c0);
  const degree = Math.max(0, ...terms.map(totalDegree));
  const jointStart: JointStart = { overlap: M0, q, link: { r: q, degree, terms } };
  const start = jointStatics(link, metric, eps, jointStart);
  return {
    system: alignedJointFlow(link, metric, eps, jointStart),
    start,
    outerProduct0: null,
    correlation0: null,
    linkRate0: start.linkRate,
  };
}

function shrunkLinkOfCase(entry: ReferenceCase): HermiteTable {
  const link = linkOfCase(entry);
  return entry.ridge ? shrinkLink(link, entry.ridge) : link;
}

/** The student's frozen link where it is not the teacher's, with the ridge of the case. */
function studentOfCase({ student_link: student, ridge }: ReferenceCase): HermiteTable | null {
  if (student === undefined) return null;
  const link = hermiteTable(student.r, student.terms);
  return ridge ? shrinkLink(link, ridge) : link;
}
