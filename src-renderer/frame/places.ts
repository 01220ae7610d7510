import { ChartScatter, ChartSpline, CircleQuestionMark, FolderOpen, Image, Sigma, Table2 } from '@lucide/vue';
import type { Component } from 'vue';
import type { Place } from '../stores/place';

/** The places of the window in the order of the rail and of their number keys. */
export const PLACES: readonly { readonly id: Place; readonly label: string; readonly icon: Component }[] = [
  { id: 'project', label: 'Project', icon: FolderOpen },
  { id: 'target', label: 'Target', icon: Sigma },
  { id: 'run', label: 'Run', icon: ChartSpline },
  { id: 'compare', label: 'Compare', icon: Table2 },
  { id: 'analyse', label: 'Analyse', icon: ChartScatter },
  { id: 'figures', label: 'Figures', icon: Image },
  { id: 'help', label: 'Help', icon: CircleQuestionMark },
];
