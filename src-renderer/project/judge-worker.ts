import { expose } from 'comlink';
import type { CollectedRuns } from '@shared/expectations/collect-runs';
import { judgeStudy } from '@shared/expectations/judge-study';
import type { ExpectationReport } from '@shared/expectations/report';
import { runsOfStudy } from '@shared/expectations/runs-of-study';
import type { ProjectDocuments } from '@shared/model/project';

/** What the worker that compares a study with its expectations answers to. */
export interface JudgeWorker {
  judge(documents: ProjectDocuments, collected: CollectedRuns): readonly ExpectationReport[];
}

expose({
  judge: (documents, collected) => judgeStudy(documents.expectations, runsOfStudy(documents, collected)),
} satisfies JudgeWorker);
