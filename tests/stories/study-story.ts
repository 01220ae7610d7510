import type { Page } from 'playwright';
import { h3Study, makeStudyProject } from '../study/h3-study';
import type { Study } from '../study/write-study';
import { beginStory, type Story, type StorySetting } from './story';

/** A story that begins on an open study, its window as on the first day. */
export async function beginStudyStory(study: Study, setting: StorySetting = {}): Promise<Story> {
  const story = await beginStory({ makeProject: (folder) => makeStudyProject(folder, study), ...setting });
  await projectOpen(story.page, study.name);
  return story;
}

/** Waits for a project: what is clicked before it is there would be put back to how its window was left. */
export async function projectOpen(page: Page, name: string): Promise<void> {
  await page.getByTestId('saved-state').waitFor();
  await page.getByText(name, { exact: true }).first().waitFor();
}

/** 4 dimensions × 12 seeds × 2 flows = 96 finished runs. */
export const SMALL_STUDY: Study = h3Study({ from: 5, to: 8 }, 12, 'trajectory');
