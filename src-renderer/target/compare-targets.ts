import type { LinkSpec } from '@shared/model/link';
import { formatInput, formatMeasured } from '@shared/number-text/format-number';
import type { TargetDescription } from '@shared/numerics/ladder/describe-target';
import { ladderText } from './ladder-text';

/** One difference between two targets. */
export interface TargetDifference {
  readonly what: string;
  readonly here: string;
  readonly there: string;
}

/** A target as it is compared: as written, and what follows from it (null where it makes no link). */
export interface ComparedTarget {
  readonly link: LinkSpec;
  readonly description: TargetDescription | null;
}

/** Coefficients closer than this relative to the larger are told as equal: both would be written with the same digits. */
const SAME = 1e-12;

/** Only what differs: how the links are written, what follows from them, then coefficient by coefficient. */
export function compareTargets(here: ComparedTarget, there: ComparedTarget): readonly TargetDifference[] {
  const [own, other] = [properties(here), properties(there)];
  const names = [...new Set([...own.keys(), ...other.keys()])];
  const differences = names.flatMap((what): TargetDifference[] => {
    const [a = '–', b = '–'] = [own.get(what), other.get(what)];
    return a === b ? [] : [{ what, here: a, there: b }];
  });
  return [...differences, ...coefficientDifferences(here.description, there.description)];
}

function properties({ link, description }: ComparedTarget): ReadonlyMap<string, string> {
  const written = new Map<string, string>([['written as', KINDS[link.kind]], ...writing(link)]);
  if (!description) return written;
  const { table, ladder, relativeExponents, signal } = description;
  return new Map([
    ...written,
    ['directions r', String(table.r)],
    ['degree', String(table.degree)],
    ['information exponent', String(ladder.informationExponent ?? '–')],
    ['ladder', ladderText(ladder.rungs.map(({ exponent }) => exponent))],
    ['relative exponents', relativeExponents.join(', ')],
    ['intrinsic dimension', String(ladder.intrinsicDimension)],
    ['norm squared without constant', formatMeasured(signal)],
  ]);
}

const KINDS: Readonly<Record<LinkSpec['kind'], string>> = {
  preset: 'preset',
  formula: 'formula',
  hermite: 'coefficients',
  neurons: 'neurons',
};

function writing(link: LinkSpec): readonly (readonly [string, string])[] {
  switch (link.kind) {
    case 'hermite':
      return [];
    case 'preset':
      return [
        ['preset', link.preset],
        ...Object.entries(link.parameters).map(([name, value]) => [name, formatInput(value)] as const),
      ];
    case 'formula':
      return [['formula', link.text], ...request(link)];
    case 'neurons':
      return [['activation', link.activation], ['neurons', String(link.neurons.length)], ...request(link)];
  }
}

function request(link: Extract<LinkSpec, { kind: 'formula' | 'neurons' }>) {
  const { degree, residual } = link;
  return [
    ['degree asked for', degree === null ? `automatic, ${formatInput(100 * residual)} %` : String(degree)],
  ] as const;
}

function coefficientDifferences(
  here: TargetDescription | null,
  there: TargetDescription | null,
): readonly TargetDifference[] {
  const [own, other] = [coefficients(here), coefficients(there)];
  return [...new Set([...own.keys(), ...other.keys()])].flatMap((beta) => {
    const [a = 0, b = 0] = [own.get(beta), other.get(beta)];
    if (Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b))) return [];
    return [{ what: `c(${beta})`, here: formatMeasured(a, 6), there: formatMeasured(b, 6) }];
  });
}

function coefficients(description: TargetDescription | null): ReadonlyMap<string, number> {
  return new Map(description?.table.terms.map(({ beta, c }) => [beta.join(', '), c]));
}
