import { InvalidInputError, type InputProblem } from '@shared/model/input-problem';
import { count, finiteNumber, nonNegativeNumber } from '@shared/model/field-schema';
import { hermiteTermSchema } from '@shared/model/link-schema';
import { mustBe, parseWithSchema } from '@shared/model/parse-with-schema';
import type { CriticalKind } from '@shared/numerics/critical/classify';
import * as v from 'valibot';

const matrix = v.array(v.array(finiteNumber));
const terms = v.array(hermiteTermSchema);
const link = v.object({ r: count, terms });
const positiveInteger = v.pipe(
  count,
  mustBe<number>('a whole number, 1 or more', (x) => x >= 1),
);

const positiveNumber = v.pipe(
  finiteNumber,
  mustBe<number>('a number above 0', (x) => x > 0),
);

const expectation = v.object({
  degree_energies: v.optional(v.array(finiteNumber)),
  info_exponent: v.optional(v.nullable(count)),
  intrinsic_dimension: v.optional(count),
  ladder: v.optional(v.array(v.object({ s: count, dim_after: count }))),
  loss0: v.optional(finiteNumber),
  dloss0: v.optional(finiteNumber),
  drive0: v.optional(matrix),
  D0: v.optional(matrix),
  C0: v.optional(finiteNumber),
  dM0: v.optional(matrix),
  dc0: v.optional(terms),
  trajectory: v.optional(
    v.array(
      v.object({
        t: nonNegativeNumber,
        M: matrix,
        sigma: v.array(finiteNumber),
        loss: finiteNumber,
        c: v.optional(terms),
      }),
    ),
  ),
  hitting: v.optional(
    v.array(v.object({ k: positiveInteger, sigma: nonNegativeNumber, t: v.nullable(nonNegativeNumber) })),
  ),
  final: v.optional(
    v.object({
      t: nonNegativeNumber,
      M: v.optional(matrix),
      sigma: v.optional(v.array(finiteNumber)),
      loss: v.optional(finiteNumber),
      grad_norm: v.optional(finiteNumber),
      kind: v.optional(
        v.picklist([
          'global_min',
          'spurious_min',
          'saddle',
          'degenerate',
          'underparametrised_min',
          'other',
        ] satisfies CriticalKind[]),
      ),
      hessian: v.optional(
        v.object({
          neg: count,
          zero: count,
          pos: count,
          extra_neg_per_dim: count,
          extra_zero_per_dim: count,
          eigs: v.array(finiteNumber),
        }),
      ),
    }),
  ),
});

/** Agreement to aim for; the defaults are those every shipped case states. */
const tolerances = v.object({
  M_abs: v.optional(nonNegativeNumber, 1e-8),
  time_rel: v.optional(nonNegativeNumber, 1e-8),
  loss_abs: v.optional(nonNegativeNumber, 1e-9),
  final_abs: v.optional(nonNegativeNumber, 1e-5),
});

const referenceCase = v.object({
  id: v.string(),
  title: v.optional(v.string(), ''),
  flow: v.picklist(['two', 'planted', 'joint']),
  metric: v.optional(v.picklist(['embedded', 'canonical']), 'embedded'),
  link,
  q: positiveInteger,
  student_link: v.optional(link),
  /** Joint only: timescale ratio, and the student link at t = 0 as a list of terms. */
  eps: v.optional(positiveNumber),
  c0: v.optional(terms, []),
  ridge: v.optional(v.object({ kappa: v.array(nonNegativeNumber), mu: nonNegativeNumber })),
  M0: matrix,
  expect: expectation,
  tol: v.optional(tolerances, {}),
});

type ParsedCase = v.InferOutput<typeof referenceCase>;

/** One trajectory of a flow with independently computed answers. */
export type ReferenceCase = ParsedCase & {
  /** Keys of `expect` that this schema does not know. */
  readonly unknownQuantities: readonly string[];
};

/** A set of reference cases. */
export interface ReferenceFile {
  readonly schema: 1;
  readonly cases: readonly ReferenceCase[];
}

const referenceFile = v.object({
  schema: v.literal(1),
  cases: v.pipe(
    v.array(referenceCase),
    mustBe<ParsedCase[]>('at least one case', (cases) => cases.length > 0),
  ),
});

/**
 * Reads a parsed `cases.json` (the schema is described in resources/reference/README.md). Labels are ignored; quantities
 * it does not know are kept by name, so that they can be reported. Throws InvalidInputError with every fault found.
 */
export function parseReferenceFile(value: unknown): ReferenceFile {
  const file = parseWithSchema(referenceFile, value, 'the reference file');
  const cases = file.cases.map((entry, i) => ({
    ...entry,
    unknownQuantities: unknownKeys(value, i),
  }));
  const problems = cases.flatMap((entry, i) => shapeProblems(entry, `cases[${i}]`));
  if (problems.length > 0) throw new InvalidInputError(problems);
  return { schema: 1, cases };
}

/** Keys of `cases[index].expect` in the raw value that the schema has no entry for. */
function unknownKeys(value: unknown, index: number): readonly string[] {
  const { cases } = value as { cases: readonly { expect: object }[] };
  return Object.keys(cases[index]?.expect ?? {}).filter((key) => !Object.hasOwn(expectation.entries, key));
}

/** What the schema cannot see: matrices must be r × q, and singular values min(r, q). */
function shapeProblems(entry: ReferenceCase, field: string): readonly InputProblem[] {
  const { r } = entry.link;
  const { q, expect } = entry;
  const problems: InputProblem[] = [];
  const check = (
    name: string,
    value: readonly (readonly number[])[] | undefined,
    rows: number,
    columns: number,
  ) => {
    if (value === undefined) return;
    if (value.length === rows && value.every((row) => row.length === columns)) return;
    problems.push({
      field: `${field}.${name}`,
      cause: `is not a ${rows} × ${columns} matrix`,
      remedy: `Give ${rows} rows of ${columns} numbers`,
    });
  };
  check('M0', entry.M0, r, q);
  check('expect.drive0', expect.drive0, r, q);
  check('expect.dM0', expect.dM0, r, q);
  check('expect.D0', expect.D0, r, r);
  expect.trajectory?.forEach((point, i) => check(`expect.trajectory[${i}].M`, point.M, r, q));
  check('expect.final.M', expect.final?.M, r, q);
  if (entry.flow === 'planted' && (entry.student_link?.r ?? r) !== q) {
    problems.push({
      field: `${field}.q`,
      cause: `the student width is ${q}, but the planted link has ${entry.student_link?.r ?? r} directions`,
      remedy: 'Give a student_link with r = q',
    });
  }
  return problems;
}
