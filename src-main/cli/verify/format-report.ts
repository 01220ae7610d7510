import { textTable } from '../text-table';
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
  return [...textTable(CHECK_HEADER, checks), '', ...textTable(WORST_HEADER, worst), '', totals].join('\n');
}

function cells(check: QuantityCheck): readonly string[] {
  const status = check.note === '' ? check.status : `${check.status}: ${check.note}`;
  return [check.quantity, formatNumber(check.deviation), formatNumber(check.tolerance), status];
}

function formatNumber(value: number | null): string {
  if (value === null) return '–';
  return value === 0 ? '0' : value.toExponential(1);
}
