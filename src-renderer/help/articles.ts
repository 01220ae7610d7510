/** A stretch of an article. */
export type ArticleBlock =
  /** Prose with TeX between dollar signs. */
  | { readonly kind: 'text'; readonly text: string }
  /** A formula on a line of its own. */
  | { readonly kind: 'formula'; readonly tex: string }
  /** Text to be copied: a command, a program. */
  | { readonly kind: 'code'; readonly code: string };

/** A page of the help. */
export interface Article {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly ArticleBlock[];
}

const text = (words: string): ArticleBlock => ({ kind: 'text', text: words });
const formula = (tex: string): ArticleBlock => ({ kind: 'formula', tex });
const code = (lines: string): ArticleBlock => ({ kind: 'code', code: lines });

/** The pages of the help besides tutorial, quantities and keyboard, in reading order. */
export const ARTICLES: readonly Article[] = [
  {
    id: 'what-it-is',
    title: 'What Grassflow is',
    blocks: [
      text(
        'Grassflow integrates gradient flow on Gaussian multi-index models, after Bietti, Bruna and Pillaud-Vivien (arXiv 2310.19793). A teacher ' +
          'depends on a few directions of a Gaussian input through a link; a student looks for them.',
      ),
      formula(
        'F^*(x) = f^*({W^*}^\\top x),\\qquad x \\sim \\mathcal N(0, I_d),\\qquad W^* \\in \\mathrm{St}(d, r)',
      ),
      text(
        'Two flows run side by side from one start: the planted flow, which knows the link and moves only the subspace, and the two-timescale flow, ' +
          'which refits the link all the time and climbs from saddle to saddle. Both close in the overlap matrix $M = {W^*}^\\top W$, so the cost ' +
          'does not depend on $d$.',
      ),
      text(
        'Define a target, run both flows, read the plateaus against the predicted ladder, sweep over $d$ and seeds, fit the exponents, and export the ' +
          'figure that goes into the paper.',
      ),
    ],
  },
  {
    id: 'conventions',
    title: 'Conventions of time, rates and norms',
    blocks: [
      text(
        'Time is that of the flow of $W$ at unit speed: neither multiplied by $d$ nor by a step size. Gradient descent with step $\\eta$ on the population ' +
          'loss needs about $t/\\eta$ steps for time $t$.',
      ),
      formula('\\dot W = -\\operatorname{grad}_W L(W)'),
      text(
        'The loss has the factor ½. The two-timescale loss is that after the link was fitted; the planted loss contains the norm of the frozen link. Both are 0 ' +
          'when everything is learned.',
      ),
      formula(
        'L = \\tfrac12\\,\\mathbb E\\,(F^* - f_W)^2\\ \\text{(two-timescale)},\\qquad L = \\tfrac12\\|f^*\\|^2 + \\tfrac12\\|f\\|^2 - C(M)\\ \\text{(planted)}',
      ),
      text(
        'Hermite polynomials $h_k = \\mathrm{He}_k/\\sqrt{k!}$ are normalised: $\\mathbb E\\,h_j h_k = \\delta_{jk}$. Norms of links are Gaussian $L^2$ norms. Signals, ' +
          'rates and thresholds leave the constant out.',
      ),
      text(
        'A direction counts as found when its overlap passes $\\lambda^2 = \\tfrac12$. Times are compared by such crossings: a curve $M(t)$ near a late jump is not ' +
          'comparable between programs, because a relative error of $10^{-10}$ in time moves it by a hundred.',
      ),
      text(
        'In the joint flow $\\varepsilon$ is the time in which the link relaxes: $\\varepsilon \\to 0$ is the two-timescale flow; a large $\\varepsilon$ freezes the link until ' +
          'times of order $\\varepsilon$.',
      ),
      text(
        'Start: $M(0) = A/\\sqrt d$ up to normalisation, with $A$ of order 1. One seed gives the same $A$ for every $d$, so medians over seeds vary smoothly with $d$.',
      ),
    ],
  },
  {
    id: 'places',
    title: 'The seven places',
    blocks: [
      text(
        'Project (1): what is in the study, the question it asks, what it states and whether its runs bear it out; new, recent and example projects.',
      ),
      text(
        'Target (2): the link as formula, coefficients, neurons or preset, with its Hermite spectrum to drag; exponents, ladder, residual, symmetries, warnings and ' +
          'predicted times follow every edit.',
      ),
      text(
        'Run (3): any two flows from one start; loss, overlaps, gradient and plateaus on log time, with one cursor through all of them. A plateau is an object: ' +
          'click it for its critical point. Sweep … turns fields into axes.',
      ),
      text(
        'Compare (4): all runs in a table to filter, group and mark; medians and bands; time rescaled by a formula.',
      ),
      text('Analyse (5): scaling fits, success and trap rates, critical points, itineraries, the landscape.'),
      text(
        'Figures (6): panels composed for a venue, at true size, checked, and exported with their numbers. An exported file dropped on the window leads back to its figure.',
      ),
      text('Help (7): this.'),
    ],
  },
  {
    id: 'typing-numbers',
    title: 'Typing numbers',
    blocks: [
      text(
        'Fields read 1e-3, 10^-3, 2^10 and a decimal comma (0,001). Lists are separated by semicolons, and log(1e2,1e4,9) stands for nine values on a log scale.',
      ),
      text(
        'Up and Down change the last digit, with Shift by a factor of ten. A text that is no number explains itself and leaves the old value in force; Esc brings it back.',
      ),
    ],
  },
  {
    id: 'saving',
    title: 'Saving, undoing, opening again',
    blocks: [
      text(
        'Everything is saved as you go: the time stands in the title bar. Undo and redo cover everything that is edited, deletions included, and go on across saves; one drag is one step.',
      ),
      text(
        'Where something cannot be saved, because a disk is full or a folder is gone, the edits stay here and are tried again until it can. A project open elsewhere, or written by a newer ' +
          'Grassflow, opens read-only and says so; save a copy to go on.',
      ),
      text(
        'Place, selection, panes and views come back after a restart. A sweep that was interrupted stands in the queue, paused, with all its sealed runs; Continue computes the rest.',
      ),
    ],
  },
  {
    id: 'project-on-disk',
    title: 'A project on disk',
    blocks: [
      text(
        'A project is a folder of small sorted JSON documents, which git compares well, and of runs, which are written once and never changed. A run is an ordinary .npz, named by the hash of its ' +
          'specification and the engine version:',
      ),
      code(
        'import json\nimport numpy as np\n\nrun = np.load("study.grassflow/runs/ab/….npz")\nt, loss, M = run["t"], run["loss"], run["overlap"]    # (n,), (n,), (n, r, q)\nmeta = json.loads(run["meta.json"])                   # spec, seed, events, plateaus, checksums',
      ),
      text('Nothing in a project is ever executed. A co-author needs no copy of Grassflow to read it.'),
    ],
  },
  {
    id: 'expectations',
    title: 'Reproduce and check',
    blocks: [
      text(
        'A study can state what it must show, in an expectations.json beside its documents: a time, a loss, an ending, exponents, a slope in $d$, a frequency. Each statement has a source and a ' +
          'tolerance, and numbers are written as the formulas they were derived as.',
      ),
      text(
        'Reproduce and check computes the runs it names: those of experiments again, whose finished runs must come out with the same numbers, and of sweeps what is missing. All examples are checked ' +
          'so; your own projects can be. The command line does the same and ends with an exit code:',
      ),
      code('grassflow check staircase\ngrassflow check study.grassflow --json'),
    ],
  },
  {
    id: 'command-line',
    title: 'Command line',
    blocks: [
      text(
        'The same engine and the same files without a window, for scripts and clusters. After npm run grassflow --, or as grassflow:',
      ),
      code(
        'grassflow inspect additive-ladder --d 1e4\ngrassflow run study.grassflow --set start.seed=7 --out seed-7.grassflow\ngrassflow export study.grassflow --venue icml-half --out figures\ngrassflow check\ngrassflow verify',
      ),
      text(
        'Every command explains itself with --help, prints JSON with --json and ends with 0 for success, 1 for a failure, 2 for wrong input.',
      ),
    ],
  },
];
