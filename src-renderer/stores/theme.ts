import { computed, shallowRef, watchEffect, type ComputedRef, type ShallowRef } from 'vue';

/** What the user chose. */
export type ThemeChoice = 'system' | 'light' | 'dark';

/** The theme of the window. */
export interface ThemeStore {
  readonly choice: ShallowRef<ThemeChoice>;
  /** The theme in force: the choice, or what the system prefers. */
  readonly effective: ComputedRef<'light' | 'dark'>;
}

const KEY = 'grassflow.theme';

/** The theme store; it keeps the choice over restarts and marks the document with the theme in force. */
export function createThemeStore(): ThemeStore {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const systemPrefers = shallowRef<'light' | 'dark'>(dark.matches ? 'dark' : 'light');
  dark.addEventListener('change', () => (systemPrefers.value = dark.matches ? 'dark' : 'light'));

  const stored = window.localStorage.getItem(KEY);
  const choice = shallowRef<ThemeChoice>(stored === 'light' || stored === 'dark' ? stored : 'system');
  const effective = computed(() => (choice.value === 'system' ? systemPrefers.value : choice.value));
  watchEffect(() => {
    document.documentElement.dataset['theme'] = effective.value;
    window.localStorage.setItem(KEY, choice.value);
  });
  return { choice, effective };
}
