/** How much of a solver's output is kept: room for V8's whole out-of-memory report. */
export const OUTPUT_TAIL_BYTES = 4096;

/** The last bytes of a stream of output, as text. */
export interface OutputTail {
  readonly append: (chunk: Uint8Array) => void;
  /** UTF-8 text of the kept bytes; a character cut in half at the start shows as U+FFFD. */
  readonly text: () => string;
}

/** An empty tail that keeps the last `maxBytes` bytes appended to it. */
export function createOutputTail(maxBytes: number = OUTPUT_TAIL_BYTES): OutputTail {
  let kept = Buffer.alloc(0);
  return {
    append(chunk) {
      const joined = Buffer.concat([kept, chunk]);
      kept = Buffer.from(joined.subarray(Math.max(0, joined.length - maxBytes)));
    },
    text: () => kept.toString('utf8'),
  };
}
