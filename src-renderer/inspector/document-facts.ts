import type { QuantityId } from '@shared/glossary/glossary';
import type { ExperimentSpec, StartSpec } from '@shared/model/experiment';
import type { FigureDocument, ProjectDocuments } from '@shared/model/project';
import type { AxisValues, SweepSpec } from '@shared/model/sweep';
import type { TargetSpec } from '@shared/model/target';
import { figureSize } from '@shared/figure/figure-size';
import { venueOf } from '@shared/figure/venues';
import { documentsOf } from '@shared/model/document-lists';
import { formatInput } from '@shared/number-text/format-number';
import { flowTitle } from '../run/flow-names';
import type { DocumentReference } from '../stores/selection';

/** One line about a document. */
export interface Fact {
  readonly label: string;
  readonly value: string;
  /** The quantity it tells; absent where it is none. */
  readonly quantity?: QuantityId;
}

/** What the inspector tells of a document without computing anything; empty when it is gone. */
export function documentFacts(documents: ProjectDocuments, { kind, id }: DocumentReference): readonly Fact[] {
  switch (kind) {
    case 'target': {
      const target = documents.targets.find((one) => one.id === id);
      return target ? targetFacts(target, documents) : [];
    }
    case 'experiment': {
      const experiment = documents.experiments.find((one) => one.id === id);
      return experiment ? experimentFacts(experiment, documents) : [];
    }
    case 'sweep': {
      const sweep = documents.sweeps.find((one) => one.id === id);
      return sweep ? sweepFacts(sweep, documents) : [];
    }
    case 'analysis': {
      const analysis = documents.analyses.find((one) => one.id === id);
      if (!analysis) return [];
      const { sweepIds, filter, groupBy, centre, band, abscissa } = analysis;
      return [
        {
          label: 'Runs of',
          value: sweepIds.map((one) => nameOf(documents, 'sweep', one)).join(', ') || 'the project',
        },
        { label: 'Filter', value: filter || 'none' },
        { label: 'Grouped by', value: groupBy.join(', ') || 'nothing' },
        {
          label: 'Drawn',
          value: `${centre}, ${band === 'none' ? 'no band' : band}`,
          quantity: 'quantileBand',
        },
        { label: 'Time axis', value: abscissa },
      ];
    }
    case 'figure': {
      const figure = documents.figures.find((one) => one.id === id);
      return figure ? figureFacts(figure) : [];
    }
  }
}

function targetFacts({ link }: TargetSpec, documents: ProjectDocuments): readonly Fact[] {
  const written = {
    hermite: 'Hermite coefficients',
    preset: 'preset',
    formula: 'formula',
    neurons: 'sum of neurons',
  }[link.kind];
  return [{ label: 'Written as', value: link.kind === 'formula' ? link.text : written }, used(documents)];

  function used({ experiments }: ProjectDocuments): Fact {
    const names = experiments
      .filter(({ targetId }) => documents.targets.find(({ id }) => id === targetId)?.link === link)
      .map(({ name }) => name);
    return { label: 'Used by', value: names.join(', ') || 'no experiment' };
  }
}

function experimentFacts(experiment: ExperimentSpec, documents: ProjectDocuments): readonly Fact[] {
  const { targetId, dimension, studentWidth, start, flows, relativeTolerance, horizon } = experiment;
  return [
    { label: 'Target', value: nameOf(documents, 'target', targetId) },
    { label: 'Dimension d', value: formatInput(dimension), quantity: 'dimension' },
    {
      label: 'Width q',
      value: studentWidth === null ? 'q = r' : String(studentWidth),
      quantity: 'studentWidth',
    },
    { label: 'Start', value: startInWords(start), quantity: 'start' },
    { label: 'Flows', value: flows.map(flowTitle).join(', ') },
    { label: 'Horizon', value: `t ≤ ${formatInput(horizon)}`, quantity: 'horizon' },
    { label: 'Tolerance', value: formatInput(relativeTolerance), quantity: 'relativeTolerance' },
  ];
}

function sweepFacts(sweep: SweepSpec, documents: ProjectDocuments): readonly Fact[] {
  return [
    { label: 'Experiment', value: nameOf(documents, 'experiment', sweep.experimentId) },
    ...sweep.axes.map(({ field, values }) => ({
      label: field.replace(/^experiment\./, ''),
      value: axisInWords(values),
    })),
    {
      label: 'Seeds',
      value: sweep.seeds
        ? `${sweep.seeds.first} … ${sweep.seeds.first + sweep.seeds.count - 1}`
        : "the experiment's",
    },
    {
      label: 'Targets',
      value: sweep.targetIds.map((id) => nameOf(documents, 'target', id)).join(', ') || "the experiment's",
    },
    { label: 'Kept of a run', value: sweep.keep === 'summary' ? 'its summary' : 'its curves' },
  ];
}

function figureFacts(figure: FigureDocument): readonly Fact[] {
  const { width, height } = figureSize(figure);
  const venue = venueOf(figure.venue);
  return [
    { label: 'Venue', value: venue.name },
    { label: 'Size', value: `${width.toFixed(2)} × ${height.toFixed(2)} in` },
    { label: 'Panels', value: String(figure.panels.length) },
    { label: 'Text', value: figure.text === 'text' ? 'as text' : 'as outlines' },
    { label: 'Origin in files', value: figure.anonymous ? 'left out' : 'written' },
  ];
}

function startInWords(start: StartSpec): string {
  return start.kind === 'haar' ? `Haar, seed ${start.seed}` : 'M(0) given';
}

function axisInWords(values: AxisValues): string {
  switch (values.kind) {
    case 'list':
      return values.values.map(formatInput).join(', ');
    case 'linear':
      return `${formatInput(values.from)} … ${formatInput(values.to)}, ${values.count} values`;
    case 'logarithmic':
      return `${formatInput(values.from)} … ${formatInput(values.to)}, ${values.count} values on a log scale`;
    case 'powers-of-two':
      return `2^${values.from} … 2^${values.to}`;
  }
}

function nameOf(documents: ProjectDocuments, kind: DocumentReference['kind'], id: string): string {
  return documentsOf(documents, kind).find((one) => one.id === id)?.name ?? `${id} (missing)`;
}
