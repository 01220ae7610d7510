import { shallowRef, type ShallowRef } from 'vue';
import type { LinkSpec } from '@shared/model/link';
import { fitToTarget, withChosenLink } from '../target/choose-link';
import type { LinkDescriptions } from './link-descriptions';
import type { PredictElsewhere } from './predictions';
import type { ProjectStore } from './project';

/** How the link of the selected target is changed. */
export interface TargetChoice {
  /** Whether a chosen link is still being worked out. */
  readonly choosing: Readonly<ShallowRef<boolean>>;
  /**
   * Makes `link` the target of the selected experiment, under a name and with a start and a horizon that fit; one step of
   * the history (see History.record for `gesture`). Of several choices the newest wins, and `signal` takes one back.
   * Answers whether it was made.
   */
  choose(
    label: string,
    link: LinkSpec,
    name: string,
    more?: { readonly gesture?: string; readonly signal?: AbortSignal },
  ): Promise<boolean>;
  /** Changes the link of the selected target and nothing else. */
  edit(label: string, link: LinkSpec, gesture?: string): void;
}

/** The target choice of a session; what cannot be worked out is told to `showError`. */
export function createTargetChoice(
  project: ProjectStore,
  descriptions: LinkDescriptions,
  predict: PredictElsewhere,
  showError: (error: unknown) => void,
): TargetChoice {
  const choosing = shallowRef(false);
  let work = new AbortController();

  function chosen(link: LinkSpec, name: string) {
    const { documents, target, experiment } = project;
    const selected = { target: target.value, experiment: experiment.value };
    return documents.value && withChosenLink(documents.value, selected, link, name);
  }

  async function make(
    label: string,
    link: LinkSpec,
    name: string,
    gesture: string | undefined,
    signal: AbortSignal,
  ): Promise<boolean> {
    const described = await descriptions.find(link, signal);
    const before = chosen(link, name);
    if (!before) return false;
    const fit = await fitToTarget(before, described, predict, signal);
    // Another experiment may have been selected meanwhile, or this one edited: only what fits the link is taken over.
    const now = chosen(link, name);
    if (signal.aborted || now?.experiment.id !== before.experiment.id || now.target.id !== before.target.id)
      return false;
    const { target, experiment } = now;
    project.edit(
      label,
      [
        { kind: 'target', id: target.id, document: target },
        { kind: 'experiment', id: experiment.id, document: { ...experiment, ...fit } },
      ],
      gesture,
    );
    return true;
  }

  return {
    choosing,
    async choose(label, link, name, { gesture, signal } = {}) {
      work.abort();
      const own = (work = new AbortController());
      const either = signal ? AbortSignal.any([own.signal, signal]) : own.signal;
      choosing.value = true;
      try {
        return await make(label, link, name, gesture, either);
      } catch (error) {
        if (!either.aborted) showError(error);
        return false;
      } finally {
        if (work === own) choosing.value = false;
      }
    },
    edit(label, link, gesture) {
      const target = project.target.value;
      if (!target) return;
      work.abort();
      project.edit(label, [{ kind: 'target', id: target.id, document: { ...target, link } }], gesture);
    },
  };
}
