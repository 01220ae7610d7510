import type { Place } from '../stores/place';
import type { TutorialStep } from '../stores/tutorial';

/** A step of the tutorial in words. */
export interface TutorialText {
  readonly title: string;
  /** What to do, and what can be seen then; TeX between dollar signs. */
  readonly text: string;
  /** Where it is done. */
  readonly place: Place;
}

/** The tutorial on the Tour; in the order of `TUTORIAL_STEPS`. */
export const TUTORIAL: Readonly<Record<TutorialStep, TutorialText>> = {
  run: {
    title: 'Press Run',
    text:
      'In Run, press Run (Ctrl+Enter). Both flows start from the same random subspace. Watch the loss fall in steps on a logarithmic ' +
      'time axis: every plateau is a saddle, named in the ribbon below.',
    place: 'run',
  },
  'change-dimension': {
    title: 'Change d',
    text:
      'Type another dimension, for example 1e4 or 2^12, and press Enter. The former curves stay as ghosts. The first escape moves by a ' +
      'logarithm of $d$, the second in proportion to $d$, the third to $d^2$.',
    place: 'run',
  },
  export: {
    title: 'Export this figure',
    text:
      'Go to Figures, choose a venue and press Export. The preview is the exported file at its true size; the checks below it say whether ' +
      'width, text, lines, fonts and colours are what the venue asks for.',
    place: 'figures',
  },
  'edit-target': {
    title: 'Change the target',
    text:
      'In Target, drag a bar of the Hermite spectrum, or write a formula such as relu(z1) + h(3, z2). Exponents, ladder and predicted ' +
      'times follow while you drag.',
    place: 'target',
  },
  undo: {
    title: 'Take it back',
    text: 'Press Ctrl+Z. Everything that is edited can be taken back, deletions included, and one drag is one step. Ctrl+Shift+Z does it again.',
    place: 'target',
  },
  sweep: {
    title: 'Sweep over seeds',
    text:
      'In Run, press Sweep …, ask for 20 seeds and start. The queue at the bottom tells how many runs are left and how long they take; ' +
      'Compare shows medians and bands over them.',
    place: 'run',
  },
  'send-to-figure': {
    title: 'Send a chart to a figure',
    text: 'In Compare, press Send to figure above the chart. The panel keeps its colours and ranges and can be composed with others in Figures.',
    place: 'compare',
  },
  'check-study': {
    title: 'Reproduce and check a study',
    text: 'In Project, press Reproduce and check. The runs are computed again and compared with what the study states, each within its tolerance.',
    place: 'project',
  },
  'find-command': {
    title: 'Find a command',
    text: 'Press Ctrl+K and type part of what you want: a place, a document, an example, or a quantity such as information exponent.',
    place: 'run',
  },
};
