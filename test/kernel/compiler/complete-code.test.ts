import { describe, expect, test } from "vitest";
import { isComplete } from "../../../src/kernel/compiler/complete-code.js";

describe("what was typed so far", () => {
  test.each(["1 + 1", "foo + c // d", "// only a note", "", "`abc`", "/abc/.test(x)", "function f() {}"])(
    "is complete: %j",
    (code) => {
      expect(isComplete(code)).toEqual({ status: "complete" });
    },
  );

  test.each([
    "foo +",
    "foo +  // c",
    "let a = // x",
    "a &&\n// note",
    "a &&\n/* note */\n\n",
    "f(1, // one",
    "/* a note that goes on",
    "`a text that goes on",
    '"a text that goes on \\',
    "if (x) {\n  // nothing yet\n",
  ])("wants more: %j", (code) => {
    expect(isComplete(code).status).toBe("incomplete");
  });

  test.each(["let 1x", '"abc', "'abc", "f('abc", "/abc", "foo + ) // c", 'x = "abc\ny = 1'])(
    "is wrong, and more would not help: %j",
    (code) => {
      expect(isComplete(code)).toEqual({ status: "invalid" });
    },
  );

  test("is indented where more is wanted", () => {
    expect(isComplete("function f() { // of x")).toEqual({ status: "incomplete", indent: "  " });
  });
});
