import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { COLORS, classStyle, pale, roleStyle, stylesFor } from "../../src/display/palette.js";
import { INK, MARK } from "../../src/display/theme.js";
import { contrast, type Sight, sightDistance } from "./color-vision.js";

const WHITE = "#ffffff";
/** JupyterLab's dark page. */
const DARK = "#111111";
const colors = Object.values(COLORS);

describe("the six colours", () => {
  test.each(colors)("%s stands out from light and dark pages, 3 : 1", (color) => {
    expect(contrast(color, WHITE)).toBeGreaterThanOrEqual(3);
    expect(contrast(color, DARK)).toBeGreaterThanOrEqual(3);
  });

  test.each(["normal", "protan", "deutan", "tritan"] satisfies Sight[])("are apart in %s sight", (sight) => {
    const pairs = colors.flatMap((a, i) => colors.slice(i + 1).map((b) => [a, b] as const));
    for (const [a, b] of pairs) expect(sightDistance(a, b, sight), `${a} ${b}`).toBeGreaterThan(0.11);
  });
});

test("text is as readable on white as on dark, 4.3 : 1, and marks 3 : 1", () => {
  for (const page of [WHITE, DARK]) {
    expect(contrast(INK, page)).toBeGreaterThan(4.3);
    expect(contrast(MARK, page)).toBeGreaterThan(3);
  }
});

describe("roles", () => {
  test.each([
    ["plain", "no regularization"],
    ["L2, λ = 0.7", "l2"],
    ["dropout, keep 0.86", "withDropout"],
    ["Adam", "adam, β₁ = 0.9"],
    ["RMSProp", "rms_prop"],
    ["He", "heInit"],
    ["momentum", "momentum β = 0.9"],
  ])("%s looks like %s", (a, b) => {
    expect(roleStyle(a)).toBeDefined();
    expect(roleStyle(a)).toEqual(roleStyle(b));
  });

  test.each(["the", "here", "adamant eve", "battle", "label2"])("%s is no role", (name) => {
    expect(roleStyle(name)).toBeUndefined();
  });

  test("each has a look of its own", () => {
    const names = [
      "plain",
      "vanilla dropout",
      "dropout",
      "L2",
      "L1",
      "early stopping",
      "augmentation",
      "batch norm",
    ]
      .concat([
        "mini-batch",
        "Nesterov",
        "momentum",
        "Adagrad",
        "RMSProp",
        "Adam",
        "SGD",
        "zeros",
        "random",
        "He",
      ])
      .concat(["Xavier", "LeCun"]);
    const looks = names.map((name) => JSON.stringify(roleStyle(name)));
    expect(new Set(looks).size).toBe(names.length);
  });
});

describe("the looks of one figure", () => {
  test("a role keeps its look, whoever stands beside it", () => {
    expect(stylesFor(["x", "dropout", "y"]).get("dropout")).toEqual(roleStyle("dropout"));
  });

  test("three strengths of one role share the colour and differ in the dash", () => {
    const looks = [...stylesFor(["L2, λ = 0.1", "L2, λ = 0.7", "L2, λ = 3"]).values()];
    expect(new Set(looks.map((look) => look.color)).size).toBe(1);
    expect(new Set(looks.map((look) => look.dash)).size).toBe(3);
  });

  test("up to 36 names all look different, and the same on every call", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 36 }), (names) => {
        const looks = [...stylesFor(names).values()].map((look) => JSON.stringify(look));
        expect(new Set(looks).size).toBe(names.length);
        expect([...stylesFor(names).keys()]).toEqual(names);
        expect([...stylesFor(names).values()].map((look) => JSON.stringify(look))).toEqual(looks);
      }),
    );
  });

  test("the learner's own wish counts", () => {
    expect(stylesFor(["plain"], { plain: { color: "#000000" } }).get("plain")?.color).toBe("#000000");
  });
});

test("classes differ in colour and in shape", () => {
  const looks = [0, 1, 2, 3, 4, 5].map(classStyle);
  expect(new Set(looks.map((look) => look.color)).size).toBe(6);
  expect(new Set(looks.map((look) => look.symbol)).size).toBe(6);
});

test("a pale colour is the same colour, seen through", () => {
  expect(pale("#0a14ff", 0.5)).toBe("rgba(10,20,255,0.5)");
});
