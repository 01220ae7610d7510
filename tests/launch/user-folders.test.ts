import { describe, expect, it } from 'vitest';
import { dataFolder, projectsFolder, type UserMachine } from '@main/launch/user-folders';

function machine(changes: Partial<UserMachine>): UserMachine {
  return { environment: {}, platform: 'linux', home: '/home/ada', exists: () => false, ...changes };
}

describe('dataFolder', () => {
  it('follows the system', () => {
    expect(dataFolder(machine({}))).toBe('/home/ada/.local/share/grassflow');
    expect(dataFolder(machine({ environment: { XDG_DATA_HOME: '/data' } }))).toBe('/data/grassflow');
    expect(dataFolder(machine({ environment: { XDG_DATA_HOME: 'relative' } }))).toBe(
      '/home/ada/.local/share/grassflow',
    );
    expect(dataFolder(machine({ platform: 'darwin' }))).toBe(
      '/home/ada/Library/Application Support/Grassflow',
    );
    expect(dataFolder(machine({ platform: 'win32', environment: { APPDATA: '/roaming' } }))).toBe(
      '/roaming/Grassflow',
    );
  });

  it('lets the user decide', () => {
    expect(dataFolder(machine({ environment: { GRASSFLOW_DATA_FOLDER: '/scratch/ada' } }))).toBe(
      '/scratch/ada',
    );
  });
});

describe('projectsFolder', () => {
  it('is in Documents where that exists', () => {
    expect(projectsFolder(machine({ exists: (path) => path === '/home/ada/Documents' }))).toBe(
      '/home/ada/Documents/Grassflow',
    );
    expect(projectsFolder(machine({}))).toBe('/home/ada/Grassflow');
  });
});
