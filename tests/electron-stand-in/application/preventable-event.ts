/** The event of Electron that a listener can prevent. */
export interface PreventableEvent {
  readonly defaultPrevented: boolean;
  preventDefault(): void;
}

/** A fresh event with the given properties. */
export function preventable<Properties extends object>(
  properties: Properties,
): PreventableEvent & Properties {
  let prevented = false;
  return {
    ...properties,
    get defaultPrevented() {
      return prevented;
    },
    preventDefault() {
      prevented = true;
    },
  };
}
