let recording = true;

/** Whether operations remember how their results came about. */
export function isRecording(): boolean {
  return recording;
}

/** Switches recording; whoever does so switches it back in a `finally`. */
export function setRecording(on: boolean): void {
  recording = on;
}

/**
 * Computes `f()` without recording it: no gradient will flow through, and nothing is kept for one.
 *
 * @example noGrad(() => model.forward(x))
 */
export function noGrad<T>(f: () => T): T {
  return withRecording(false, f);
}

/** Computes `f()` with recording switched on or off. */
export function withRecording<T>(on: boolean, f: () => T): T {
  const before = recording;
  recording = on;
  try {
    return f();
  } finally {
    recording = before;
  }
}
