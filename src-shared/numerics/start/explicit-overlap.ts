import { InvalidInputError, type InputProblem } from '../../model/input-problem';
import { singularValues } from '../linear-algebra/singular-values';

/** ‖M(0)‖₂ may exceed 1 by the rounding of a matrix typed with all its digits. */
const NORM_SLACK = 1e-12;

const FIELD = 'start.overlap';

/** A given M(0) as a row-major r × q array. Throws InvalidInputError with every fault of `explicitOverlapProblems`. */
export function explicitOverlap(matrix: readonly (readonly number[])[], r: number, q: number): Float64Array {
  const problems = explicitOverlapProblems(matrix, r, q);
  if (problems.length > 0) throw new InvalidInputError(problems);
  return Float64Array.from(matrix.flat());
}

/** What is wrong with a given M(0): shape other than r × q, entries that are not finite, ‖M(0)‖₂ > 1. */
export function explicitOverlapProblems(
  matrix: readonly (readonly number[])[],
  r: number,
  q: number,
): readonly InputProblem[] {
  if (matrix.length !== r) {
    return [
      {
        field: FIELD,
        cause: `M(0) has ${matrix.length} rows, but the link has r = ${r} directions`,
        remedy: `Give ${r} rows of ${q} numbers`,
      },
    ];
  }
  const problems = matrix.flatMap((row, i) => rowProblems(row, i, q));
  return problems.length > 0 ? problems : normProblems(Float64Array.from(matrix.flat()), r, q);
}

function rowProblems(row: readonly number[], i: number, q: number): readonly InputProblem[] {
  if (row.length !== q) {
    return [
      {
        field: `${FIELD}[${i}]`,
        cause: `the row has ${row.length} numbers, but the student has q = ${q} directions`,
        remedy: `Give ${q} numbers`,
      },
    ];
  }
  return row.flatMap((entry, j) =>
    Number.isFinite(entry)
      ? []
      : [
          {
            field: `${FIELD}[${i}][${j}]`,
            cause: `the entry is ${entry}, not a finite number`,
            remedy: 'Give a number from −1 to 1',
          },
        ],
  );
}

function normProblems(M: Float64Array, r: number, q: number): readonly InputProblem[] {
  const norm = singularValues(M, r, q)[0] ?? 0;
  if (norm <= 1 + NORM_SLACK) return [];
  const shown = Number(norm.toPrecision(6));
  return [
    {
      field: FIELD,
      cause: `the largest singular value of M(0) is ${shown}, but overlaps of orthonormal directions never exceed 1`,
      remedy: `Divide M(0) by at least ${shown}`,
    },
  ];
}
