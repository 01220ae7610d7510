/** A value of the view that is kept. */
export type ViewValue = string | number | boolean | null;

/**
 * How a project's window was left: place, selection, widths of panes, by name. It says nothing about the study; losing it
 * costs nothing but a few clicks.
 */
export type ViewState = Readonly<Record<string, ViewValue>>;

/** Limits of a view state: entries, and characters of a name or a text. */
export const MOST_VIEW_ENTRIES = 200;
export const LONGEST_VIEW_TEXT = 2000;
