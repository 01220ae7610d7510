import { join } from 'node:path';
import type { Installation } from '@main/launch/installation';

/** Folder of the shipped examples. */
export function examplesFolderOf({ resourcesFolder }: Installation): string {
  return join(resourcesFolder, 'examples');
}
