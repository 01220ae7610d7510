import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue';
import { WorkbenchError } from '@shared/contract/errors';
import type { FigureExport, FigureFormat } from '@shared/contract/figure-export';
import type { FigureDocument } from '@shared/model/figure';
import { describeError } from '../stores/notices';
import type { Session } from '../stores/session';
import { FORMATS } from './venues';

/** What became of one figure. */
export interface ExportedFigure {
  readonly figure: FigureDocument;
  /** Null when it could not be drawn. */
  readonly result: FigureExport | null;
  /** Why it could not; empty when it could. */
  readonly problem: string;
}

/** The export of figures from the window. */
export interface FigureExporting {
  readonly formats: ComputedRef<readonly FigureFormat[]>;
  toggle(format: FigureFormat): void;
  /** Folder the files go to; empty until one was chosen. It is kept over restarts. */
  readonly folder: ComputedRef<string>;
  chooseFolder(): Promise<string | null>;
  readonly exporting: Readonly<ShallowRef<boolean>>;
  readonly exported: Readonly<ShallowRef<readonly ExportedFigure[]>>;
  /** Paths of files that would be replaced, while the user is asked. */
  readonly toReplace: Readonly<ShallowRef<readonly string[] | null>>;
  answer(replace: boolean): void;
  /** Exports figures, each as a file of its name; asks once before files are replaced. */
  start(figures: readonly { readonly figure: FigureDocument; readonly name: string }[]): Promise<void>;
}

/** The export of a session's figures. */
export function useExport(session: Session): FigureExporting {
  const { workbench, project, paths, description, tutorial, view } = session;
  const keptFormats = view.remember<string>('figures.formats', FORMATS.map(({ id }) => id).join(' '));
  const keptFolder = view.remember<string>('figures.folder', '');
  const exporting = shallowRef(false);
  const exported = shallowRef<readonly ExportedFigure[]>([]);
  const toReplace = shallowRef<readonly string[] | null>(null);
  let reply: (replace: boolean) => void = () => undefined;

  const formats = computed(() => {
    const kept = keptFormats.value.split(' ');
    return FORMATS.map(({ id }) => id).filter((id) => kept.includes(id));
  });

  async function chooseFolder(): Promise<string | null> {
    const path = await paths.ask('export', keptFolder.value || (description.value?.projectsFolder ?? ''));
    if (path !== null) keptFolder.value = path;
    return path;
  }

  function ask(files: readonly string[]): Promise<boolean> {
    toReplace.value = files;
    return new Promise((resolve) => {
      reply = (replace) => {
        toReplace.value = null;
        resolve(replace);
      };
    });
  }

  async function exportOne(figure: FigureDocument, name: string, folder: string, replace: boolean) {
    const request = { figure, folder, name, formats: formats.value };
    try {
      return await workbench.exportFigure({ ...request, replace });
    } catch (error) {
      if (!(error instanceof WorkbenchError) || error.code !== 'exists') throw error;
      if (!(await ask(error.problems.map(({ field }) => field)))) return null;
      return workbench.exportFigure({ ...request, replace: true });
    }
  }

  return {
    formats,
    toggle(format) {
      const next = FORMATS.map(({ id }) => id).filter((id) => (id === format) !== formats.value.includes(id));
      keptFormats.value = next.join(' ');
    },
    folder: computed(() => keptFolder.value),
    chooseFolder,
    exporting,
    exported,
    toReplace,
    answer: (replace) => reply(replace),
    async start(figures) {
      exported.value = [];
      try {
        const folder = keptFolder.value || (await chooseFolder());
        if (folder === null) return;
        exporting.value = true;
        await project.settled();
        for (const { figure, name } of figures) {
          // Who was asked about all files of one figure has not been asked about those of another.
          const done = await exportOne(figure, name, folder, false)
            .then((result): ExportedFigure | null => result && { figure, result, problem: '' })
            .catch((error: unknown): ExportedFigure => {
              const { message, remedy } = describeError(error);
              return { figure, result: null, problem: [message, remedy].filter(Boolean).join('. ') };
            });
          if (done === null) break;
          exported.value = [...exported.value, done];
        }
        if (exported.value.some(({ result }) => result !== null)) tutorial.tick('export');
      } finally {
        exporting.value = false;
      }
    },
  };
}
