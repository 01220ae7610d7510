/** A quantity or notion the window names. Texts hold TeX between dollar signs. */
export interface GlossaryEntry {
  readonly name: string;
  /** Symbol as TeX; empty where there is none. */
  readonly symbol: string;
  /** What it is, in one to three sentences. */
  readonly definition: string;
  /** Its formula as TeX for a line of its own; empty where the definition says it all. */
  readonly formula: string;
  /** Where it comes from: a paper, or the section of our documents that derives it. */
  readonly reference: string;
  /** Other words by which it is searched. */
  readonly also: readonly string[];
}
