import { describe, expect, test } from "vitest";
import { type Operand, type Tensor, tensor, ValueError, zeros } from "../../src/index.js";

const x = tensor([[1, 2, 3]]);

/** What only code that is not type-checked can do. */
const anything = (value: unknown): never => value as never;

function expectValueError(call: () => unknown, message: string): void {
  expect(call).toThrow(ValueError);
  expect(call).toThrow(message);
  try {
    call();
  } catch (error) {
    expect(error).toMatchObject({ expected: expect.anything(), name: "ValueError" });
  }
}

const binary: Readonly<Record<string, (other: Operand) => Tensor>> = {
  add: (other) => x.add(other),
  sub: (other) => x.sub(other),
  rsub: (other) => x.rsub(other),
  mul: (other) => x.mul(other),
  div: (other) => x.div(other),
  rdiv: (other) => x.rdiv(other),
  pow: (other) => x.pow(other),
  maximum: (other) => x.maximum(other),
  minimum: (other) => x.minimum(other),
  equal: (other) => x.equal(other),
  greater: (other) => x.greater(other),
  greaterEqual: (other) => x.greaterEqual(other),
  less: (other) => x.less(other),
  lessEqual: (other) => x.lessEqual(other),
  where: (other) => x.where(other, 0),
};

describe.each(Object.entries(binary))(
  "%s names an operand that is neither a tensor nor a number:",
  (name, f) => {
    test.each<[unknown, string]>([
      [
        [1, 2, 3],
        "a list of 3 is neither a tensor nor a number\n  help: make a tensor of it: tensor([1, 2, 3])",
      ],
      [
        new Float64Array(9),
        "a list of 9 is neither a tensor nor a number\n  help: make a tensor of it: tensor([…])",
      ],
      ["1", 'the string "1" is neither a tensor nor a number\n  help: a number is Number("1")'],
      [true, "true is neither a tensor nor a number\n  help: a number is Number(true)"],
      [1n, "the bigint 1n is neither a tensor nor a number\n  help: a number is Number(1n)"],
      [undefined, "undefined is neither a tensor nor a number\n  help: is an argument missing?"],
      [null, "null is neither a tensor nor a number\n  help: tensor([1, 2]) makes a tensor"],
      [{}, "an object is neither a tensor nor a number\n  help: tensor([1, 2]) makes a tensor"],
    ])("%s", (other, message) => {
      expectValueError(() => f(anything(other)), `${name}: ${message}`);
    });
  },
);

test.each<[string, () => unknown, string]>([
  [
    "where's other side",
    () => x.where(0, anything("1")),
    'where: the string "1" is neither a tensor nor a number',
  ],
  ["gate", () => x.gate(anything(1)), "gate: 1 is no tensor\n  help: make a tensor of it: tensor(1)"],
  [
    "gather",
    () => x.gather(anything([[1]]), 1),
    "gather: a list of 1 is no tensor\n  help: make a tensor of it: tensor([[1]])",
  ],
  [
    "matmul",
    () => x.matmul(anything(2)),
    "matmul: 2 is no tensor\n  help: for a number times a tensor, use .mul",
  ],
  [
    "matmul",
    () => x.matmul(anything([[1], [2], [3]])),
    "matmul: a list of 3 is no tensor\n  help: make a tensor of it: tensor([[1], [2], [3]])",
  ],
  [
    "backward",
    () => tensor([1], { requiresGrad: true }).mul(2).backward(anything(1)),
    "backward: 1 is no tensor\n  help: make a tensor of it: tensor(1)",
  ],
])("%s names an argument that is no tensor", (_, call, message) => {
  expectValueError(call, message);
});

test.each([
  [[2], "clip: from 2 to undefined"],
  [[undefined, 2], "clip: from undefined to 2"],
  [["0", "1"], 'clip: from the string "0" to the string "1"'],
])("clip wants both bounds: %s", (bounds, message) => {
  const clip = (...args: unknown[]): Tensor => x.clip(...(args as [number, number]));
  expectValueError(
    () => clip(...bounds),
    `${message}\n  help: x.clip(low, high); for one bound: x.maximum(low), x.minimum(high)`,
  );
});

describe("what is no axis is named:", () => {
  test.each<[string, () => unknown, string]>([
    ["null", () => x.sum(anything(null)), "sum: null is no axis\n  help: an axis is a number: sum(0)"],
    [
      "a string",
      () => x.mean(anything("0")),
      'mean: the string "0" is no axis\n  help: an axis is a number: mean(0)',
    ],
    ["a string in a list", () => x.max(anything(["0"])), 'max: the string "0" is no axis'],
    [
      "options",
      () => x.sum(anything({ axis: 0 })),
      "sum: an object is no axis\n  help: an axis is a number: sum(0)",
    ],
    ["nothing", () => x.unsqueeze(anything(undefined)), "unsqueeze: undefined is no axis"],
    [
      "a list of axes",
      () => x.transpose(anything([1, 0])),
      "transpose: a list of 2 is no axis\n  help: numbers, and no list: transpose(1, 0)",
    ],
    [
      "a list of one",
      () => zeros([2, 2]).flip(anything([0])),
      "flip: a list of 1 is no axis\n  help: numbers, and no list: flip(0)",
    ],
  ])("%s", (_, call, message) => {
    expectValueError(call, message);
  });
});
