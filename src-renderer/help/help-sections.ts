import { GLOSSARY, GLOSSARY_TOPICS, isQuantityId, type QuantityId } from '@shared/glossary/glossary';
import type { Shortcut } from '../shortcuts/shortcuts';
import { MORE_KEYS } from '../shortcuts/more-keys';
import { quantitySection } from '../stores/help';
import { TUTORIAL_STEPS } from '../stores/tutorial';
import { ARTICLES } from './articles';
import { TUTORIAL } from './tutorial-texts';

/** A page of the help. */
export type HelpPage =
  | { readonly kind: 'tutorial' }
  | { readonly kind: 'keyboard' }
  | { readonly kind: 'about' }
  | { readonly kind: 'article'; readonly id: string }
  /** A chapter of the glossary, and the entry in it that is meant. */
  | { readonly kind: 'topic'; readonly title: string; readonly quantity: QuantityId | null };

/** A line of the table of contents. */
export interface HelpEntry {
  readonly id: string;
  readonly title: string;
}

/** The table of contents. */
export const HELP_CONTENTS: readonly { readonly title: string; readonly entries: readonly HelpEntry[] }[] = [
  {
    title: 'Start',
    entries: [{ id: 'tutorial', title: 'Tutorial' }, ...ARTICLES.slice(0, 3).map(entryOf)],
  },
  {
    title: 'Quantities',
    entries: GLOSSARY_TOPICS.map(({ title }) => ({ id: topicSection(title), title })),
  },
  {
    title: 'Working',
    entries: [{ id: 'keyboard', title: 'Keyboard' }, ...ARTICLES.slice(3).map(entryOf)],
  },
  { title: 'Grassflow', entries: [{ id: 'about', title: 'Version and diagnostics' }] },
];

function entryOf({ id, title }: HelpEntry): HelpEntry {
  return { id, title };
}

function topicSection(title: string): string {
  return `topic-${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}`;
}

/** The page of a section; the tutorial for a section that does not exist. */
export function helpPage(section: string): HelpPage {
  if (section === 'keyboard' || section === 'about') return { kind: section };
  if (ARTICLES.some(({ id }) => id === section)) return { kind: 'article', id: section };
  const topic = GLOSSARY_TOPICS.find(({ title }) => topicSection(title) === section);
  if (topic) return { kind: 'topic', title: topic.title, quantity: null };
  const quantity = section.replace(/^quantity-/, '');
  const chapter = GLOSSARY_TOPICS.find(({ quantities }) => quantities.some((id) => id === quantity));
  if (chapter && isQuantityId(quantity)) return { kind: 'topic', title: chapter.title, quantity };
  return { kind: 'tutorial' };
}

/** The line of the table of contents that a section belongs to. */
export function contentsEntry(section: string): string {
  const page = helpPage(section);
  if (page.kind === 'topic') return topicSection(page.title);
  return page.kind === 'article' ? page.id : page.kind;
}

/** Something the help can be searched for. */
export interface HelpTopic extends HelpEntry {
  /** What kind of thing it is, for example "quantity". */
  readonly kind: string;
  /** Other words for it. */
  readonly also: readonly string[];
  /** All that is said about it. */
  readonly body: string;
}

/** Everything the help can be searched for. */
export function helpTopics(
  shortcuts: readonly Pick<Shortcut, 'keys' | 'description'>[],
): readonly HelpTopic[] {
  const quantities = Object.entries(GLOSSARY).map(([id, { name, also, definition, reference }]) => ({
    id: quantitySection(id as QuantityId),
    title: name,
    kind: 'quantity',
    also,
    body: `${definition} ${reference}`,
  }));
  const articles = ARTICLES.map(({ id, title, blocks }) => ({
    id,
    title,
    kind: 'page',
    also: [],
    body: blocks.map((block) => ('text' in block ? block.text : 'code' in block ? block.code : '')).join(' '),
  }));
  const steps = TUTORIAL_STEPS.map((step) => ({
    id: 'tutorial',
    title: TUTORIAL[step].title,
    kind: 'tutorial',
    also: [],
    body: TUTORIAL[step].text,
  }));
  const keys = [...shortcuts, ...MORE_KEYS.flatMap((group) => group.keys)].map(
    ({ keys: pressed, description }) => ({
      id: 'keyboard',
      title: description,
      kind: pressed,
      also: [pressed],
      body: '',
    }),
  );
  return [...quantities, ...articles, ...steps, ...keys];
}

/**
 * The topics that hold every word of a search: those whose title begins with it first, then those with all words in title or
 * other names, then the others. Empty for an empty search.
 */
export function searchHelp(topics: readonly HelpTopic[], search: string): readonly HelpTopic[] {
  const wanted = search.trim().toLowerCase();
  if (wanted === '') return [];
  const words = wanted.split(/\s+/);
  const holdsAll = (text: string): boolean => words.every((word) => text.toLowerCase().includes(word));
  const rank = ({ title, also, body }: HelpTopic): number => {
    if (title.toLowerCase().startsWith(wanted) || also.some((name) => name.toLowerCase() === wanted))
      return 0;
    if (holdsAll(`${title} ${also.join(' ')}`)) return 1;
    return holdsAll(`${title} ${also.join(' ')} ${body}`) ? 2 : 3;
  };
  const ranked = topics.map((topic) => ({ topic, rank: rank(topic) })).filter((entry) => entry.rank < 3);
  return ranked.sort((a, b) => a.rank - b.rank).map(({ topic }) => topic);
}
