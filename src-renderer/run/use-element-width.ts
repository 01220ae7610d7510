import { onBeforeUnmount, shallowRef, watch, type Ref, type ShallowRef } from 'vue';

/** Width of an element in CSS px, as it changes; 0 while it is not there. */
export function useElementWidth(element: Ref<HTMLElement | undefined>): Readonly<ShallowRef<number>> {
  const width = shallowRef(0);
  const observer = new ResizeObserver(([entry]) => (width.value = entry?.contentRect.width ?? 0));
  watch(element, (present) => {
    observer.disconnect();
    if (present) observer.observe(present);
  });
  onBeforeUnmount(() => observer.disconnect());
  return width;
}
