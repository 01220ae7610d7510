/**
 * The page's own world and the preload's isolated world have the same DOM and no object in common, so that what the
 * context bridge does travels in the text of DOM events.
 */

/** The preload exposes an object: `{ name, functions }`. */
export const EXPOSE_EVENT = 'electron-stand-in:expose';

/** The page calls an exposed function: `{ name, member, input }`. */
export const CALL_EVENT = 'electron-stand-in:call';

/** An object that `contextBridge.exposeInMainWorld` was given. */
export interface Exposure {
  readonly name: string;
  readonly functions: readonly string[];
}

/** A call from the page. */
export interface BridgeCall {
  readonly name: string;
  readonly member: string;
  readonly input: readonly unknown[];
}

/** Name of the debugger's binding in the isolated world: takes one text. */
export const BINDING = 'electronStandInSend';

/** Global of the isolated world that takes texts from outside. */
export const RECEIVER = 'electronStandInReceive';

/** What the isolated world says through the binding. */
export type FromPreload =
  | { readonly type: 'document'; readonly document: string; readonly url: string }
  | {
      readonly type: 'send';
      readonly document: string;
      readonly channel: string;
      readonly input: readonly unknown[];
    }
  | { readonly type: 'port-message'; readonly port: number; readonly message: unknown }
  | { readonly type: 'port-closed'; readonly port: number };

/** What it is told. */
export type ToPreload =
  | {
      readonly type: 'message';
      readonly channel: string;
      readonly message: unknown;
      readonly ports: readonly number[];
    }
  | { readonly type: 'port-message'; readonly port: number; readonly message: unknown }
  | { readonly type: 'port-closed'; readonly port: number };
