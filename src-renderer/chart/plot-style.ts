import { computed, type ComputedRef } from 'vue';
import type { FigureStyle } from '@shared/figure/figure-style';
import { screenStyle } from '@shared/figure/screen-style';
import { useSession } from '../stores/session';

/** How plots look in the present theme. */
export function usePlotStyle(): ComputedRef<FigureStyle> {
  const { theme } = useSession();
  return computed(() => screenStyle(theme.effective.value));
}
