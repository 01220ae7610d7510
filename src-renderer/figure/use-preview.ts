import { onBeforeUnmount, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { FigureCheck, FigureRequest } from '@shared/contract/figure-export';
import type { WorkbenchCalls } from '@shared/contract/workbench';
import { describeError } from '../stores/notices';

/** The preview of a figure: the very SVG an export writes. */
export type Preview =
  | { readonly kind: 'waiting' }
  /** `url` shows the SVG as an image. */
  | { readonly kind: 'shown'; readonly url: string; readonly checks: readonly FigureCheck[] }
  | { readonly kind: 'failed'; readonly message: string };

/** Keeps the preview of `request` up to date; a slow answer to a former request is dropped. */
export function usePreview(
  workbench: Pick<WorkbenchCalls, 'previewFigure'>,
  request: ComputedRef<FigureRequest | null>,
): Readonly<ShallowRef<Preview>> {
  const preview = shallowRef<Preview>({ kind: 'waiting' });
  let latest = 0;

  watch(
    request,
    async (wanted) => {
      const ticket = ++latest;
      preview.value = { kind: 'waiting' };
      if (!wanted) return;
      try {
        const { svg, checks } = await workbench.previewFigure(wanted);
        if (ticket !== latest) return;
        // As an image the SVG can neither run anything nor reach out.
        const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
        preview.value = { kind: 'shown', url, checks };
      } catch (error) {
        if (ticket !== latest) return;
        const { message, remedy } = describeError(error);
        preview.value = { kind: 'failed', message: [message, remedy].filter(Boolean).join('. ') };
      }
    },
    { immediate: true },
  );

  onBeforeUnmount(() => latest++);
  return preview;
}
