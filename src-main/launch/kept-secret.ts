import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSecret, newSecret } from '@main/web/access-keys';

/** The secret kept in `folder`, made when there is none that is whole; only the user may read it. */
export function keptSecret(folder: string): string {
  const path = join(folder, 'cookie-secret');
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (isSecret(kept)) return kept;
  const secret = newSecret();
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, secret, { mode: 0o600 });
  return secret;
}
