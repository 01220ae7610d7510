import type { LegendEntry, Panel } from './figure-spec';
import { plainText } from './math-text';

/** A panel of a figure and what its legend would hold. */
export interface PanelLegend {
  /** What readers call the panel, for example "(a)"; empty for nothing. */
  readonly name: string;
  readonly entries: readonly LegendEntry[];
}

/** One entry per condition of a panel; a single line that is named by its axis needs none. */
export function legendOfLines(panel: Panel): LegendEntry[] {
  const entries = new Map<string, LegendEntry>();
  for (const { label, colour, dash, ghost } of panel.lines) {
    const name = plainText(label);
    if (ghost || name === plainText(panel.y.label) || entries.has(name)) continue;
    entries.set(name, { label, colour, dash });
  }
  return [...entries.values()];
}

/** What tells an entry from others to the eye. */
function lookOf({ colour, dash, marker }: LegendEntry): string {
  return JSON.stringify([colour, marker ?? dash]);
}

/** Whether one label would stand for two looks, or one look for two labels. */
function areAmbiguous(entries: readonly LegendEntry[]): boolean {
  const looks = new Map<string, string>();
  const names = new Map<string, string>();
  return entries.some((entry) => {
    const name = plainText(entry.label);
    const look = lookOf(entry);
    const clash = (looks.get(name) ?? look) !== look || (names.get(look) ?? name) !== name;
    looks.set(name, look);
    names.set(look, name);
    return clash;
  });
}

/** Entries of several panels without repetition; predictions stand last. */
function unite(entries: readonly LegendEntry[]): LegendEntry[] {
  const distinct = new Map(entries.map((entry) => [`${plainText(entry.label)} ${lookOf(entry)}`, entry]));
  const isPrediction = ({ colour }: LegendEntry): boolean => colour === 'prediction';
  const all = [...distinct.values()];
  return [...all.filter((entry) => !isPrediction(entry)), ...all.filter(isPrediction)];
}

/**
 * The legend of a figure. Panels share one wherever a line looks the same exactly where it means the same; otherwise each
 * panel, or panels of equal legends, have rows of their own that begin with the panels' names.
 */
export function mergeLegends(legends: readonly PanelLegend[]): LegendEntry[] {
  const filled = legends.filter(({ entries }) => entries.length > 0);
  const united = unite(filled.flatMap(({ entries }) => entries));
  if (!areAmbiguous(united)) return united;
  const groups = new Map<string, { readonly names: string[]; readonly entries: readonly LegendEntry[] }>();
  for (const { name, entries } of filled) {
    const key = JSON.stringify(entries);
    const group = groups.get(key) ?? { names: [], entries };
    if (name !== '') group.names.push(name);
    groups.set(key, group);
  }
  return [...groups.values()].flatMap(({ names, entries }) =>
    entries.map((entry) => ({ ...entry, group: names.join(', ') })),
  );
}
