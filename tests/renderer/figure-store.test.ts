import { describe, expect, it } from 'vitest';
import { emptyFigure, newPanel } from '@shared/figure/new-figure';
import type { ReadOnlyReason } from '@shared/contract/project-state';
import type { FigureDocument } from '@shared/model/figure';
import { createFigureStore } from '@renderer/stores/figures';
import { createNotices } from '@renderer/stores/notices';
import { createProjectStore } from '@renderer/stores/project';
import { createViewStore } from '@renderer/stores/view-state';
import { fakeWorkbench } from '../wire/fake-workbench';
import { EXPERIMENT, projectState } from './study';

const PANEL = newPanel({ kind: 'stage', experimentId: EXPERIMENT.id, flow: 0, quantity: 'loss' });

function storesWith(figures: readonly FigureDocument[], readOnly: ReadOnlyReason | null = null) {
  const state = projectState({ readOnly });
  const workbench = fakeWorkbench({
    saveFigure: () => state,
    saveView: () => undefined,
  });
  const notices = createNotices();
  const project = createProjectStore(
    workbench,
    createViewStore(workbench, () => undefined),
    () => undefined,
  );
  project.enter({ ...state, documents: { ...state.documents, figures } });
  const store = createFigureStore(project, notices);
  const panels = () => project.documents.value?.figures.map(({ name, panels: { length } }) => [name, length]);
  return { store, project, notices, panels };
}

describe('a panel sent to a figure', () => {
  it('goes into the figure that is shown, all panels of a chart in one step', () => {
    const { store, project, notices, panels } = storesWith([
      emptyFigure('a', 'First'),
      emptyFigure('b', 'Second'),
      emptyFigure('c', 'Third'),
    ]);
    project.selection.select({ kind: 'figure', id: 'b' });
    store.sendToFigure(PANEL, PANEL);
    expect(panels()).toEqual([
      ['First', 0],
      ['Second', 2],
      ['Third', 0],
    ]);
    expect(notices.list.value.map(({ message }) => message)).toEqual(['Added to “Second” in Figures']);
    project.undo();
    expect(panels()?.[1]).toEqual(['Second', 0]);
  });

  it('has the width of the page where it is alone, columns beside others', () => {
    const one = storesWith([emptyFigure('a', 'First')]);
    one.store.sendToFigure(PANEL);
    expect(one.project.documents.value?.figures[0]?.columns).toBe(1);
    one.store.sendToFigure(PANEL);
    expect(one.project.documents.value?.figures[0]?.columns).toBe(2);
    const narrow = storesWith([emptyFigure('a', 'First', 'icml-half')]);
    for (let i = 0; i < 2; i++) narrow.store.sendToFigure(PANEL);
    expect(narrow.project.documents.value?.figures[0]?.columns).toBe(1);
    const two = storesWith([emptyFigure('a', 'First')]);
    two.store.sendToFigure(PANEL, PANEL, PANEL);
    expect(two.project.documents.value?.figures[0]?.columns).toBe(2);
    expect(two.project.documents.value?.figures[0]?.panels.map(({ id }) => id)).toEqual([
      'panel-1',
      'panel-2',
      'panel-3',
    ]);
  });

  it('makes a figure where there is none, and shows it', () => {
    const { store, project, panels } = storesWith([]);
    store.sendToFigure(PANEL);
    expect(panels()).toEqual([['Figure 1', 1]]);
    expect(project.selection.idOf('figure').value).toBe('figure-1');
    store.sendToFigure(PANEL);
    expect(panels()).toEqual([['Figure 1', 2]]);
  });

  it('is refused in words where the project cannot be written', () => {
    const { store, notices, panels } = storesWith([emptyFigure('a', 'First')], {
      code: 'locked',
      message: 'Open elsewhere',
    });
    store.sendToFigure(PANEL);
    expect(panels()).toEqual([['First', 0]]);
    expect(notices.list.value.map(({ tone }) => tone)).toEqual(['error']);
  });
});
