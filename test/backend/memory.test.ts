import { afterEach, describe, expect, test } from "vitest";
import { kernels } from "../../src/backend/backend.js";
import {
  allocate,
  beforeRecycling,
  beginStep,
  endStep,
  isCurrent,
  keep,
  persistent,
  stepOf,
} from "../../src/backend/memory.js";
import { addressOf, persistentRegion, reserve, section } from "../../src/backend/reserve.js";

/** One step; whatever it throws, it is closed. */
function step<T>(work: () => T): T {
  beginStep();
  try {
    return work();
  } finally {
    endStep();
  }
}

afterEach(() => step(() => undefined));

describe("outside of a step", () => {
  test("an array is an ordinary one, of zeros", () => {
    const values = allocate("float64", 5);
    expect(addressOf(values)).toBeUndefined();
    expect([...values]).toEqual([0, 0, 0, 0, 0]);
    expect(allocate("float32", 3)).toBeInstanceOf(Float32Array);
  });

  test("an array stays valid for ever", () => {
    expect(stepOf(allocate("float64", 5))).toBe(0);
    expect(isCurrent(0)).toBe(true);
  });
});

test("a step that was broken off is over when the event loop goes on", async () => {
  beginStep();
  expect(stepOf(allocate("float64", 5))).toBeGreaterThan(0);
  await new Promise(setImmediate);
  expect(stepOf(allocate("float64", 5))).toBe(0);
});

describe("inside a step", () => {
  test("the next step gets the same array objects, in the same order", () => {
    const request = () => [allocate("float64", 3), allocate("float32", 7), allocate("float64", 1)];
    const first = step(request);
    const second = step(request);
    second.forEach((values, i) => {
      expect(values).toBe(first[i]);
    });
  });

  test("arrays of one step do not overlap", () => {
    step(() => {
      const arrays = [5, 1, 16, 3, 9].map((length, i) => allocate("float64", length).fill(i));
      arrays.forEach((values, i) => {
        expect([...values]).toEqual(new Array(values.length).fill(i));
      });
    });
  });

  test("a shorter last mini-batch uses the same memory, and the full one comes back as it was", () => {
    const request = (rows: number) => () => [allocate("float64", rows * 4), allocate("float64", 10)];
    const [full, after] = step(request(64));
    const [short, afterShort] = step(request(19));
    expect(short.length).toBe(76);
    expect(addressOf(short)).toBe(addressOf(full));
    expect(afterShort).toBe(after);
    expect(step(request(64))[0]).toBe(full);
  });

  test("other requests than before, longer or of another kind, do not overlap either", () => {
    for (const lengths of [
      [4, 4, 4],
      [400, 4, 4],
      [4, 900, 1],
      [4, 4, 4, 4],
    ]) {
      step(() => {
        const arrays = lengths.map((n, i) => allocate(n === 900 ? "float32" : "float64", n).fill(i));
        arrays.forEach((values, i) => {
          expect(values.every((x) => x === i)).toBe(true);
        });
      });
    }
  });

  test("an array knows its step, and is current until the next one begins", () => {
    let number = 0;
    step(() => {
      number = stepOf(allocate("float64", 2));
      expect(number).toBeGreaterThan(0);
      expect(isCurrent(number)).toBe(true);
    });
    expect(isCurrent(number)).toBe(true);
    step(() => expect(isCurrent(number)).toBe(false));
  });

  test("what is kept after the step has ended is a copy, too", () => {
    const kept = keep(step(() => allocate("float64", 4).fill(7)));
    step(() => allocate("float64", 4).fill(9));
    expect([...kept]).toEqual([7, 7, 7, 7]);
  });

  test("what is kept is a copy that the next step does not touch", () => {
    const kept = step(() => keep(allocate("float64", 4).fill(7)));
    step(() => allocate("float64", 4).fill(9));
    expect([...kept]).toEqual([7, 7, 7, 7]);
    expect(addressOf(kept)).toBeUndefined();
  });

  test("what lies in the arena can be kept at the last moment, once for each outermost step", () => {
    let [latest, calls]: [Float64Array | Float32Array | null, number] = [null, 0];
    beforeRecycling(() => {
      calls++;
      if (latest !== null) latest = keep(latest);
    });
    step(() => {
      latest = allocate("float64", 2).fill(5);
      step(() => undefined);
      expect(calls).toBe(1);
    });
    step(() => allocate("float64", 2).fill(6));
    expect(calls).toBe(2);
    expect([...(latest ?? [])]).toEqual([5, 5]);
  });

  test("what need not be copied is not", () => {
    const own = new Float64Array(3);
    const parameter = persistent("float64", 3);
    step(() => {
      expect(keep(own)).toBe(own);
      expect(keep(parameter)).toBe(parameter);
    });
  });

  test("a step within a step is part of it", () => {
    step(() => {
      const outer = allocate("float64", 4).fill(1);
      const inner = step(() => allocate("float64", 4).fill(2));
      expect(isCurrent(stepOf(inner))).toBe(true);
      expect([...outer, ...inner]).toEqual([1, 1, 1, 1, 2, 2, 2, 2]);
    });
  });

  test("more than the arena holds comes from ordinary memory, and the next step starts afresh", () => {
    const large = 20_000_000;
    step(() => {
      const arrays = Array.from({ length: 3 }, () => allocate("float64", large));
      expect(addressOf(arrays[0])).toBeDefined();
      expect(addressOf(arrays[2])).toBeUndefined();
    });
    step(() => expect(addressOf(allocate("float64", 10))).toBeDefined());
  });
});

describe("persistent arrays", () => {
  test("lie in the reserve, begin as zeros, and do not overlap", () => {
    const arrays = [1, 7, 8, 9, 1000].map((length) => persistent("float64", length));
    for (const values of arrays) expect(values.every((x) => x === 0)).toBe(true);
    arrays.forEach((values, i) => {
      values.fill(i + 1);
    });
    arrays.forEach((values, i) => {
      expect(values.every((x) => x === i + 1)).toBe(true);
    });
  });

  test("more than the region holds are ordinary arrays", () => {
    const tooMany = (persistentRegion.end - persistentRegion.start) / 8 + 1;
    const values = persistent("float64", tooMany);
    expect(addressOf(values)).toBeUndefined();
    expect(values.length).toBe(tooMany);
  });
});

describe("a section", () => {
  test("is the same memory, and knows its place", () => {
    const whole = persistent("float32", 10);
    const part = section(whole, 3, 6);
    part.fill(1);
    expect([...whole]).toEqual([0, 0, 0, 1, 1, 1, 0, 0, 0, 0]);
    expect(addressOf(part)).toBe((addressOf(whole) as number) + 12);
  });

  test("of an ordinary array is a subarray", () => {
    const whole = Float64Array.of(1, 2, 3);
    expect([...section(whole, 1)]).toEqual([2, 3]);
    expect(section(whole, 1).buffer).toBe(whole.buffer);
  });

  test("printed, shows its numbers only", () => {
    expect(Object.keys(section(persistent("float64", 4), 1, 3))).toEqual(["0", "1"]);
  });
});

test("the reserve takes no RAM until it is used", () => {
  expect(reserve.buffer.byteLength).toBeGreaterThanOrEqual(64 * 2 ** 20);
  expect(process.memoryUsage().rss).toBeLessThan(reserve.buffer.byteLength);
});

test("arrays larger than the scratch memory are computed too, and the parameters stay untouched", () => {
  const parameter = persistent("float64", 100).fill(3);
  const large = new Float64Array(6_000_000).fill(2);
  kernels.unary("square", large, large);
  expect([large[0], large[5_999_999]]).toEqual([4, 4]);
  const [rows, inner] = [9_000_000, 2];
  const product = new Float64Array(rows);
  kernels.matmul(
    rows,
    1,
    inner,
    new Float64Array(rows * inner).fill(1),
    false,
    Float64Array.of(1, 1),
    false,
    product,
    false,
  );
  expect([product[0], product[rows - 1]]).toEqual([2, 2]);
  expect(parameter.every((x) => x === 3)).toBe(true);
});
