import { findFigureOrigin } from '@shared/figure/figure-origin';
import type { Notice } from '../stores/notices';
import type { Session } from '../stores/session';

/** Far more than any figure has, in bytes. */
const LARGEST_FILE = 100e6;

/**
 * Shows in Figures the figure that an exported file (PDF, SVG, PNG, NPZ) was made from, as it is now; a notice says why it
 * cannot be shown.
 */
export async function returnToFigure(
  file: Pick<File, 'name' | 'size' | 'arrayBuffer'>,
  { project, place, notices }: Pick<Session, 'project' | 'place' | 'notices'>,
): Promise<void> {
  const tell = (tone: Notice['tone'], message: string, remedy: string): void => {
    notices.show({ tone, message, remedy });
  };
  const origin = file.size > LARGEST_FILE ? null : findFigureOrigin(await latin1(file));
  if (origin === null) {
    const remedy =
      'Take a PDF, SVG, PNG or NPZ file of a figure that is not anonymous. Projects are opened in Project.';
    tell('error', `“${file.name}” does not say which figure it was made from`, remedy);
    return;
  }
  const documents = project.documents.value;
  if (documents?.head.id !== origin.project) {
    const remedy = 'Open that project first.';
    tell('error', `“${file.name}” was made in another project, “${origin.project}”`, remedy);
    return;
  }
  const figure = documents.figures.find(({ id }) => id === origin.figureId);
  if (figure === undefined) {
    const remedy = 'If it was deleted just now, undo brings it back.';
    tell('error', `The figure of “${file.name}” is not in this project any more`, remedy);
    return;
  }
  project.selection.select({ kind: 'figure', id: figure.id });
  place.value = 'figures';
  tell('info', `“${figure.name}”, the figure of “${file.name}”, as it is now`, '');
}

/** The bytes of a file, one character each. */
async function latin1(file: Pick<File, 'arrayBuffer'>): Promise<string> {
  return new TextDecoder('latin1').decode(await file.arrayBuffer());
}

/** Asks for a file and shows its figure: what dropping the file on the window does, by keyboard. */
export function pickFigureFile(session: Session): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = '.pdf,.svg,.png,.npz';
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    if (file) void returnToFigure(file, session);
  });
  input.click();
}
