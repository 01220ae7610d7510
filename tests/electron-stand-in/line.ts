/** One end of a connection between two processes; messages are structure-cloned and keep their order. */
export interface LineEnd {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** The other side's handlers as seen from here: every call answers with a promise. */
export type Remote<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends (...input: infer Input) => infer Result
    ? (...input: Input) => Promise<Awaited<Result>>
    : never;
};

type LineMessage =
  | { readonly kind: 'call'; readonly id: number; readonly name: string; readonly input: readonly never[] }
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'fault'; readonly id: number; readonly message: string };

/**
 * Lets two processes call each other. Handlers are started in the order of the calls, so that calls without a result
 * are as good as messages. A handler that throws rejects the call with an Error of the same message.
 */
export function joinLine<TheirCalls>(end: LineEnd, handlers: object): Remote<TheirCalls> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let calls = 0;

  const post = (message: LineMessage) => end.send(message);
  const byName = handlers as Readonly<Record<string, (...input: readonly never[]) => unknown>>;
  const run = async (name: string, input: readonly never[]) => byName[name]?.(...input);

  end.onMessage((received) => {
    const message = received as LineMessage;
    switch (message.kind) {
      case 'call':
        run(message.name, message.input).then(
          (value) => post({ kind: 'result', id: message.id, value }),
          (error: unknown) =>
            post({
              kind: 'fault',
              id: message.id,
              message: error instanceof Error ? error.message : String(error),
            }),
        );
        return;
      case 'result':
        waiting.get(message.id)?.resolve(message.value);
        break;
      case 'fault':
        waiting.get(message.id)?.reject(new Error(message.message));
        break;
    }
    waiting.delete(message.id);
  });

  return new Proxy({} as Remote<TheirCalls>, {
    get:
      (_target, name) =>
      (...input: never[]) =>
        new Promise((resolve, reject) => {
          calls += 1;
          waiting.set(calls, { resolve, reject });
          post({ kind: 'call', id: calls, name: String(name), input });
        }),
  });
}
