/** Shows how far a training run is. */
export interface Progress {
  /** @param done how many steps are done; @param cost  the cost of the last one */
  update(done: number, cost: number): void;
  /** Replaces what was shown by one line that is the same on every run. */
  done(cost: number): void;
}

export function trainingProgress(_total: number, _name?: string): Progress {
  return { update: () => {}, done: () => {} };
}
