import { InvalidInputError } from '@shared/model/input-problem';
import { flowChecks } from './flow-checks';
import { linkChecks } from './link-checks';
import type { ReferenceCase, ReferenceFile } from './reference-case';
import { failed, notCovered, type CaseReport, type QuantityCheck, type VerificationReport } from './report';

/** Recomputes every quantity of every case and compares it with the stored answer. */
export function verifyCases(file: ReferenceFile): VerificationReport {
  return { cases: file.cases.map(verifyCase) };
}

function verifyCase(entry: ReferenceCase): CaseReport {
  return {
    id: entry.id,
    title: entry.title,
    checks: [
      ...guarded('link', () => linkChecks(entry)),
      ...guarded('flow', () => flowChecks(entry)),
      ...entry.unknownQuantities.map((name) => notCovered(name, 'unknown quantity')),
    ],
  };
}

/** A link the engine refuses fails the case with the reason, not the whole verification. */
function guarded(quantity: string, checks: () => readonly QuantityCheck[]): readonly QuantityCheck[] {
  try {
    return checks();
  } catch (error) {
    if (error instanceof InvalidInputError) return [failed(quantity, error.message)];
    throw error;
  }
}
