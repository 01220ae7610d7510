import { onBeforeUnmount, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { FigurePreview, FigureRequest } from '@shared/contract/figure-export';
import type { WorkbenchCalls } from '@shared/contract/workbench';
import { describeError } from '../stores/notices';

/** The preview of a figure: the very SVG an export writes. */
export interface Preview {
  /** The figure as it was last drawn, `url` its SVG as an image; null before the first drawing. */
  readonly shown: (FigurePreview & { readonly url: string }) | null;
  /** True while a newer one is being drawn. */
  readonly drawing: boolean;
  /** Why it cannot be drawn as it is now; empty when it can. */
  readonly problem: string;
}

/** Keeps the preview of `request` up to date; a slow answer to a former request is dropped. */
export function usePreview(
  workbench: Pick<WorkbenchCalls, 'previewFigure'>,
  request: ComputedRef<FigureRequest | null>,
): Readonly<ShallowRef<Preview>> {
  const preview = shallowRef<Preview>({ shown: null, drawing: false, problem: '' });
  let latest = 0;
  let drawnId: string | null = null;

  watch(
    request,
    async (wanted) => {
      const ticket = ++latest;
      // Of another figure nothing stays, of the same one the former drawing until there is a newer.
      const former = wanted?.figure.id === drawnId ? preview.value.shown : null;
      preview.value = { shown: former, drawing: wanted !== null, problem: '' };
      if (!wanted) return;
      try {
        const drawn = await workbench.previewFigure(wanted);
        if (ticket !== latest) return;
        drawnId = wanted.figure.id;
        // As an image the SVG can neither run anything nor reach out.
        const url = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawn.svg)}`;
        preview.value = { shown: { ...drawn, url }, drawing: false, problem: '' };
      } catch (error) {
        if (ticket !== latest) return;
        const { message, remedy } = describeError(error);
        preview.value = {
          shown: null,
          drawing: false,
          problem: [message, remedy].filter(Boolean).join('. '),
        };
      }
    },
    { immediate: true },
  );

  onBeforeUnmount(() => latest++);
  return preview;
}
