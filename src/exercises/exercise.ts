import type { Tensor } from "../tensor/tensor.js";
import { largestDifference, shapeMistake, typeMistake } from "./check.js";
import { CheckResult } from "./check-result.js";

/** An exercise asks for a function; a good check knows the wrong ones too. */
export interface Exercise<A extends unknown[]> {
  readonly title: string;
  /** A right solution. */
  readonly solution: (...args: A) => Tensor | number;
  /** The arguments that an attempt is tried with. */
  readonly cases: () => readonly A[];
  /** Well-known wrong ways, each with what to say to someone who took it. */
  readonly mistakes: readonly Mistake<A>[];
}

export interface Mistake<A extends unknown[]> {
  readonly says: string;
  readonly wrong: (...args: A) => Tensor | number;
}

/** Thrown by `unsolved()`; a check shows it as "not solved yet". */
export class UnsolvedError extends Error {
  constructor() {
    super("this exercise is not solved yet\n  help: replace unsolved(…) by your own code");
    this.name = "UnsolvedError";
  }
}

/** Stands where a learner's code will stand; takes whatever is at hand, and does nothing with it. */
export function unsolved(..._given: readonly unknown[]): never {
  throw new UnsolvedError();
}

/** What a check says of an exercise that nobody tried yet. */
export function unsolvedResult(title: string): CheckResult {
  return new CheckResult(title, "unsolved", "replace unsolved(…) by your own code");
}

/** What is said of an answer. */
export interface Judgement {
  readonly passed: boolean;
  readonly message: string;
}

export function passed(message: string): Judgement {
  return { passed: true, message };
}

export function failed(message: string): Judgement {
  return { passed: false, message };
}

/** An answer of a wrong type: what was expected, and what came instead. */
export function unexpected(expected: string, received: unknown): Judgement {
  return failed(`expected ${expected}, received ${JSON.stringify(received) ?? String(received)}`);
}

/**
 * Checks the answer to an open question, where many are right.
 *
 * @param answer  gives it; or is `unsolved`
 * @param judge   tries it out
 */
export function checkAnswer(
  title: string,
  answer: () => unknown,
  judge: (answer: unknown) => Judgement,
): CheckResult {
  let given: unknown;
  try {
    given = answer();
  } catch (error) {
    if (error instanceof UnsolvedError) return unsolvedResult(title);
    throw error;
  }
  const { passed, message } = judge(given);
  return new CheckResult(title, passed ? "passed" : "failed", message);
}

const TOLERANCE = 1e-9;

/**
 * Tries an attempt on an exercise's cases, and says what is wrong: an error, the type, the shape, a known
 * mistake by its name, or the first value that differs.
 */
export function checkExercise<A extends unknown[]>(
  exercise: Exercise<A>,
  attempt: (...args: A) => unknown,
): CheckResult {
  const cases = exercise.cases();
  for (const args of cases) {
    const problem = problemWith(exercise, attempt, args);
    if (problem === "unsolved") return unsolvedResult(exercise.title);
    if (problem !== null) return new CheckResult(exercise.title, "failed", problem);
  }
  return new CheckResult(exercise.title, "passed", `right in all ${cases.length} cases`);
}

function problemWith<A extends unknown[]>(
  exercise: Exercise<A>,
  attempt: (...args: A) => unknown,
  args: A,
): string | null {
  const expected = exercise.solution(...args);
  let actual: unknown;
  try {
    actual = attempt(...args);
  } catch (error) {
    if (error instanceof UnsolvedError) return "unsolved";
    return `your code threw ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`;
  }
  const wrongType = typeMistake(actual, expected);
  if (wrongType !== null) return wrongType;
  const value = actual as Tensor | number;
  const known = exercise.mistakes.find(
    ({ wrong }) => alike(value, wrong(...args)) && !alike(expected, wrong(...args)),
  );
  if (known !== undefined) return known.says;
  const wrongShape = shapeMistake(value, expected);
  if (wrongShape !== null) return wrongShape;
  return alike(value, expected) ? null : firstDifference(value, expected);
}

function alike(a: Tensor | number, b: Tensor | number): boolean {
  return shapeMistake(a, b) === null && largestDifference(a, b) <= TOLERANCE;
}

function firstDifference(actual: Tensor | number, expected: Tensor | number): string {
  if (typeof actual === "number" || typeof expected === "number") {
    return `expected ${toldApart(Number(expected), Number(actual))}`;
  }
  const values = actual.data;
  const wanted = expected.data;
  const at = wanted.findIndex((value, i) => !(Math.abs(value - values[i]) <= TOLERANCE));
  const index = indexOf(at, expected.shape);
  return `the shape is right, but at (${index.join(", ")}) expected ${toldApart(wanted[at], values[at])}`;
}

/** Both numbers, with six digits, or as many as they take to differ. */
function toldApart(expected: number, actual: number): string {
  const written = [6, 9, 12, 17].map((digits) =>
    [expected, actual].map((value) => Number(value.toPrecision(digits))),
  );
  const [wanted, received] = written.find(([a, b]) => a !== b) ?? [expected, actual];
  return `${wanted}, received ${received}`;
}

function indexOf(position: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = position;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    index.unshift(rest % shape[axis]);
    rest = Math.floor(rest / shape[axis]);
  }
  return index;
}
