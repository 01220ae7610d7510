import { describe, expect, it } from 'vitest';
import { findCommands, type Command } from '@renderer/palette/commands';

const command = (title: string, more: Partial<Command> = {}): Command => ({
  id: title,
  title,
  group: 'command',
  keys: '',
  run: () => undefined,
  ...more,
});

const COMMANDS = [
  command('What is: Two-timescale flow', { group: 'quantity' }),
  command('What is: Escape time', { group: 'quantity', also: ['exit time'] }),
  command('Cancel the run', { keys: 'Esc' }),
  command('Escape from a saddle', { group: 'experiment' }),
  command('Reset', { keys: 'R' }),
];

const found = (search: string) => findCommands(COMMANDS, search).map(({ title }) => title);

describe('commands found', () => {
  it('begin with what is searched, then have words that begin with it, then hold it', () => {
    expect(found('esc')).toEqual([
      'Escape from a saddle',
      'What is: Escape time',
      'What is: Two-timescale flow',
      'Cancel the run',
    ]);
  });

  it('hold every word, wherever it stands', () => {
    expect(found('time escape')).toEqual(['What is: Escape time']);
    expect(found('experiment saddle')).toEqual(['Escape from a saddle']);
    expect(found('exit')).toEqual(['What is: Escape time']);
  });

  it('are all of them, in their order, before anything is searched', () => {
    expect(found(' ')).toEqual(COMMANDS.map(({ title }) => title));
  });

  it('are none where nothing is called so', () => {
    expect(found('integrate')).toEqual([]);
  });
});
