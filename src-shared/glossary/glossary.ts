import { ENSEMBLE_ENTRIES } from './ensemble-entries';
import { FLOW_ENTRIES } from './flow-entries';
import type { GlossaryEntry } from './glossary-entry';
import { LINK_ENTRIES } from './link-entries';
import { MODEL_ENTRIES } from './model-entries';
import { RUN_ENTRIES } from './run-entries';
import { SADDLE_ENTRIES } from './saddle-entries';

const ENTRIES = {
  ...MODEL_ENTRIES,
  ...LINK_ENTRIES,
  ...FLOW_ENTRIES,
  ...SADDLE_ENTRIES,
  ...RUN_ENTRIES,
  ...ENSEMBLE_ENTRIES,
};

/** A quantity by the key of its entry. */
export type QuantityId = keyof typeof ENTRIES;

/** Every quantity the window names, with definition, formula and reference. */
export const GLOSSARY: Readonly<Record<QuantityId, GlossaryEntry>> = ENTRIES;

/** A chapter of the glossary. */
export interface GlossaryTopic {
  readonly title: string;
  readonly quantities: readonly QuantityId[];
}

function topic(title: string, entries: Partial<Record<QuantityId, GlossaryEntry>>): GlossaryTopic {
  return { title, quantities: Object.keys(entries) as QuantityId[] };
}

/** The glossary in chapters, in reading order. */
export const GLOSSARY_TOPICS: readonly GlossaryTopic[] = [
  topic('Model', MODEL_ENTRIES),
  topic('Link', LINK_ENTRIES),
  topic('Flows and starts', FLOW_ENTRIES),
  topic('Plateaus, saddles, endings', SADDLE_ENTRIES),
  topic('Integration', RUN_ENTRIES),
  topic('Many runs', ENSEMBLE_ENTRIES),
];

/** Whether a text is the key of an entry. */
export function isQuantityId(text: string): text is QuantityId {
  return Object.hasOwn(ENTRIES, text);
}
