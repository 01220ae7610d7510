import { ChartSpline, FolderOpen, Image, Sigma } from '@lucide/vue';
import type { Component } from 'vue';
import type { Place } from '../stores/session';

/** The places of the window in the order of the rail and of their number keys. */
export const PLACES: readonly { readonly id: Place; readonly label: string; readonly icon: Component }[] = [
  { id: 'project', label: 'Project', icon: FolderOpen },
  { id: 'target', label: 'Target', icon: Sigma },
  { id: 'run', label: 'Run', icon: ChartSpline },
  { id: 'figure', label: 'Figure', icon: Image },
];
