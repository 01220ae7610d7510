import * as v from 'valibot';
import type {
  EnsembleEvent,
  EnsembleReference,
  EscapeReference,
  Expectation,
  Expectations,
  ExpectedValue,
  RunReference,
} from './expectation';
import { count, documentId, finiteNumber, nonNegativeNumber } from './field-schema';
import { mustBe, parseWithSchema } from './parse-with-schema';

/** A formula, read by whoever evaluates it; here only its length is limited. */
const formula = v.pipe(
  v.string(),
  mustBe<string>('a formula of 1 to 500 characters', (text) => text.length >= 1 && text.length <= 500),
);

const sentence = v.pipe(
  v.string(),
  mustBe<string>('a text of 1 to 1000 characters on one line', (text) => /^[^\r\n]{1,1000}$/.test(text)),
);

const number = v.pipe(
  v.number(),
  mustBe<number>('a whole number, 1 or more', (x) => Number.isSafeInteger(x) && x >= 1),
);

const run: v.GenericSchema<unknown, RunReference> = v.strictObject({ experimentId: documentId, flow: count });

const ensemble: v.GenericSchema<unknown, EnsembleReference> = v.strictObject({
  sweepId: documentId,
  flow: count,
  targetId: v.exactOptional(documentId),
  where: v.exactOptional(v.strictObject({ field: v.string(), value: finiteNumber })),
});

const time: v.GenericSchema<unknown, EscapeReference> = v.strictObject({
  escape: number,
  since: v.exactOptional(number),
});

const ending = v.picklist(['success', 'trapped', 'unfinished']);
const law = v.picklist(['power', 'logarithmic']);

const event: v.GenericSchema<unknown, EnsembleEvent> = v.variant('kind', [
  v.strictObject({ kind: v.literal('ending'), ending }),
  v.strictObject({ kind: v.literal('strict-minimum') }),
  v.strictObject({ kind: v.literal('later-than'), time, limit: formula }),
]);

const expectedNumber = { expected: formula, tolerance: nonNegativeNumber };

const value: v.GenericSchema<unknown, ExpectedValue> = v.variant('kind', [
  v.strictObject({ kind: v.literal('escape-time'), run, time, ...expectedNumber }),
  v.strictObject({ kind: v.literal('loss'), run, plateau: v.nullable(number), ...expectedNumber }),
  v.strictObject({ kind: v.literal('ending'), run, expected: ending }),
  v.strictObject({ kind: v.literal('exponents'), targetId: documentId, expected: v.array(count) }),
  v.strictObject({ kind: v.literal('growth'), runs: v.array(run), time, law, ...expectedNumber }),
  v.strictObject({ kind: v.literal('median-growth'), ensemble, time, law, ...expectedNumber }),
  v.strictObject({ kind: v.literal('frequency'), ensemble, event, ...expectedNumber }),
]);

const expectation: v.GenericSchema<unknown, Expectation> = v.strictObject({
  id: documentId,
  statement: sentence,
  origin: v.picklist(['paper', 'derived']),
  source: sentence,
  value,
});

const MOST_EXPECTATIONS = 200;

const expectations: v.GenericSchema<unknown, Expectations> = v.pipe(
  v.array(expectation),
  mustBe<Expectation[]>(
    `at most ${MOST_EXPECTATIONS} expectations`,
    (list) => list.length <= MOST_EXPECTATIONS,
  ),
  mustBe<Expectation[]>(
    'a different id for every expectation',
    (list) => new Set(list.map(({ id }) => id)).size === list.length,
  ),
);

/** Reads an untrusted value as the expectations of a study. Unknown fields are refused. Throws InvalidInputError. */
export function parseExpectations(untrusted: unknown): Expectations {
  return parseWithSchema(expectations, untrusted, 'expectations');
}
