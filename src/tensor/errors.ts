/** What went wrong, what was expected and received, and what to do about it. */
interface ErrorDetails {
  readonly expected?: unknown;
  readonly received?: unknown;
  /** One line: what to do. */
  readonly help?: string;
}

abstract class GradbookError extends Error {
  /** What would have been right. */
  readonly expected: unknown;
  /** What came instead. */
  readonly received: unknown;

  constructor(message: string, details: ErrorDetails = {}) {
    super(details.help === undefined ? message : `${message}\n  help: ${details.help}`);
    this.name = new.target.name;
    this.expected = details.expected;
    this.received = details.received;
  }
}

/** Shapes that do not fit each other, or an operation. */
export class ShapeError extends GradbookError {}

/** A value outside of what an argument may be. */
export class ValueError extends GradbookError {}

/** float32 and float64 mixed, or a dtype that does not exist. */
export class DTypeError extends GradbookError {}

/** An operation that cannot be differentiated as asked. */
export class GradientError extends GradbookError {}
