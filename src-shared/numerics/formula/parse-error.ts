import { InvalidInputError } from '../../model/input-problem';
import type { Span } from './syntax';
import type { SyntaxFault } from './syntax-faults';

/** What is wrong with the text of a formula, and where: the only error that parsing one throws. */
export class ParseError extends InvalidInputError {
  /** First offending character, counted from 0; the length of the text when something is missing at its end. */
  readonly position: number;
  /** Number of offending characters; 0 when something is missing at `position`. */
  readonly length: number;
  readonly fault: SyntaxFault;

  /** `field` is the field of the document the text stands in. The message counts characters from 1. */
  constructor(span: Span, fault: SyntaxFault, field: string) {
    const cause = `character ${span.start + 1}: ${fault.cause}, expected ${fault.expected}`;
    super([{ field, cause, remedy: fault.remedy }]);
    this.name = 'ParseError';
    this.position = span.start;
    this.length = span.end - span.start;
    this.fault = fault;
  }
}
