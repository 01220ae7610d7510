import { countStatuses, type QuantityCheck, type VerificationReport } from './report';

const HEADER = ['case', 'quantity', 'deviation', 'tolerance', 'status'] as const;

/** The report as a plain-text table, one line per quantity, with the totals last. */
export function formatReport(report: VerificationReport): string {
  const rows = report.cases.flatMap((entry) => entry.checks.map((check) => [entry.id, ...cells(check)]));
  const widths = HEADER.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  const counts = countStatuses(report);
  const totals = `${counts.passed} passed, ${counts.failed} failed, ${counts['not covered']} not covered`;
  return [line(HEADER), ...rows.map(line), '', totals].join('\n');
}

function cells(check: QuantityCheck): readonly string[] {
  const status = check.note === '' ? check.status : `${check.status}: ${check.note}`;
  return [check.quantity, formatNumber(check.deviation), formatNumber(check.tolerance), status];
}

function formatNumber(value: number | null): string {
  if (value === null) return '–';
  return value === 0 ? '0' : value.toExponential(1);
}
