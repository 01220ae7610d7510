/** Keys that act on what has the focus, beside the shortcuts of the window. */
export const MORE_KEYS: readonly {
  readonly title: string;
  readonly keys: readonly { readonly keys: string; readonly description: string }[];
}[] = [
  {
    title: 'In the charts of Run',
    keys: [
      { keys: '← →', description: 'Move the cursor by one sample' },
      { keys: 'Shift+← →', description: 'Jump from plateau to plateau' },
      { keys: 'Home, End', description: 'First and last sample' },
      { keys: 'Enter', description: 'Pin the cursor; a second pin measures' },
      { keys: 'Esc', description: 'Take the pins off' },
      { keys: '+ −, 0', description: 'Zoom in and out, show all' },
      { keys: 'Alt+← →', description: 'Move the view' },
    ],
  },
  {
    title: 'In number fields',
    keys: [
      { keys: '↑ ↓', description: 'Last digit one up or down' },
      { keys: 'Shift+↑ ↓', description: 'Ten times as much or as little' },
      { keys: 'Enter', description: 'Take the value over: 1e-3, 10^-3, 0,001 and 2^10 are all read' },
      { keys: 'Alt+Enter', description: 'Sweep over the number, or over the values written there: 64, 128' },
      { keys: 'Esc', description: 'Back to the last valid value' },
    ],
  },
  {
    title: 'In the Hermite spectrum',
    keys: [
      { keys: '← →', description: 'Choose a bar' },
      { keys: '↑ ↓', description: 'Make it larger or smaller' },
      { keys: '−, 0', description: 'Flip its sign, clear it' },
    ],
  },
  {
    title: 'In the project tree',
    keys: [
      { keys: '↑ ↓', description: 'Go through the documents' },
      { keys: 'Enter', description: 'Open the document' },
      { keys: 'F2', description: 'Rename it' },
      { keys: 'Del', description: 'Delete it; undo brings it back' },
    ],
  },
];
