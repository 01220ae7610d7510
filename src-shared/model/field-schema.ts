import * as v from 'valibot';
import { mustBe } from './parse-with-schema';

/** A finite number. JSON has no other, but messages and hand-made objects may. */
export const finiteNumber = v.pipe(v.number(), mustBe<number>('a finite number', Number.isFinite));

/** A finite number that is not negative. */
export const nonNegativeNumber = v.pipe(
  v.number(),
  mustBe<number>('a finite number, 0 or more', (x) => Number.isFinite(x) && x >= 0),
);

/** A whole number from 0 that a double holds exactly. */
export const count = v.pipe(
  v.number(),
  mustBe<number>('a whole number, 0 or more', (x) => Number.isSafeInteger(x) && x >= 0),
);

/**
 * Name of a document inside a project. It becomes a file name, so it holds no separators, does not depend on case and
 * is not one of the names Windows reserves.
 */
export const documentId = v.pipe(
  v.string(),
  mustBe<string>(
    '1 to 64 lower-case letters, digits and hyphens, beginning with a letter or digit',
    (id) => /^[a-z0-9][a-z0-9-]{0,63}$/.test(id) && !/^(con|prn|aux|nul|com\d|lpt\d)$/.test(id),
  ),
);

/** A title written by the user: one line, not empty. */
export const title = v.pipe(
  v.string(),
  mustBe<string>('a name of 1 to 200 characters on one line', (text) =>
    /^(?=.*\S)[^\r\n]{1,200}$/.test(text),
  ),
);
