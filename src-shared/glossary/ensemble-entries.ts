import type { GlossaryEntry } from './glossary-entry';
import { theory } from './references';

const STATISTICS = 'Efron, Tibshirani, An Introduction to the Bootstrap (1993)';

/** Many runs together. */
export const ENSEMBLE_ENTRIES = {
  sweep: {
    name: 'Sweep',
    symbol: '',
    definition:
      'An experiment repeated over all combinations of values of its fields, of targets and of seeds. Adding values or seeds later runs only what is missing.',
    formula: '',
    reference: 'Grassflow, docs/architecture.md',
    also: ['ensemble', 'axis', 'grid'],
  },
  condition: {
    name: 'Condition',
    symbol: '',
    definition: 'One combination of values and target; its runs differ by seed and flow only.',
    formula: '',
    reference: 'Grassflow, docs/architecture.md',
    also: ['group'],
  },
  quantileBand: {
    name: 'Quantile band',
    symbol: '',
    definition:
      'Median of the curves of a group with the range between two of its quantiles, point by point: spread of the runs, not uncertainty of the median. $n$ is the number of runs.',
    formula: '',
    reference: 'Tukey, Exploratory Data Analysis (1977)',
    also: ['median', 'interquartile', 'IQR', 'percentile', 'band'],
  },
  standardDeviation: {
    name: 'Standard deviation, standard error',
    symbol: '',
    definition:
      'Mean of the curves ± SD (spread of the runs) or ± SEM = SD/√n (uncertainty of the mean). Neither says much of times with a heavy tail.',
    formula: '',
    reference: 'any textbook of statistics',
    also: ['SD', 'SEM', 'mean', 'band'],
  },
  bootstrapInterval: {
    name: 'Bootstrap interval',
    symbol: '',
    definition:
      'Interval between percentiles of a statistic over resamples of the runs. Runs of one seed are drawn together, because they start alike at every $d$.',
    formula: '',
    reference: STATISTICS,
    also: ['confidence interval', 'CI', 'resampling'],
  },
  wilsonInterval: {
    name: 'Wilson interval',
    symbol: '',
    definition: 'Interval of a frequency counted in $n$ runs; honest near 0 and 1 and for few runs.',
    formula: '\\frac{\\hat p + z^2/2n \\pm z\\sqrt{\\hat p(1-\\hat p)/n + z^2/4n^2}}{1 + z^2/n}',
    reference: 'E. B. Wilson, J. Amer. Statist. Assoc. 22 (1927)',
    also: ['binomial', 'confidence interval', 'success rate', 'trap rate'],
  },
  trapRate: {
    name: 'Success and trap rates',
    symbol: '',
    definition:
      'Fractions of the runs of a condition that succeeded, are trapped, or are unfinished, each with its Wilson interval.',
    formula: '',
    reference: theory('9'),
    also: ['frequency', 'census', 'basin'],
  },
  censored: {
    name: 'Censored time',
    symbol: '',
    definition:
      'A time of which only a lower bound is known, because the run ended first. Fits take it as that: leaving it out, or taking the horizon for it, would bias the slope.',
    formula: '',
    reference: theory('7.2'),
    also: ['unfinished', 'right-censored'],
  },
  scalingExponent: {
    name: 'Scaling exponent',
    symbol: '',
    definition:
      'Slope of the logarithm of a time against $\\ln d$, through medians over seeds. Theory gives $s_k - 1$ for the two-timescale and $s/2 - 1$ for the planted flow (logarithms where that is 0).',
    formula: '\\tau \\propto d^{\\,\\alpha}',
    reference: `${theory('7.2')}`,
    also: ['slope', 'power law', 'growth', 'fit'],
  },
  collapse: {
    name: 'Collapse',
    symbol: '',
    definition:
      'Curves of different $d$ fall together when time is rescaled by the right power. The score is the share of the variance that the rescaled time explains; compare it with that before rescaling.',
    formula: '1 - \\frac{\\text{variance within}}{\\text{total variance}}',
    reference: 'Bhattacharjee, Seno, J. Phys. A 34 (2001)',
    also: ['rescaling', 'collapse score', 'data collapse'],
  },
  heavyTail: {
    name: 'Heavy tail',
    symbol: '',
    definition:
      'The last escape time of random starts has no mean when $q = r$: its tail is set by the smallest overlap of the start. Each further direction of the student makes it lighter.',
    formula: 'P(\\tau > t) \\sim t^{-(q-r+1)/(2(s-1))}',
    reference: `${theory('7.2')}, small-ball law of the smallest singular value`,
    also: ['median', 'mean', 'unlucky start'],
  },
} as const satisfies Record<string, GlossaryEntry>;
