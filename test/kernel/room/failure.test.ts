import { inspect, stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { failureOf } from "../../../src/kernel/room/failure.js";
import { Stacks } from "../../../src/kernel/room/stack.js";

const stacks = new Stacks("/");

/** What a reader sees, without colours and without frames. */
function told(error: unknown): string[] {
  const lines = failureOf(error, stacks).traceback.map(stripVTControlCharacters);
  return lines.filter((line) => !/^ +(at|in) /.test(line));
}

function throwing(): never {
  throw new Error("from within");
}

describe("a failure", () => {
  test.each<[string, unknown]>([
    ["a function as its message", Object.assign(new Error("E"), { message: () => 1 })],
    ["functions in its message", Object.assign(new Error("E"), { message: { f: () => 1 } })],
    ["a symbol as its message", Object.assign(new Error("E"), { message: Symbol("s") })],
    ["no name", Object.assign(new Error("E"), { name: undefined })],
    ["a name that is none", Object.assign(new Error("E"), { name: 5 })],
    ["a stack that is none", Object.assign(new Error("E"), { stack: 5 })],
    ["a message that throws", Object.defineProperty(new Error("E"), "message", { get: throwing })],
    ["a stack that throws", Object.defineProperty(new Error("E"), "stack", { get: throwing })],
    ["a cause that throws", Object.defineProperty(new Error("E"), "cause", { get: throwing })],
    ["a field that throws", Object.defineProperty(new Error("E"), "f", { get: throwing, enumerable: true })],
    ["a toString that throws", { toString: throwing }],
    ["a way to be shown that throws", { [inspect.custom]: throwing }],
    ["no prototype that one could ask for", new Proxy({}, { getPrototypeOf: throwing })],
    ["nothing left of it", revoked()],
    ["no prototype", Object.create(null)],
    ["no value", undefined],
  ])("is told in strings where what was thrown has %s", (_, error) => {
    const { ename, evalue, traceback } = failureOf(error, stacks);
    for (const text of [ename, evalue, ...traceback]) expect(text).toBeTypeOf("string");
    expect(ename).not.toBe("");
  });

  test("has the name Error where the error has none, and the message as Node prints it where it is no text", () => {
    const error = Object.assign(new Error("E"), { name: undefined, message: { a: 1 } });
    expect(failureOf(error, stacks)).toMatchObject({ ename: "Error", evalue: "{ a: 1 }" });
  });

  test("tells of errors that cause each other once", () => {
    const [one, other] = [new Error("one"), new Error("other")];
    Object.assign(one, { cause: other });
    Object.assign(other, { cause: one });
    expect(told(one)).toEqual(["Error: one", "caused by Error: other"]);
    expect(told(Object.assign(new Error("own"), { cause: undefined }))).toEqual(["Error: own"]);
  });

  test("tells of a cause that is no error, and of each error that it stands for", () => {
    expect(told(new Error("E", { cause: "disk full" }))).toEqual(["Error: E", "caused by 'disk full'"]);
    expect(told(new Error("E", { cause: { code: 5 } }))).toEqual(["Error: E", "caused by { code: 5 }"]);
    expect(told(new AggregateError([1, new TypeError("t"), 1], "many"))).toEqual([
      "AggregateError: many",
      "caused by 1",
      "caused by TypeError: t",
      "caused by 1",
    ]);
  });

  test("tells of a few errors where there are thousands, side by side or one under the other", () => {
    const many = new AggregateError(Array.from({ length: 5000 }, (_, i) => new Error(String(i))));
    let deep = new Error("0");
    for (let i = 1; i < 5000; i++) deep = new Error(String(i), { cause: deep });
    for (const error of [many, deep]) {
      expect(told(error).length).toBeLessThan(50);
      expect(told(error).at(-1)).toBe("… and more errors");
    }
  });

  test("tells what the error carries, and nothing twice", () => {
    const error = Object.assign(new Error("E"), {
      name: "Own",
      code: "ENOENT",
      errno: -2,
      unset: undefined,
      none: null,
    });
    expect(told(error)).toEqual(["Own: E", "with { code: 'ENOENT', errno: -2 }"]);
  });
});

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}
