/** Runs asynchronous operations one after another, in the order they were asked for. */
export class Serial {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `operation` after all earlier ones have ended, however they ended. */
  run<Result>(operation: () => Promise<Result>): Promise<Result> {
    const result = this.#last.then(operation, operation);
    this.#last = result.catch(() => undefined);
    return result;
  }
}
