import "../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import { checkGrads } from "../../src/autograd/gradcheck.js";
import { binaryCrossEntropy, crossEntropy, hinge, squaredError } from "../../src/nn/losses.js";
import { RandomState } from "../../src/random/random-state.js";
import { oneHot, randn, tensor } from "../../src/tensor/create.js";
import { ShapeError, ValueError } from "../../src/tensor/errors.js";

// The expected numbers of this file were worked out with NumPy, from the formulas, or are the exercises'.

/** z with σ(z) = a. */
const logit = (a: number): number => Math.log(a / (1 - a));

const scores = tensor([[0.5], [-2], [3]]);
const labels = tensor([[1], [0], [0]]);

describe("binaryCrossEntropy", () => {
  test("is the exercise's cross-entropy, 1.6025016047573224", () => {
    const A = [0.40682402, 0.01629284, 0.16722898, 0.10118111, 0.40682402];
    const logits = tensor(A.map((a) => [logit(a)]));
    const labels = tensor([[1], [1], [0], [1], [0]]);
    expect(binaryCrossEntropy(logits, labels).item()).toBeCloseTo(1.6025016047573224, 13);
  });

  test("stays finite for logits of ±1000, where ln(1 − σ(z)) would not", () => {
    const cost = binaryCrossEntropy(tensor([[1000], [-1000]]), tensor([[0], [1]]));
    expect(cost.item()).toBe(1000);
  });

  test("has the gradient (σ(z) − y) / m", () => {
    const logits = tensor([[0.5], [-2]], { requiresGrad: true });
    binaryCrossEntropy(logits, tensor([[1], [0]])).backward();
    const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));
    expect(logits.grad?.at(0, 0)).toBeCloseTo((sigmoid(0.5) - 1) / 2, 15);
    expect(logits.grad?.at(1, 0)).toBeCloseTo(sigmoid(-2) / 2, 15);
  });

  test("names both shapes when they differ", () => {
    const call = (): unknown => binaryCrossEntropy(tensor([[1], [2]]), tensor([1, 2]));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(/logits \(2, 1\) and labels \(2\)/);
  });

  test("gives each example's loss", () => {
    const losses = [0.47407698418010663, 0.12692801104297252, 3.048587351573745];
    expect(binaryCrossEntropy(scores, labels, { reduction: "none" })).toBeAllclose(losses.map((L) => [L]));
    expect(binaryCrossEntropy(scores, labels).item()).toBeCloseTo(1.2165307822656082, 14);
  });

  test("counts the examples of a class more, and divides by what they count together", () => {
    const classWeights = [1, 3];
    expect(binaryCrossEntropy(scores, labels, { classWeights }).item()).toBeCloseTo(0.9195492630314075, 14);
    const each = binaryCrossEntropy(scores, labels, { classWeights, reduction: "none" });
    expect(each).toBeAllclose([[1.4222309525403198], [0.12692801104297252], [3.048587351573745]]);
  });

  test("weight 2 for a class is the same as each of its examples twice", () => {
    const twice = binaryCrossEntropy(tensor([[0.5], [0.5], [-2], [3]]), tensor([[1], [1], [0], [0]]));
    expect(binaryCrossEntropy(scores, labels, { classWeights: [1, 2] }).item()).toBeCloseTo(twice.item(), 14);
  });

  test("has the differences' derivatives with weights, too", () => {
    checkGrads((z) => binaryCrossEntropy(z, labels, { classWeights: [1, 3] }), scores, { order: 2 });
  });

  test.each([[[1]], [[1, 0]], [[1, -2]], [[1, 2, 3]]])("refuses class weights %j", (classWeights) => {
    const call = (): unknown => binaryCrossEntropy(scores, labels, { classWeights });
    expect(call).toThrow(ValueError);
    expect(call).toThrow(/for 2 classes\n {2}help: one for each class/);
  });
});

describe("crossEntropy", () => {
  const logits = tensor([
    [5, 2, -1, 3],
    [0.5, -1, 2, 0],
    [1, 1, 1, 1],
  ]);
  const classes = tensor([[0], [2], [3]]);

  test("is −ln of the right class's probability, on average", () => {
    expect(crossEntropy(logits, classes).item()).toBeCloseTo(0.6335264456127971, 14);
  });

  test("takes class numbers and one-hot rows alike", () => {
    expect(crossEntropy(logits, oneHot([0, 2, 3], 4)).item()).toBe(crossEntropy(logits, classes).item());
    expect(crossEntropy(logits.to("float32"), classes).dtype).toBe("float32");
  });

  test("takes probabilities", () => {
    const probabilities = tensor([
      [0.7, 0.1, 0.1, 0.1],
      [0, 0.5, 0.5, 0],
      [0.25, 0.25, 0.25, 0.25],
    ]);
    expect(crossEntropy(logits, probabilities).item()).toBeCloseTo(1.500193112279464, 14);
  });

  test("has the gradient (softmax(z) − y) / m", () => {
    const z = logits.clone();
    z.requiresGrad = true;
    crossEntropy(z, classes).backward();
    expect(z.grad).toBeAllclose([
      [-0.05265547586751399, 0.013974127678996319, 0.0006957308501354496, 0.037985617338382266],
      [0.052814903171659905, 0.011784597802916288, -0.09663335903794194, 0.032033858063365735],
      [0.08333333333333331, 0.08333333333333331, 0.08333333333333331, -0.25],
    ]);
  });

  test("stays finite for logits of ±1000", () => {
    expect(crossEntropy(tensor([[1000, -1000]]), tensor([[1]])).item()).toBe(2000);
    expect(crossEntropy(tensor([[1000, -1000]]), tensor([[1]]), { reduction: "none" }).item()).toBe(2000);
  });

  test("of two classes is the binary one of their difference", () => {
    const z = randn([6, 2], new RandomState(1));
    const y = tensor([[0], [1], [1], [0], [1], [0]]);
    const difference = z.slice(1, 2, 1).sub(z.slice(0, 1, 1));
    expect(crossEntropy(z, y).item()).toBeCloseTo(binaryCrossEntropy(difference, y).item(), 14);
  });

  test("gives each example's loss, and counts classes differently", () => {
    const losses = [[0.17193539332867847], [0.34234958238982216], [1.3862943611198908]];
    expect(crossEntropy(logits, classes, { reduction: "none" })).toBeAllclose(losses);
    const classWeights = [1, 5, 2, 0.5];
    expect(crossEntropy(logits, classes, { classWeights }).item()).toBeCloseTo(0.44279478247664805, 14);
    expect(crossEntropy(logits, classes, { classWeights, reduction: "none" })).toBeAllclose([
      [0.17193539332867847],
      [0.6846991647796443],
      [0.6931471805599454],
    ]);
  });

  test("has the differences' derivatives with weights, too", () => {
    checkGrads((z) => crossEntropy(z, classes, { classWeights: [1, 5, 2, 0.5] }), logits, { order: 2 });
  });

  test("says which label is no class", () => {
    const call = (): unknown => crossEntropy(logits, tensor([[0], [4], [1]]));
    expect(call).toThrow(ValueError);
    expect(call).toThrow(
      "crossEntropy: label 1 is 4, which is none of 4 classes\n  help: classes count from 0",
    );
  });

  test("says what labels may be", () => {
    const call = (): unknown => crossEntropy(logits, tensor([0, 2, 3]));
    expect(call).toThrow(ShapeError);
    expect(call).toThrow(/help: labels are class numbers, \(3, 1\), or one-hot rows, \(3, 4\)/);
  });

  test("sends a single output to binaryCrossEntropy", () => {
    expect(() => crossEntropy(scores, labels)).toThrow(/with a single output: binaryCrossEntropy/);
  });
});

describe("squaredError", () => {
  const outputs = tensor([
    [1, 2],
    [3, 5],
    [-1, 0],
  ]);
  const targets = tensor([
    [0, 2],
    [1, 1],
    [0.5, -2],
  ]);

  test("is half the squared distance, on average over the rows", () => {
    expect(squaredError(outputs, targets).item()).toBeCloseTo(4.541666666666667, 14);
    expect(squaredError(outputs, targets, { reduction: "none" })).toBeAllclose([[0.5], [10], [3.125]]);
  });

  test("has the gradient (a − y) / m", () => {
    const a = outputs.clone();
    a.requiresGrad = true;
    squaredError(a, targets).backward();
    expect(a.grad).toBeAllclose(outputs.sub(targets).div(3));
  });

  test("does not broadcast a column over a matrix", () => {
    expect(() => squaredError(outputs, tensor([[0], [1], [2]]))).toThrow(/help: .*oneHot\(y, classes\)/);
  });
});

describe("hinge", () => {
  test("is what is missing to a margin of 1 on the right side", () => {
    expect(hinge(scores, labels).item()).toBeCloseTo(1.5, 14);
    expect(hinge(scores, labels, { reduction: "none" })).toBeAllclose([[0.5], [0], [4]]);
    expect(hinge(scores, labels, { classWeights: [1, 3] }).item()).toBeCloseTo(1.1, 14);
  });

  test("pulls only at examples inside the margin or on the wrong side", () => {
    const z = scores.clone();
    z.requiresGrad = true;
    hinge(z, labels).backward();
    expect(z.grad).toBeAllclose([[-1 / 3], [0], [1 / 3]]);
  });

  test("names both shapes when they differ", () => {
    expect(() => hinge(scores, tensor([1, 0, 0]))).toThrow(/hinge: outputs \(3, 1\) and labels \(3\)/);
  });
});
