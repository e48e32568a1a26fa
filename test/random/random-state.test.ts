import { describe, expect, test } from "vitest";
import type { Floats } from "../../src/backend/kernels.js";
import { persistent } from "../../src/backend/memory.js";
import { RandomState } from "../../src/index.js";
import { draws } from "./draws.js";

const times = (count: number, draw: () => number): number[] => Array.from({ length: count }, draw);

describe.each(draws)("seed $seed draws as NumPy's RandomState, bit for bit:", (expected) => {
  const rng = (): RandomState => new RandomState(expected.seed);

  test("32-bit words", () => {
    const r = rng();
    expect(times(expected.uint32.length, () => r.uint32())).toEqual(expected.uint32);
  });
  test("rand", () => {
    const r = rng();
    expect(times(expected.rand.length, () => r.rand())).toEqual(expected.rand);
  });
  test("randn", () => {
    const r = rng();
    expect(times(expected.randn.length, () => r.randn())).toEqual(expected.randn);
  });
  test("permutation", () => {
    expect(rng().permutation(10)).toEqual(expected.permutationOf10);
    expect(rng().permutation(300).slice(0, 12)).toEqual(expected.permutationOf300);
  });
});

describe("other draws are NumPy's too:", () => {
  test("the 100,000th of each kind", () => {
    const normal = new RandomState(1);
    expect(times(100_000, () => normal.randn()).at(-1)).toBe(-0.7475562464191521);
    expect(normal.rand()).toBe(0.5333382343927343);
    const uniform = new RandomState(1);
    expect(times(100_000, () => uniform.rand()).at(-1)).toBe(0.613057425451492);
  });
  test("randint, from one bound and from two", () => {
    const r = new RandomState(42);
    expect(times(8, () => r.randint(10))).toEqual([6, 3, 7, 4, 6, 9, 2, 6]);
    const s = new RandomState(7);
    expect(times(6, () => s.randint(-5, 1000))).toEqual([170, 191, 532, 497, 574, 206]);
  });
  test("uniform and normal", () => {
    const r = new RandomState(5);
    expect(times(4, () => r.uniform(-2, 3))).toEqual([
      -0.8900341445513025, 2.353661530886882, -0.966404223302868, 2.593054539689608,
    ]);
    const s = new RandomState(5);
    expect(times(4, () => s.normal(10, 2))).toEqual([
      10.882454973770082, 9.338259696211825, 14.86154237401556, 9.495815740793846,
    ]);
  });
  test("choice, with and without replacement, weighted and not", () => {
    const weights = { probabilities: [0.1, 0.2, 0.3, 0.4] };
    expect(new RandomState(3).choice(10, 5)).toEqual([8, 9, 3, 8, 8]);
    expect(new RandomState(3).choice(10, 5, { replace: false })).toEqual([5, 4, 1, 2, 9]);
    expect(new RandomState(3).choice(4, 6, weights)).toEqual([2, 3, 1, 2, 3, 3]);
    expect(new RandomState(3).choice(4, 3, { ...weights, replace: false })).toEqual([2, 3, 1]);
  });
  test("shuffle, in place", () => {
    const items = [0, 1, 2, 3, 4, 5, 6];
    new RandomState(9).shuffle(items);
    expect(items).toEqual([5, 1, 2, 3, 0, 4, 6]);
  });
  test("a list of seeds, and the largest seed", () => {
    const r = new RandomState([1, 2, 3]);
    expect(times(3, () => r.rand())).toEqual([0.6098612722867289, 0.8866970434146851, 0.47633673750662764]);
    const s = new RandomState(4_294_967_295);
    expect(times(2, () => s.rand())).toEqual([0.0976320289940138, 0.9123828453026218]);
  });
  test("a uniform draw between two normal ones leaves the second normal in waiting", () => {
    const r = new RandomState(0);
    expect([r.randn(), r.rand(), r.randn()]).toEqual([
      1.764052345967664, 0.6027633760716439, 0.4001572083672233,
    ]);
  });
});

describe("a generator", () => {
  test("goes on from a snapshot, a waiting normal number included, through JSON", () => {
    const r = new RandomState(8);
    r.randn();
    const snapshot = JSON.parse(JSON.stringify(r.snapshot()));
    const expected = [r.randn(), r.randn(), r.rand()];
    const other = new RandomState(0);
    other.restore(snapshot);
    expect([other.randn(), other.randn(), other.rand()]).toEqual(expected);
  });
  test("has independent streams for workers, each the same on every run", () => {
    const first = times(4, () => 0).map((_, i) => RandomState.stream(3, i).rand());
    expect(new Set(first).size).toBe(4);
    expect(RandomState.stream(3, 2).rand()).toBe(first[2]);
  });
  test("permutes a copy of a list", () => {
    const items = ["a", "b", "c"];
    expect([...new RandomState(1).permutation(items)].sort()).toEqual(items);
    expect(items).toEqual(["a", "b", "c"]);
  });
  test("draws nothing from nothing", () => {
    expect(new RandomState(0).permutation(0)).toEqual([]);
    expect(new RandomState(0).choice(5, 0)).toEqual([]);
  });
});

describe("what cannot be drawn is an error that says so:", () => {
  test.each([[-1], [1.5], [2 ** 32], [Number.NaN]])("seed %s", (seed) => {
    expect(() => new RandomState(seed)).toThrow(RangeError);
    expect(() => new RandomState(seed)).toThrow("RandomState: a seed is a whole number from 0 to 4294967295");
  });
  test("an empty list of seeds", () => {
    expect(() => new RandomState([])).toThrow("or a list of them; received []");
  });
  test.each([
    [undefined, "undefined"],
    ["1", '"1"'],
    [1n, '"1n"'],
    [[1, -1], "[1,-1]"],
  ] as [unknown, string][])("seed %s, from code that is not type-checked", (seed, written) => {
    expect(() => new RandomState(seed as number)).toThrow(
      `RandomState: a seed is a whole number from 0 to 4294967295, or a list of them; received ${written}\n` +
        "  help: try new RandomState(1)",
    );
  });
  test("an empty interval", () => {
    expect(() => new RandomState(0).randint(3, 3)).toThrow(
      "randint: there is no whole number to draw from [3, 3)\n  help: high must exceed low",
    );
  });
  test("more without replacement than there are", () => {
    expect(() => new RandomState(0).choice(3, 4, { replace: false })).toThrow(
      "choice: cannot draw 4 of 3 without replacement\n  help: replace: true",
    );
  });
  test.each([
    [
      "no size",
      [5],
      "choice: size is a whole number of 0 or more; received undefined\n  help: rng.choice(n, size)",
    ],
    ["a negative size", [5, -1], "choice: size is a whole number of 0 or more; received -1"],
    [
      "of a list",
      [["a", "b"], 1],
      'choice: n is a whole number of 0 or more; received ["a","b"]\n  help: rng.choice(n, size); of',
    ],
    [
      "NumPy's name of an option",
      [5, 3, { p: [1] }],
      "choice: there is no option p\n  help: replace, probabilities",
    ],
  ])("choice: %s", (_, args, message) => {
    const choice = (...rest: unknown[]): unknown =>
      new RandomState(0).choice(...(rest as Parameters<RandomState["choice"]>));
    expect(() => choice(...args)).toThrow(RangeError);
    expect(() => choice(...args)).toThrow(message);
  });
  test.each([[-1], [2.5], [Number.NaN]])("a permutation of %s", (n) => {
    expect(() => new RandomState(0).permutation(n)).toThrow(RangeError);
    expect(() => new RandomState(0).permutation(n)).toThrow(
      "permutation: n is a whole number of 0 or more; received",
    );
  });
  const snapshot = new RandomState(1).snapshot();
  test.each([
    ["too few words", { ...snapshot, state: [1, 2] }, "received 2 words, position 624, null"],
    [
      "a word that is none",
      { ...snapshot, state: snapshot.state.map((word, i) => (i === 3 ? -1 : word)) },
      "received 624 words",
    ],
    ["no state", { ...snapshot, state: undefined }, "received undefined words"],
    ["a position past the end", { ...snapshot, position: 9999 }, "position 9999"],
    ["a waiting number that is none", { ...snapshot, cachedNormal: "x" }, "position 624, x"],
  ])("a snapshot with %s, and the generator stays as it was", (_, bad, message) => {
    const rng = new RandomState(7);
    expect(() => rng.restore(bad as typeof snapshot)).toThrow(RangeError);
    expect(() => rng.restore(bad as typeof snapshot)).toThrow(message);
    expect(rng.rand()).toBe(new RandomState(7).rand());
  });
  test("probabilities that do not sum to 1", () => {
    expect(() => new RandomState(0).choice(2, 1, { probabilities: [0.5, 0.6] })).toThrow(
      "choice: expected 2 probabilities that sum to 1",
    );
  });
});

test.each([0, 1, 2, 3, 311, 312, 313, 1000])(
  "fillRand gives what %d calls of rand give, after an odd draw too",
  (count) => {
    for (const drawn of [0, 1, 622, 623]) {
      const [one, many] = [new RandomState(4), new RandomState(4)];
      for (let i = 0; i < drawn; i++) one.uint32();
      for (let i = 0; i < drawn; i++) many.uint32();
      const filled = new Float64Array(count);
      many.fillRand(filled);
      expect(Array.from(filled)).toEqual(Array.from({ length: count }, () => one.rand()));
      expect(many.uint32()).toBe(one.uint32());
    }
  },
);

describe.each([
  ["an ordinary array", (length: number): Floats => new Float64Array(length)],
  ["float64 in the kernels' memory", (length: number): Floats => persistent("float64", length)],
  ["float32 in the kernels' memory", (length: number): Floats => persistent("float32", length)],
])("a mask in %s", (_, array) => {
  test.each([0, 0.25, 0.5, 0.86, 1, 0.1 + 0.2])("tells which calls of rand are below %d", (limit) => {
    for (const [rows, columns] of [
      [211, 20],
      [1, 700],
      [700, 1],
      [3, 5],
    ]) {
      const [one, many] = [new RandomState(4), new RandomState(4)];
      one.uint32();
      many.uint32();
      const mask = array(rows * columns);
      many.fillBelow(mask, { value: 1.25, limit, rows, columns });
      const expected: number[] = [];
      for (let column = 0; column < columns; column++) {
        for (let row = 0; row < rows; row++) expected[row * columns + column] = one.rand() < limit ? 1.25 : 0;
      }
      expect(Array.from(mask)).toEqual(expected);
      expect(many.uint32()).toBe(one.uint32());
    }
  });

  test("tells a draw that equals the limit, or lies just beneath it, at each place of a vector", () => {
    const rng = new RandomState(4);
    for (const draw of Array.from({ length: 9 }, () => rng.rand())) {
      for (const limit of [draw, draw + 2 ** -53, draw - 2 ** -53]) {
        const mask = array(9);
        new RandomState(4).fillBelow(mask, { value: 1, limit, rows: 9, columns: 1 });
        const again = new RandomState(4);
        expect(Array.from(mask)).toEqual(Array.from(mask, () => Number(again.rand() < limit)));
      }
    }
  });
});
