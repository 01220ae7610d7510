import { computed, onBeforeUnmount, onMounted, ref, watch, type ComputedRef, type Ref } from 'vue';
import { abridge } from './abridge';

/** Characters that every field has room for. */
const ALWAYS_SHOWN = 4;

/**
 * The text of an input as far as its width shows it, the end of a number always among it; null where all of it is seen
 * or it is being edited. An input by itself shows the beginning, and `1.2345e-7` cut off reads as a number near one.
 */
export function useAbridged(
  input: Readonly<Ref<HTMLInputElement | null>>,
  text: Readonly<Ref<string>>,
): ComputedRef<string | null> {
  const focused = ref(false);
  const room = ref(Infinity);

  function measure(): void {
    const element = input.value;
    if (!element || text.value.length <= ALWAYS_SHOWN || element.scrollWidth <= element.clientWidth) {
      room.value = Infinity;
      return;
    }
    const { paddingLeft, paddingRight } = getComputedStyle(element);
    const padding = parseFloat(paddingLeft) + parseFloat(paddingRight);
    const perCharacter = (element.scrollWidth - padding) / text.value.length;
    room.value = Math.floor((element.clientWidth - padding) / perCharacter);
  }

  const observer = new ResizeObserver(measure);
  const focus = (): void => void (focused.value = true);
  const blur = (): void => void (focused.value = false);
  onMounted(() => {
    if (!input.value) return;
    observer.observe(input.value);
    input.value.addEventListener('focus', focus);
    input.value.addEventListener('blur', blur);
  });
  onBeforeUnmount(() => observer.disconnect());
  // Observing again has it measured once the page is laid out anyway; to measure at once would lay it out twice.
  watch(text, () => {
    observer.disconnect();
    if (input.value) observer.observe(input.value);
  });

  return computed(() => {
    if (focused.value) return null;
    const shown = abridge(text.value, room.value);
    return shown === text.value ? null : shown;
  });
}
