/** `development` also lets Vite's injected styles through, its reload socket, and the worker that awaits a restart. */
export type PageMode = 'production' | 'development';

/** Hash of the one style element Reka UI inserts: it hides the scroll bar of an open list of choices. */
const LIST_STYLE_HASH = "'sha256-60LHlRjW/B3CtzIoE/Lf1/NEDvko9efWMFaGVhHu/cs='";

/**
 * The Content-Security-Policy header of every page of Grassflow, in the browser host and in the desktop window.
 * Nothing is loaded from anywhere but the program itself, and nothing is evaluated from text.
 */
export function contentSecurityPolicy(mode: PageMode): string {
  const development = mode === 'development';
  const directives: readonly (readonly [string, readonly string[]])[] = [
    ['default-src', ["'none'"]],
    ['script-src', ["'self'"]],
    ['style-src', development ? ["'self'", "'unsafe-inline'"] : ["'self'", LIST_STYLE_HASH]],
    // Style attributes: tooltips of ECharts and formulas of KaTeX are positioned by them.
    ['style-src-attr', ["'unsafe-inline'"]],
    ['img-src', ["'self'", 'data:', 'blob:']],
    ['font-src', ["'self'", 'data:']],
    ['connect-src', development ? ["'self'", 'ws:'] : ["'self'"]],
    ['worker-src', development ? ["'self'", 'blob:'] : ["'self'"]],
    ['base-uri', ["'none'"]],
    ['form-action', ["'none'"]],
    ['frame-ancestors', ["'none'"]],
  ];
  return directives.map(([name, sources]) => `${name} ${sources.join(' ')}`).join('; ');
}

/** All security headers of a page, by name: what both hosts send with every answer. */
export function pageSecurityHeaders(mode: PageMode): Readonly<Record<string, string>> {
  return {
    'Content-Security-Policy': contentSecurityPolicy(mode),
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
  };
}
