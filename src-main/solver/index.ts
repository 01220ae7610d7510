import { writeSync } from 'node:fs';
import { startRun } from '@shared/numerics/run';
import { answerQuestion } from './answer-question';
import { connectToParent } from './parent-link';
import { serveTasks } from './serve-tasks';

const STDERR = 2;

function dieOf(error: unknown): never {
  // Written at once: what is still in a stream when the process exits would be lost.
  writeSync(STDERR, `${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exit(1);
}

process.on('uncaughtException', dieOf);
// Electron's utility process would only warn.
process.on('unhandledRejection', dieOf);

serveTasks(connectToParent(), { startRun, answerQuestion });
