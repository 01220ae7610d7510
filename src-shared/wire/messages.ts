import type { WorkbenchErrorData } from '../contract/errors';
import type { WorkbenchEvent } from '../contract/workbench';

/** A call as Comlink writes it, in the only form that is let through: one method name, at most one plain argument. */
export interface CallBody {
  readonly id: string;
  readonly type: 'APPLY';
  readonly path: readonly [string];
  readonly argumentList: readonly { readonly type: 'RAW'; readonly value: unknown }[];
}

/** How a call ended. Comlink loses the code of an error that is thrown, so errors travel as ordinary values. */
export type Answer =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WorkbenchErrorData };

/** An answer as Comlink writes it. `id` is null when the refused message had none. */
export interface ReplyBody {
  readonly id: string | null;
  readonly type: 'RAW';
  readonly value: Answer;
}

/** Everything that travels over a channel between a page and the workbench. */
export type WireMessage =
  | { readonly kind: 'call'; readonly body: CallBody }
  | { readonly kind: 'reply'; readonly body: ReplyBody }
  | { readonly kind: 'event'; readonly body: WorkbenchEvent };
