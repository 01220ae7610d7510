import { CYCLE_ON_WHITE } from './colour-cycle';
import {
  compareLists,
  CYCLED_STYLES,
  DASHES,
  keyOf,
  styleInCycles,
  type ConditionStyle,
  type ConditionValues,
} from './ensemble-colours';

/** A run as a part of what stands for several conditions, such as a law over all dimensions. */
export interface StyledMember {
  /** What it is a part of. */
  readonly whole: ConditionValues;
  /** How the run's own condition looks. */
  readonly style: ConditionStyle;
}

/** A whole with what all its conditions share; null for what they do not. */
interface SharedStyle {
  readonly whole: ConditionValues;
  readonly colour: ConditionStyle['colour'] | null;
  readonly dash: ConditionStyle['dash'] | null;
}

/**
 * Styles for what stands for several conditions: of colour and dash each keeps what its conditions share, so that what is
 * dashed among the curves of every dimension is dashed as the law over all dimensions. The rest comes from the cycles, and
 * no two look alike as long as the cycles last: those that keep most choose first.
 */
export function keptStyles(members: readonly StyledMember[]): (whole: ConditionValues) => ConditionStyle {
  const given = new Map<string, ConditionStyle>();
  const taken = new Set<string>();
  for (const [place, shared] of sharedStyles(members).entries()) {
    const free = [...styleChoices(shared)].find((style) => !taken.has(lookOf(style)));
    const style = free ?? styleInCycles(place);
    taken.add(lookOf(style));
    given.set(keyOf(shared.whole), style);
  }
  return (whole) => given.get(keyOf(whole)) ?? styleInCycles(0);
}

/** Every whole once, those that keep most first, else in the order of their values. */
function sharedStyles(members: readonly StyledMember[]): readonly SharedStyle[] {
  const styles = new Map<
    string,
    { readonly whole: ConditionValues; readonly looks: Map<string, ConditionStyle> }
  >();
  for (const { whole, style } of members) {
    const key = keyOf(whole);
    const known = styles.get(key) ?? { whole, looks: new Map<string, ConditionStyle>() };
    known.looks.set(lookOf(style), style);
    styles.set(key, known);
  }
  // Conditions that all look the same tell nothing apart.
  const tells = new Set(members.map(({ style }) => lookOf(style))).size > 1 || styles.size === 1;
  const kept = ({ colour, dash }: SharedStyle): number => Number(colour !== null) + Number(dash !== null);
  return [...styles.values()]
    .map(({ whole, looks }): SharedStyle => {
      const own = [...looks.values()];
      const [first] = own;
      const sharesColour = own.every(({ colour }) => keyOfColour(colour) === keyOfColour(first?.colour));
      const sharesDash = own.every(({ dash }) => dash === first?.dash);
      return {
        whole,
        colour: tells && sharesColour ? (first?.colour ?? null) : null,
        dash: tells && sharesDash ? (first?.dash ?? null) : null,
      };
    })
    .sort((a, b) => kept(b) - kept(a) || compareLists(a.whole, b.whole));
}

/** Styles with what is shared, the first choice first; then all others. */
function* styleChoices({ colour, dash }: SharedStyle): Generator<ConditionStyle> {
  const place = dash === null ? 0 : DASHES.indexOf(dash);
  if (colour !== null) {
    for (const own of turned(DASHES, place)) yield { colour, dash: own };
  } else if (dash !== null) {
    for (const own of turned([...CYCLE_ON_WHITE.keys()], place)) yield { colour: own, dash };
  }
  for (let i = 0; i < CYCLED_STYLES; i++) yield styleInCycles(i);
}

/** The list from a place on, and then its beginning. */
function turned<T>(list: readonly T[], from: number): readonly T[] {
  return [...list.slice(from), ...list.slice(0, from)];
}

function lookOf({ colour, dash }: ConditionStyle): string {
  return `${keyOfColour(colour)} ${dash}`;
}

function keyOfColour(colour: ConditionStyle['colour'] | undefined): string {
  return JSON.stringify(colour);
}
