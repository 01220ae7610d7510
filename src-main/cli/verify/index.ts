/** The `verify` command: recompute reference cases and compare (resources/reference/README.md). */
export { formatReport } from './format-report';
export { parseReferenceFile, type ReferenceFile } from './reference-case';
export { reportFailed, type VerificationReport } from './report';
export { verifyCases } from './verify-cases';
