import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseExpectations } from '@shared/model/expectation-schema';

const examples = resolve(import.meta.dirname, '../../resources/examples');
const folders = readdirSync(examples).filter((name) => name.endsWith('.grassflow'));

const VALID = {
  id: 'loss',
  statement: 'The loss is $1/2$.',
  origin: 'derived',
  source: 'theory.md §3.1',
  value: {
    kind: 'loss',
    run: { experimentId: 'one', flow: 0 },
    plateau: null,
    expected: '1/2',
    tolerance: 0,
  },
};

describe('expectations', () => {
  it.each(folders)('of %s are read as they are written', (folder) => {
    const value: unknown = JSON.parse(readFileSync(join(examples, folder, 'expectations.json'), 'utf8'));
    expect(parseExpectations(value)).toEqual(value);
  });

  it.each([
    ['another kind of value', { ...VALID, value: { ...VALID.value, kind: 'mood' } }],
    ['a field that is not known', { ...VALID, mood: 'good' }],
    ['a negative tolerance', { ...VALID, value: { ...VALID.value, tolerance: -1 } }],
    ['a statement over two lines', { ...VALID, statement: 'It is\nso.' }],
    ['a plateau before the first', { ...VALID, value: { ...VALID.value, plateau: 0 } }],
    ['an empty formula', { ...VALID, value: { ...VALID.value, expected: '' } }],
  ])('refuse %s', (_what, value) => {
    expect(() => parseExpectations([value])).toThrow();
    expect(parseExpectations([VALID])).toEqual([VALID]);
  });

  it('refuse one id twice', () => {
    expect(() => parseExpectations([VALID, VALID])).toThrow(/different id/);
  });
});
