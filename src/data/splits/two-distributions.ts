import { RandomState } from "../../random/random-state.js";
import { ValueError } from "../../tensor/errors.js";
import { Dataset, type Splits } from "../dataset.js";
import { stackRows } from "../rows.js";
import { stratifiedOrder } from "./order.js";
import { partSizes } from "./ratio.js";

/** How to divide two data sets of different origin. */
export interface TwoDistributionsOptions {
  /** Which share of the target samples is trained on as well, in [0, 1); default 0. */
  readonly trainShare?: number;
  /** Which random division; default 0. */
  readonly seed?: number;
}

/**
 * Train, dev and test from two origins: `plenty`, of which there is much, such as sharp pictures from the web,
 * and `target`, the few that the model is for, such as users' blurred snapshots.
 *
 * Dev and test are halves of the target, and so of one distribution: a team that chooses by dev aims at what
 * test will ask. `plenty` is all for training, with a share of the target if asked.
 *
 * @throws ValueError when trainShare is not in [0, 1)
 * @throws ShapeError, DTypeError when the two have different inputs and a share is to be mixed in
 * @example splitTwoDistributions(web, app, { trainShare: 0.5, seed: 1 })
 */
export function splitTwoDistributions(
  plenty: Dataset,
  target: Dataset,
  { trainShare = 0, seed = 0 }: TwoDistributionsOptions = {},
): Splits {
  if (!(trainShare >= 0 && trainShare < 1)) {
    throw new ValueError(
      `splitTwoDistributions: a share of ${trainShare} to train on leaves nothing to judge by`,
      {
        expected: "0 ≤ trainShare < 1",
        received: trainShare,
        help: "trainShare: 0.5 trains on half of the target samples",
      },
    );
  }
  const order = stratifiedOrder(target, new RandomState(seed));
  const [train, dev] = partSizes(target.size, [trainShare, (1 - trainShare) / 2, (1 - trainShare) / 2]);
  const mixedIn = target.select(order.slice(0, train));
  return {
    train: new Dataset("train", stackRows(plenty.x, mixedIn.x), stackRows(plenty.y, mixedIn.y)),
    dev: target.select(order.slice(train, train + dev), "dev"),
    test: target.select(order.slice(train + dev), "test"),
  };
}
