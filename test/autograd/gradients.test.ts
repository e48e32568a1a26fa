import "../helpers/allclose.js";
import { describe, expect, test } from "vitest";
import {
  arange,
  eye,
  GradientError,
  grad,
  hessian,
  jacobian,
  noGrad,
  type Tensor,
  tensor,
  ValueError,
  valueAndGrad,
  vjp,
} from "../../src/index.js";

describe("grad", () => {
  test("of x³ is 3x², 6x, 6 and 0", () => {
    const first = grad((x) => x.pow(3));
    const second = grad(first);
    const third = grad(second);
    const x = tensor(2);
    expect([first, second, third, grad(third)].map((f) => f(x).item())).toEqual([12, 12, 6, 0]);
  });
  test("gives a list for several arguments", () => {
    const [dx, dw] = grad((x, w) => x.mul(w).sum())(tensor([1, 2]), tensor([3, 4]));
    expect(dx).toBeAllclose([3, 4]);
    expect(dw).toBeAllclose([1, 2]);
  });
  test("of an argument that is given twice is one for each place", () => {
    const x = tensor(3, { requiresGrad: true });
    const [a, b] = grad((p, q) => p.square().mul(q))(x, x);
    expect([a.item(), b.item()]).toEqual([18, 9]);
  });
  test("leaves the arguments as they were", () => {
    const [x, w] = [tensor(3), tensor(2, { requiresGrad: true })];
    grad((a, b) => a.mul(b))(x, w);
    expect([x.requiresGrad, x.grad, w.grad]).toEqual([false, null, null]);
  });
  test("keeps no graph where nobody differentiates further", () => {
    let x = tensor([1, 2]);
    for (let i = 0; i < 3; i++) x = x.sub(grad((t) => t.square().sum())(x).mul(0.1));
    expect([x.requiresGrad, x.origin]).toEqual([false, null]);
    expect(x).toBeAllclose([0.512, 1.024]);
  });
  test("within noGrad is the same number, without a graph", () => {
    const w = tensor(3, { requiresGrad: true });
    const slope = noGrad(() => grad((x) => x.mul(w).square())(tensor(2)));
    expect(slope.item()).toBe(36);
    expect(slope.requiresGrad).toBe(false);
  });
  test("can be differentiated by a tensor that the function closes over", () => {
    const w = tensor(3, { requiresGrad: true });
    grad((x) => x.mul(w).square())(tensor(2)).backward();
    // d/dw 2xw² = 4xw
    expect(w.grad?.item()).toBe(24);
  });
  test("inside a grad differentiates the inner variable only", () => {
    // d/dx [x · d/dy (x · y)] = d/dx x² = 2x
    const f = (x: Tensor): Tensor => x.mul(grad((y) => x.mul(y))(tensor(5)));
    expect(grad(f)(tensor(3)).item()).toBe(6);
  });
  test("of what does not depend on an argument is zeros", () => {
    expect(grad((_x: Tensor) => tensor(1))(tensor([1, 2]))).toBeAllclose([0, 0]);
  });
  test("of a function that gives many numbers says what to do", () => {
    const call = (): Tensor => grad((x) => x.mul(2))(tensor([1, 2]));
    expect(call).toThrow(GradientError);
    expect(call).toThrow(
      "grad: the function gives a tensor of shape (2), not a single number\n" +
        "  help: end it with .sum() or .mean(), or use jacobian",
    );
  });
  test("keeps the precision", () => {
    expect(grad((x) => x.square().sum())(tensor([1], { dtype: "float32" })).dtype).toBe("float32");
  });
});

test("valueAndGrad gives both, from one evaluation", () => {
  let calls = 0;
  const f = (x: Tensor): Tensor => {
    calls++;
    return x.square().sum();
  };
  const { value, gradients } = valueAndGrad(f)(tensor([1, 2]));
  expect(value.item()).toBe(5);
  expect(gradients[0]).toBeAllclose([2, 4]);
  expect(calls).toBe(1);
});

test("vjp pulls back as many gradients as wanted", () => {
  const { value, pullBack } = vjp((x, y) => x.mul(y), tensor([1, 2]), tensor([3, 4]));
  expect(value).toBeAllclose([3, 8]);
  expect(pullBack(tensor([1, 0]))[0]).toBeAllclose([3, 0]);
  expect(pullBack(tensor([0, 1]))[1]).toBeAllclose([0, 2]);
});

describe("jacobian", () => {
  test("of a matrix product is the matrix", () => {
    const A = arange(6).reshape(2, 3);
    expect(jacobian((x) => A.matmul(x))(tensor([1, 1, 1]))).toBeAllclose(A);
  });
  test("has the value's axes and then the argument's", () => {
    const J = jacobian((x) => x.sum(0))(arange(6).reshape(2, 3));
    expect(J.shape).toEqual([3, 2, 3]);
    expect(J.select(1)).toBeAllclose([
      [0, 1, 0],
      [0, 1, 0],
    ]);
  });
  test("of a single number is its gradient; of nothing, nothing", () => {
    expect(jacobian((x) => x.square().sum())(tensor([3]))).toBeAllclose([6]);
    expect(jacobian((x) => x.slice(0, 0))(tensor([3])).shape).toEqual([0, 1]);
  });
});

describe("hessian", () => {
  test("of a quadratic form ½xᵀAx is the symmetric A", () => {
    const A = tensor([
      [2, 1],
      [1, 3],
    ]);
    expect(hessian((x) => x.matmul(A).matmul(x).div(2))(tensor([5, -7]))).toBeAllclose(A);
  });
  test("of Rosenbrock's function at its minimum is [[802, −400], [−400, 200]]", () => {
    const f = (x: Tensor): Tensor => {
      const [a, b] = [x.select(0), x.select(1)];
      return a.rsub(1).square().add(b.sub(a.square()).square().mul(100));
    };
    const H = hessian(f)(tensor([1, 1]));
    expect(H).toBeAllclose([
      [802, -400],
      [-400, 200],
    ]);
  });
  test("can be differentiated again", () => {
    const trace = (x: Tensor): Tensor =>
      hessian((t) => t.pow(3).sum())(x)
        .mul(eye(2))
        .sum();
    expect(grad(trace)(tensor([1, 2]))).toBeAllclose([6, 6]);
  });
});

describe("what is no tensor is named, from code that is not type-checked:", () => {
  const untyped = grad as (f: (x: Tensor) => unknown) => (x: unknown) => Tensor;
  test("an argument", () => {
    expect(() => untyped((x) => x.sum())(3)).toThrow(ValueError);
    expect(() => untyped((x) => x.sum())(3)).toThrow(
      "grad: 3 is no tensor\n  help: make a tensor of it: tensor(3)",
    );
  });
  test.each<[string, unknown, string]>([
    [
      "a number",
      3,
      "grad: the function gives 3, not a tensor\n  help: compute with tensors, to the end: x.square().sum()",
    ],
    [
      "nothing",
      undefined,
      "grad: the function gives undefined, not a tensor\n  help: does it return its result?",
    ],
  ])("a value: %s", (_, value, message) => {
    expect(() => untyped(() => value)(tensor([1]))).toThrow(GradientError);
    expect(() => untyped(() => value)(tensor([1]))).toThrow(message);
  });
});
