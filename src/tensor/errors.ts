/** What was expected and received, and what to do about it. */
interface ErrorDetails {
  readonly expected?: unknown;
  readonly received?: unknown;
  /** One line: what to do. */
  readonly help?: string;
}

/** What all errors of the library have in common: they say what would have been right, and what to do. */
export abstract class GradbookError extends Error {
  /** What would have been right. */
  declare readonly expected: unknown;
  /** What came instead. */
  declare readonly received: unknown;
  // Private to the object, so that a printed error does not list its message's parts again.
  readonly #what: string;
  readonly #help: string | undefined;
  readonly #places: string[] = [];

  constructor(message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = new.target.name;
    // Not enumerable, for the same reason.
    Object.defineProperty(this, "expected", { value: details.expected });
    Object.defineProperty(this, "received", { value: details.received });
    this.#what = message;
    this.#help = details.help;
    this.#retell();
  }

  /** Adds where it happened, the innermost place first: `error.within("layer 2 (Linear 784 → 512)")`. */
  within(place: string): this {
    this.#places.push(place);
    this.#retell();
    return this;
  }

  #retell(): void {
    const lines = [this.#what, ...this.#places.map((place) => `  in ${place}`)];
    if (this.#help !== undefined) lines.push(`  help: ${this.#help}`);
    this.message = lines.join("\n");
    // The stack begins with the message as it was when the error was made.
    const calls = /\n {4}at [\s\S]*$/.exec(this.stack ?? "")?.[0] ?? "";
    this.stack = `${this.name}: ${this.message}${calls}`;
  }
}

/** Shapes that do not fit each other, or an operation. */
export class ShapeError extends GradbookError {}

/** A value outside of what an argument may be. */
export class ValueError extends GradbookError {}

/** float32 and float64 mixed, or a dtype that does not exist. */
export class DTypeError extends GradbookError {}

/** An operation that cannot be differentiated as asked, or whose derivative is wrong. */
export class GradientError extends GradbookError {}
