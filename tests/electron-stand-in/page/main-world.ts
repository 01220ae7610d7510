/** Runs in the page's own world before anything else: makes what the preload exposes. */
import { decodeClone, encodeClone } from '../clone-text';
import { CALL_EVENT, EXPOSE_EVENT, type BridgeCall, type Exposure } from './world-events';

window.addEventListener(EXPOSE_EVENT, (event) => {
  const { name, functions } = decodeClone((event as CustomEvent<string>).detail) as Exposure;
  const members = functions.map((member) => [
    member,
    (...input: readonly unknown[]) => {
      const call: BridgeCall = { name, member, input };
      window.dispatchEvent(new CustomEvent(CALL_EVENT, { detail: encodeClone(call) }));
    },
  ]);
  Object.defineProperty(window, name, {
    value: Object.freeze(Object.fromEntries(members)),
    enumerable: true,
  });
});
