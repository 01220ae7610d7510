/** What is wrong with a value and what to do about it, neither with a capital letter nor a full stop where it may follow a name. */
interface Problem {
  readonly cause: string;
  readonly remedy: string;
}

/** A problem as sentences that stand by themselves. A symbol at the beginning (`d must be …`, `f* has …`) stays small. */
export function problemText({ cause, remedy }: Problem): string {
  const begun = /^[a-z]{2,}\b/.test(cause) ? cause.charAt(0).toUpperCase() + cause.slice(1) : cause;
  return `${begun}. ${remedy}.`;
}
