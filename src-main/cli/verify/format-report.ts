import { countStatuses, worstByQuantity, type QuantityCheck, type VerificationReport } from './report';

const CHECK_HEADER = ['case', 'quantity', 'deviation', 'tolerance', 'status'] as const;
const WORST_HEADER = ['quantity', 'cases', 'largest deviation', 'of its tolerance', 'in case'] as const;

/**
 * The report as plain text: one line per quantity of each case, the largest deviation of each quantity over all cases,
 * and the totals last.
 */
export function formatReport(report: VerificationReport): string {
  const checks = report.cases.flatMap((entry) => entry.checks.map((check) => [entry.id, ...cells(check)]));
  const worst = worstByQuantity(report).map(({ quantity, cases, deviation, share, caseId }) => [
    quantity,
    String(cases),
    formatNumber(deviation),
    share === null ? '–' : `${(100 * share).toPrecision(2)} %`,
    caseId,
  ]);
  const counts = countStatuses(report);
  const totals = `${counts.passed} passed, ${counts.failed} failed, ${counts['not covered']} not covered`;
  return [...table(CHECK_HEADER, checks), '', ...table(WORST_HEADER, worst), '', totals].join('\n');
}

/** Lines of a table with its columns aligned. */
function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return [header, ...rows].map(line);
}

function cells(check: QuantityCheck): readonly string[] {
  const status = check.note === '' ? check.status : `${check.status}: ${check.note}`;
  return [check.quantity, formatNumber(check.deviation), formatNumber(check.tolerance), status];
}

function formatNumber(value: number | null): string {
  if (value === null) return '–';
  return value === 0 ? '0' : value.toExponential(1);
}
