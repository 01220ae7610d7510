import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FigureDocument } from '@shared/model/figure';
import { parseFigure } from '@shared/model/figure-schema';

/** The figures of the study that a story is told on, as they are on disk; waits until there is one. */
export async function readFigures(folder: string): Promise<readonly FigureDocument[]> {
  const figures = join(folder, 'projects', 'study.grassflow', 'figures');
  for (let attempt = 0; ; attempt++) {
    const names = await readdir(figures).catch(() => []);
    const files = names.filter((name) => name.endsWith('.json'));
    if (files.length > 0) {
      const texts = await Promise.all(files.map((name) => readFile(join(figures, name), 'utf8')));
      return texts.map((text) => parseFigure(JSON.parse(text)));
    }
    if (attempt > 200) throw new Error('no figure was saved');
    await new Promise((later) => setTimeout(later, 50));
  }
}
