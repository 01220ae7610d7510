import { plantedLandscape, twoTimescaleLandscape, type Landscape } from '@shared/numerics/critical/landscape';
import { plantedField } from '@shared/numerics/flow/planted-field';
import { plantedFlow } from '@shared/numerics/flow/planted-flow';
import { twoTimescaleField } from '@shared/numerics/flow/two-timescale-field';
import type { FlowSystem } from '@shared/numerics/flow/flow-system';
import { hermiteTable, totalDegree, type HermiteTable } from '@shared/numerics/link/hermite-table';
import { alignedPlantedFlow, alignedTwoTimescaleFlow } from '@shared/numerics/run';
import type { ReferenceCase } from './reference-case';

/** What the engine computes of a case at its start, and the flow to integrate. Matrices are row-major. */
export interface CaseFlow {
  readonly system: FlowSystem;
  readonly loss0: number;
  readonly lossRate0: number;
  /** X with −∇_W L = W* X (r × q). */
  readonly drive0: Float64Array;
  /** M' (r × q). */
  readonly derivative0: Float64Array;
  /** D(M0 M0ᵀ) (r × r); two-timescale only. */
  readonly outerProduct0: Float64Array | null;
  /** C(M0); planted only. */
  readonly correlation0: number | null;
}

/** The link of a case, without ridge. Throws InvalidInputError for a link the engine refuses. */
export function linkOfCase(entry: ReferenceCase): HermiteTable {
  return hermiteTable(entry.link.r, entry.link.terms);
}

/**
 * The flow of a case, with the ridge link f*^µ in place of f* where it asks for one; null for the joint flow, which the
 * engine does not compute. Throws InvalidInputError for links the engine refuses.
 */
export function flowOfCase(entry: ReferenceCase): CaseFlow | null {
  const link = ridgeLink(linkOfCase(entry), entry.ridge);
  const M0 = Float64Array.from(entry.M0.flat());
  switch (entry.flow) {
    case 'two':
      return twoTimescaleCase(link, M0, entry.q);
    case 'planted':
      return plantedCase(entry, link, M0);
    case 'joint':
      return null;
  }
}

/** The landscape the flow of a case descends; null for the joint flow. Throws InvalidInputError for links refused. */
export function landscapeOfCase(entry: ReferenceCase): Landscape | null {
  const link = ridgeLink(linkOfCase(entry), entry.ridge);
  switch (entry.flow) {
    case 'two':
      return twoTimescaleLandscape(link, entry.q);
    case 'planted':
      return plantedLandscape(link, studentOfCase(entry) ?? link);
    case 'joint':
      return null;
  }
}

function twoTimescaleCase(link: HermiteTable, M0: Float64Array, q: number): CaseFlow {
  const field = twoTimescaleField(link, q);
  const outerProduct0 = new Float64Array(link.r ** 2);
  field.outerProduct(M0, outerProduct0);
  return {
    system: alignedTwoTimescaleFlow(link, M0, q),
    ...startOfField(field, M0),
    outerProduct0,
    correlation0: null,
  };
}

function plantedCase(entry: ReferenceCase, link: HermiteTable, M0: Float64Array): CaseFlow {
  const studentTable = studentOfCase(entry) ?? link;
  const field = plantedField(link, studentTable, entry.metric);
  return {
    system: entry.student_link
      ? plantedFlow(link, studentTable, entry.metric, M0)
      : alignedPlantedFlow(link, entry.metric, M0),
    ...startOfField(field, M0),
    outerProduct0: null,
    correlation0: field.correlation(M0),
  };
}

/** The student's frozen link where it is not the teacher's, with the ridge of the case. */
function studentOfCase({ student_link: student, ridge }: ReferenceCase): HermiteTable | null {
  return student ? ridgeLink(hermiteTable(student.r, student.terms), ridge) : null;
}

/** What both vector fields compute at M0. */
interface Field {
  drive(M: Float64Array, out: Float64Array): void;
  derivative(M: Float64Array, out: Float64Array): void;
  loss(M: Float64Array): number;
  lossRate(M: Float64Array): number;
}

function startOfField(
  field: Field,
  M0: Float64Array,
): Pick<CaseFlow, 'loss0' | 'lossRate0' | 'drive0' | 'derivative0'> {
  const drive0 = new Float64Array(M0.length);
  const derivative0 = new Float64Array(M0.length);
  field.drive(M0, drive0);
  field.derivative(M0, derivative0);
  return { loss0: field.loss(M0), lossRate0: field.lossRate(M0), drive0, derivative0 };
}

/** f*^µ: degree k shrunk by √(κ_k/(κ_k + µ)) (theory.md §3.4); κ_k not listed is 0. */
function ridgeLink(link: HermiteTable, ridge: ReferenceCase['ridge']): HermiteTable {
  if (ridge === undefined) return link;
  const { kappa, mu } = ridge;
  const shrunk = link.terms.map((term) => {
    const eigenvalue = kappa[totalDegree(term)] ?? 0;
    // Without a penalty nothing shrinks, whatever the kernel.
    const factor = mu === 0 ? 1 : Math.sqrt(eigenvalue / (eigenvalue + mu));
    return { beta: term.beta, c: term.c * factor };
  });
  return hermiteTable(link.r, shrunk);
}
