import { ValueError } from "../../tensor/errors.js";

/** The shares of train, dev and test, in any unit: [60, 20, 20] is [0.6, 0.2, 0.2]. */
export type Ratio = readonly [train: number, dev: number, test: number];

/**
 * How the lectures share data out, by how much there is. Dev and test only need to be large enough to tell
 * two models apart; ten thousand samples do, however many there are to train on. The lectures give the ratios
 * for up to ten thousand samples, for a million and for more; where the first ends, 100,000, is our choice.
 *
 * @param m  the number of samples
 * @returns  60/20/20 below 100,000 samples; 98/1/1 up to a million; 99.5/0.25/0.25 above
 * @example ratioFor(10_000) // [60, 20, 20]
 */
export function ratioFor(m: number): Ratio {
  if (m < 100_000) return [60, 20, 20];
  return m <= 1_000_000 ? [98, 1, 1] : [99.5, 0.25, 0.25];
}

/**
 * How many of m samples each part gets: its share, rounded so that the parts add up to m.
 *
 * @throws ValueError when a share is negative or none is above 0
 */
export function partSizes(m: number, ratio: Ratio): [train: number, dev: number, test: number] {
  const whole = ratio[0] + ratio[1] + ratio[2];
  if (!(whole > 0 && Number.isFinite(whole) && ratio.every((share) => share >= 0))) {
    throw new ValueError(`split: [${ratio.join(", ")}] is no ratio`, {
      expected: "three shares, none below 0, not all 0",
      received: ratio,
      help: "ratio: [60, 20, 20]",
    });
  }
  const trainEnd = Math.round((m * ratio[0]) / whole);
  const devEnd = Math.round((m * (ratio[0] + ratio[1])) / whole);
  return [trainEnd, devEnd - trainEnd, m - devEnd];
}
