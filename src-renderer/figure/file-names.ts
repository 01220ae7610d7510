import type { FigureDocument } from '@shared/model/figure';

/** Letters and digits of a name, which every system takes as the name of a file; empty when there are none. */
function plainName(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** File names of figures, without endings: their names in plain letters, their ids where two would have the same. */
export function figureFileNames(
  figures: readonly Pick<FigureDocument, 'id' | 'name'>[],
): ReadonlyMap<string, string> {
  const plain = figures.map(({ name }) => plainName(name));
  const isFree = (name: string): boolean =>
    name !== '' && plain.filter((other) => other === name).length === 1;
  return new Map(
    figures.map(({ id }, i) => {
      const name = plain[i] ?? '';
      return [id, isFree(name) ? name : id];
    }),
  );
}
