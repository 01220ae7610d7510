import { shallowRef, type ShallowRef } from 'vue';

/** Width of the window in CSS pixels, which shrink as the user zooms in; kept up to date. */
export function windowWidth(): Readonly<ShallowRef<number>> {
  const width = shallowRef(window.innerWidth);
  window.addEventListener('resize', () => (width.value = window.innerWidth));
  return width;
}
