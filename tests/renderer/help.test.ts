import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { ARTICLES } from '@renderer/help/articles';
import { contentsEntry, HELP_CONTENTS, helpPage, helpTopics, searchHelp } from '@renderer/help/help-sections';
import { TUTORIAL } from '@renderer/help/tutorial-texts';
import { texSegments } from '@renderer/maths/tex-segments';
import { TUTORIAL_STEPS } from '@renderer/stores/tutorial';
import { GLOSSARY } from '@shared/glossary/glossary';

const topics = helpTopics([{ keys: 'Ctrl+K', description: 'Find a command' }]);
const titles = (search: string): string[] => searchHelp(topics, search).map(({ title }) => title);

describe('searching the help', () => {
  it('finds a quantity by its name, its other names, and words of its definition', () => {
    expect(titles('information exponent')[0]).toBe('Information exponent');
    expect(titles('RKHS')[0]).toBe('Ridge penalty');
    expect(titles('half-stable')).toContain('Degenerate point');
    expect(titles('principal angles')[0]).toBe('Overlaps λ');
  });

  it('wants every word, in any order and case', () => {
    expect(titles('WAITING time')).toContain('Escape time');
    expect(titles('waiting zebra')).toEqual([]);
  });

  it('finds keys, pages and steps of the tutorial', () => {
    expect(titles('Ctrl+K')).toContain('Find a command');
    expect(titles('npz')).toContain('A project on disk');
    expect(titles('sweep over seeds')[0]).toBe('Sweep over seeds');
  });

  it('finds nothing for nothing', () => {
    expect(searchHelp(topics, '  ')).toEqual([]);
  });
});

describe('the pages of the help', () => {
  it('are all in the table of contents, and lead there', () => {
    for (const { entries } of HELP_CONTENTS) {
      for (const { id } of entries) expect(contentsEntry(id)).toBe(id);
    }
    for (const { id } of topics) {
      const inContents = HELP_CONTENTS.some(({ entries }) =>
        entries.some((entry) => entry.id === contentsEntry(id)),
      );
      expect(inContents, id).toBe(true);
    }
    for (const { id } of ARTICLES) expect(contentsEntry(id)).toBe(id);
  });

  it('show a quantity within its chapter, and the tutorial for what does not exist', () => {
    expect(helpPage('quantity-overlap')).toEqual({ kind: 'topic', title: 'Model', quantity: 'overlap' });
    expect(helpPage('quantity-nothing')).toEqual({ kind: 'tutorial' });
    expect(helpPage('')).toEqual({ kind: 'tutorial' });
  });

  it('hold TeX that can be set', () => {
    const prose = [
      ...ARTICLES.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'text' ? [block.text] : [])),
      ),
      ...TUTORIAL_STEPS.map((step) => TUTORIAL[step].text),
    ];
    const formulas = [
      ...prose.flatMap((text) =>
        texSegments(text).flatMap(({ kind, text: tex }) => (kind === 'tex' ? [tex] : [])),
      ),
      ...ARTICLES.flatMap(({ blocks }) =>
        blocks.flatMap((block) => (block.kind === 'formula' ? [block.tex] : [])),
      ),
    ];
    expect(formulas.length).toBeGreaterThan(20);
    for (const tex of formulas) expect(() => katex.renderToString(tex, { throwOnError: true })).not.toThrow();
  });
});

describe('prose with formulas', () => {
  it('keeps the punctuation that closes a short formula with it, and leaves long ones free to break', () => {
    expect(texSegments('about $0.289$. Then $x$ and $y$')).toEqual([
      { kind: 'prose', text: 'about ', closing: '' },
      { kind: 'tex', text: '0.289', closing: '.' },
      { kind: 'prose', text: ' Then ', closing: '' },
      { kind: 'tex', text: 'x', closing: '' },
      { kind: 'prose', text: ' and ', closing: '' },
      { kind: 'tex', text: 'y', closing: '' },
    ]);
    const long = 'h_1(z_1) + h_2(z_2) + h_3(z_3)';
    expect(texSegments(`$${long}$, $5`)).toEqual([
      { kind: 'tex', text: long, closing: '' },
      { kind: 'prose', text: ', $5', closing: '' },
    ]);
  });
});

describe('terms in the window', () => {
  /** All templates of the window. */
  function templates(folder: string): string[] {
    return readdirSync(folder).flatMap((name) => {
      const path = join(folder, name);
      if (statSync(path).isDirectory()) return templates(path);
      return name.endsWith('.vue') ? [readFileSync(path, 'utf8')] : [];
    });
  }

  it('name quantities of the glossary', () => {
    const all = templates(resolve(import.meta.dirname, '../../src-renderer')).join('\n');
    const named = [...all.matchAll(/<QuantityTerm id="(\w+)"|\squantity="(\w+)"/g)].map(
      (match) => match[1] ?? match[2],
    );
    for (const id of named) expect(Object.keys(GLOSSARY)).toContain(id);
  });
});
