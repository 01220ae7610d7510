import { resolve } from 'node:path';

/**
 * The path as the user meant it: relative to where npm was called. `npm start` and `npm run` change to the folder of
 * package.json first and leave the former one in INIT_CWD.
 */
export function userPath(
  path: string,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): string {
  const ownScript =
    environment.npm_lifecycle_event === 'start' || environment.npm_lifecycle_event === 'grassflow';
  return resolve((ownScript ? environment.INIT_CWD : undefined) ?? process.cwd(), path);
}
