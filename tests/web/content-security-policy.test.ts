import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contentSecurityPolicy, type PageMode } from '@main/web/content-security-policy';

/** The policy as directive → sources. */
function directives(mode: PageMode): Map<string, readonly string[]> {
  const parts = contentSecurityPolicy(mode).split('; ');
  return new Map(parts.map((part) => part.split(' ')).map(([name = '', ...sources]) => [name, sources]));
}

describe('the content security policy', () => {
  it('lets nothing in from elsewhere and evaluates no text', () => {
    const policy = directives('production');
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('script-src')).toEqual(["'self'"]);
    expect(policy.get('connect-src')).toEqual(["'self'"]);
    expect(policy.get('style-src')).not.toContain("'unsafe-inline'");
    const allowed = /^('self'|'none'|'sha256-.*'|data:|blob:)$/;
    for (const [name, sources] of policy) {
      const open = sources.filter((source) => !allowed.test(source));
      expect([name, ...open]).toEqual(name === 'style-src-attr' ? [name, "'unsafe-inline'"] : [name]);
    }
  });

  it('opens in development only what hot reload needs', () => {
    const production = directives('production');
    const changed = [...directives('development')].filter(
      ([name, sources]) => sources.join() !== production.get(name)?.join(),
    );
    expect(Object.fromEntries(changed)).toEqual({
      'style-src': ["'self'", "'unsafe-inline'"],
      'connect-src': ["'self'", 'ws:'],
      'worker-src': ["'self'", 'blob:'],
    });
  });

  it('knows the style element of the list of choices by its present text', async () => {
    const source = await readFile(
      fileURLToPath(new URL('Select/SelectViewport.js', import.meta.resolve('reka-ui'))),
      'utf8',
    );
    const text = /"( \/\* Hide scrollbars[^"]*)"/.exec(source)?.[1] ?? '';
    const hash = createHash('sha256').update(text).digest('base64');
    expect(directives('production').get('style-src')).toContain(`'sha256-${hash}'`);
  });
});
