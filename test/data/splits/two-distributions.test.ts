import { expect, test } from "vitest";
import { blobs } from "../../../src/data/points/blobs.js";
import { splitTwoDistributions } from "../../../src/data/splits/two-distributions.js";

const web = blobs({ size: 200, classes: 2, seed: 1, name: "web" });
const app = blobs({ size: 100, classes: 2, noise: 2, seed: 2, name: "app" });
const rows = (x: { toArray(): unknown }): string[] => (x.toArray() as number[][]).map((row) => row.join());

test("dev and test are halves of the target, and train is all the rest of the world", () => {
  const { train, dev, test: held } = splitTwoDistributions(web, app);
  expect(rows(train.x)).toEqual(rows(web.x));
  expect([dev.size, held.size]).toEqual([50, 50]);
  expect([...rows(dev.x), ...rows(held.x)].sort()).toEqual(rows(app.x).sort());
});

test("half of the target can be mixed into train: 200 + 50, 25, 25", () => {
  const { train, dev, test: held } = splitTwoDistributions(web, app, { trainShare: 0.5, seed: 1 });
  expect([train.size, dev.size, held.size]).toEqual([250, 25, 25]);
  const target = [...rows(train.x).slice(200), ...rows(dev.x), ...rows(held.x)];
  expect(target.sort()).toEqual(rows(app.x).sort());
});

test("classes keep their shares in dev and test", () => {
  const { dev, test: held } = splitTwoDistributions(web, app, { seed: 4 });
  expect([dev.y.sum().item(), held.y.sum().item()]).toEqual([25, 25]);
});

test("training on all of the target is refused: nothing would be left to judge by", () => {
  expect(() => splitTwoDistributions(web, app, { trainShare: 1 })).toThrow(/leaves nothing to judge by/);
});
