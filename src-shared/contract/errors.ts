/** Codes of the errors a workbench call can end with. The page decides by code, never by message. */
export type ErrorCode =
  /** Input refused; `problems` names field, cause and remedy. */
  | 'invalid-input'
  /** The call needs an open project. */
  | 'no-project'
  /** The project is open elsewhere or its folder cannot be written. */
  | 'read-only'
  /** A file or folder is missing. */
  | 'not-found'
  /** The file is not a Grassflow project, or is damaged. */
  | 'not-a-project'
  /** The project was written by a newer Grassflow. */
  | 'newer-schema'
  /** Something is there already that would be replaced; `problems` names each. */
  | 'exists'
  /** The file system refused: full disk, permission, name too long. */
  | 'storage'
  /** The host cannot do this (for example a native dialog in the browser host). */
  | 'unsupported'
  /** The other side of the connection went away. */
  | 'connection-lost'
  /** A method or message outside the contract. */
  | 'protocol'
  /** A fault of the program. */
  | 'internal';

/** An error as it travels over a connection: plain data. */
export interface WorkbenchErrorData {
  readonly code: ErrorCode;
  /** One sentence: what happened. */
  readonly message: string;
  /** What the user can do; empty when nothing. */
  readonly remedy: string;
  readonly problems: readonly { readonly field: string; readonly cause: string; readonly remedy: string }[];
}

/** An error of a workbench call, the same on both sides of every connection. */
export class WorkbenchError extends Error {
  readonly code: ErrorCode;
  readonly remedy: string;
  readonly problems: WorkbenchErrorData['problems'];

  constructor(code: ErrorCode, message: string, remedy = '', problems: WorkbenchErrorData['problems'] = []) {
    super(message);
    this.name = 'WorkbenchError';
    this.code = code;
    this.remedy = remedy;
    this.problems = problems;
  }

  /** The error as plain data, for a connection. */
  toData(): WorkbenchErrorData {
    return { code: this.code, message: this.message, remedy: this.remedy, problems: this.problems };
  }

  /** The error again, from plain data. */
  static fromData(data: WorkbenchErrorData): WorkbenchError {
    return new WorkbenchError(data.code, data.message, data.remedy, data.problems);
  }
}

/** Whether a call ended because the other side of the connection went away: nobody knows whether it was heard. */
export function isConnectionLoss(error: unknown): boolean {
  return error instanceof WorkbenchError && error.code === 'connection-lost';
}
