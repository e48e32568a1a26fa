import { ValueError } from "../tensor/errors.js";
import { formatShape } from "../tensor/shape.js";
import type { Tensor } from "../tensor/tensor.js";

let detecting = false;

/**
 * Whether every operation is watched for NaN and Infinity, forward and backward, and the first that makes one
 * from finite numbers throws, by name. Slow; for hunting only.
 *
 * @example detectAnomaly(true)
 */
export function detectAnomaly(on: boolean): void {
  detecting = on;
}

export function isDetectingAnomaly(): boolean {
  return detecting;
}

/** @throws ValueError when finite inputs gave an output that is not finite */
export function checkForward(name: string, inputs: readonly Tensor[], y: Tensor): void {
  const bad = firstBad(y);
  if (bad === undefined || inputs.some((x) => firstBad(x) !== undefined)) return;
  const shapes = inputs.map((x) => x.label ?? formatShape(x.shape)).join(" and ");
  throw new ValueError(`${name}: finite numbers ${shapes} became ${bad}`, {
    expected: "finite numbers",
    received: bad,
    help: "look at this operation's inputs: a logarithm of 0, a division by 0, or numbers grown too large",
  });
}

/**
 * A vjp, watched.
 *
 * @throws ValueError when a finite gradient of the output gave one of an input that is not finite
 */
export function checkedVjp(
  name: string,
  dy: Tensor,
  vjp: () => readonly (Tensor | null)[],
): readonly (Tensor | null)[] {
  if (!detecting) return vjp();
  // The steps within a derivative are not named one by one: what counts is whose derivative it is.
  detecting = false;
  try {
    const found = vjp();
    const bad = found.map((dx) => (dx === null ? undefined : firstBad(dx)));
    const argument = bad.findIndex((value) => value !== undefined);
    if (argument === -1 || firstBad(dy) !== undefined) return found;
    throw new ValueError(
      `${name}: in the backward walk, a finite gradient became ${bad[argument]} for argument ${argument}`,
      {
        expected: "finite gradients",
        received: bad[argument],
        help: "the slope is infinite there (√x and ln x at 0, say); keep the argument away from that point",
      },
    );
  } finally {
    detecting = true;
  }
}

function firstBad(x: Tensor): number | undefined {
  return x.rowMajor.find((value) => !Number.isFinite(value));
}
