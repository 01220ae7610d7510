import { shallowRef } from 'vue';
import { describe, expect, it } from 'vitest';
import { emptyFigure } from '@shared/figure/new-figure';
import { returnToFigure } from '@renderer/figure/return-to-figure';
import { createNotices } from '@renderer/stores/notices';
import type { Place } from '@renderer/stores/place';
import { createProjectStore } from '@renderer/stores/project';
import { createViewStore } from '@renderer/stores/view-state';
import { fakeWorkbench } from '../wire/fake-workbench';
import { projectState } from './study';

function windowWithFigures() {
  const state = projectState();
  const workbench = fakeWorkbench({ saveView: () => undefined });
  const view = createViewStore(workbench, () => undefined);
  const project = createProjectStore(workbench, view, () => undefined);
  const figures = [emptyFigure('first', 'First'), emptyFigure('second', 'Second')];
  project.enter({ ...state, documents: { ...state.documents, figures } });
  const place = shallowRef<Place>('run');
  return { project, place, notices: createNotices(), projectId: state.documents.head.id };
}

function fileOf(figureId: string, project: string): File {
  const origin = { title: 'Any', software: 'Grassflow 1.2.3', figureId, project, commit: null };
  return new File([`%PDF-1.7 /Subject (${JSON.stringify(origin)})`], 'any.pdf');
}

describe('an exported file that is dropped on the window', () => {
  it('shows its figure in Figures', async () => {
    const session = windowWithFigures();
    await returnToFigure(fileOf('second', session.projectId), session);
    expect(session.place.value).toBe('figures');
    expect(session.project.selection.idOf('figure').value).toBe('second');
    expect(session.notices.list.value).toMatchObject([{ tone: 'info' }]);
  });

  it.each([
    [
      'of another project',
      fileOf('second', 'another-one'),
      '“any.pdf” was made in another project, “another-one”',
    ],
    ['of a figure that is gone', null, 'The figure of “any.pdf” is not in this project any more'],
    ['of another program', new File(['%PDF-1.7'], 'paper.pdf'), '“paper.pdf” does not say which figure'],
    [
      'with ids that are none',
      fileOf('../../etc', 'another-one'),
      '“any.pdf” does not say which figure it was made from',
    ],
  ])('that is %s leaves everything where it is and says why', async (_, file, message) => {
    const session = windowWithFigures();
    await returnToFigure(file ?? fileOf('third', session.projectId), session);
    expect(session.place.value).toBe('run');
    expect(session.project.selection.idOf('figure').value).toBe('first');
    expect(session.notices.list.value).toMatchObject([{ tone: 'error' }]);
    expect(session.notices.list.value[0]?.message).toContain(message);
  });
});
