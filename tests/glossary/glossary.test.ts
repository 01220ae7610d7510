import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { GLOSSARY, GLOSSARY_TOPICS, isQuantityId, type QuantityId } from '@shared/glossary/glossary';
import { texSegments } from '@renderer/maths/tex-segments';

const entries = Object.entries(GLOSSARY) as [QuantityId, (typeof GLOSSARY)[QuantityId]][];
const docs = resolve(import.meta.dirname, '../../docs');

/** Sections a document has, by their numbers. */
function sectionsOf(name: string): readonly string[] {
  const text = readFileSync(resolve(docs, `${name}.md`), 'utf8');
  return [...text.matchAll(/^#{2,3} (\d+(?:\.\d+)?)\.? /gm)].map(([, number]) => number ?? '');
}

describe('the glossary', () => {
  it.each(entries)('defines %s with TeX that can be set', (_id, { symbol, definition, formula }) => {
    expect(definition).toMatch(/^\S.{20,}[.]$/s);
    const inline = texSegments(definition).filter(({ kind }) => kind === 'tex');
    for (const tex of [symbol, formula, ...inline.map(({ text }) => text)]) {
      expect(() =>
        katex.renderToString(tex, { throwOnError: true, strict: 'error', trust: false }),
      ).not.toThrow();
    }
    // A dollar sign left over is one without a partner.
    for (const { kind, text } of texSegments(definition))
      if (kind === 'prose') expect(text).not.toContain('$');
  });

  it.each(entries)('gives %s a reference that exists', (_id, { reference }) => {
    expect(reference.length).toBeGreaterThan(5);
    for (const [, name = '', section = ''] of reference.matchAll(/docs\/(\w+)\.md §(\d+(?:\.\d+)?)/g)) {
      expect(sectionsOf(name)).toContain(section);
    }
    for (const [, name = ''] of reference.matchAll(/docs\/(\w+)\.md/g)) {
      expect(() => readFileSync(resolve(docs, `${name}.md`))).not.toThrow();
    }
  });

  it('has every quantity in exactly one chapter, under a name of its own', () => {
    const listed = GLOSSARY_TOPICS.flatMap(({ quantities }) => quantities);
    expect([...listed].sort()).toEqual(entries.map(([id]) => id).sort());
    const names = entries.map(([, { name }]) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('knows its keys', () => {
    expect(isQuantityId('overlap')).toBe(true);
    expect(isQuantityId('toString')).toBe(false);
  });
});
