import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Workshop } from "./workshop.js";

let workshop: Workshop;
beforeEach(() => {
  workshop = new Workshop();
});
afterEach(() => {
  workshop.remove();
});

const linesOf = (text: string): string[] => text.trimEnd().split("\n");
const files = (): string[] => readdirSync(workshop.root, { recursive: true, encoding: "utf8" });

test("on a fresh clone the doctor names what set-up will make, exits with 1 and changes nothing", async () => {
  const before = files();
  const { code, stdout } = await workshop.run("doctor");
  const lines = linesOf(stdout);
  expect(code).toBe(1);
  expect(lines).toContain(`[ok]      Node: ${process.version.slice(1)}, ${process.execPath}`);
  expect(lines).toContain("[missing] npm packages: npm start makes it");
  expect(lines).toContain("[missing] JupyterLab: npm start makes it");
  expect(files()).toEqual(before);
  expect(workshop.calls()).toEqual([]);
});

test("after a set-up the doctor finds every step up to date", async () => {
  expect((await workshop.run("start")).code).toBe(0);
  const { stdout } = await workshop.run("doctor");
  for (const step of ["npm packages", "library", "Python environment", "TypeScript kernel"]) {
    expect(linesOf(stdout)).toContain(`[ok]      ${step}: up to date`);
  }
});

test("the doctor says how to get a Python that is missing, and goes on with the rest", async () => {
  rmSync(join(workshop.bin, "python3"));
  const { code, stdout } = await workshop.run("doctor");
  expect(code).toBe(1);
  expect(stdout).toMatch(/^\[missing\] Python with venv: Python 3\.10 or newer is missing .+/m);
  expect(stdout).toMatch(/^\[ok\] {6}Disk space: /m);
});

test("every line of the doctor begins with [ok] or [missing]", async () => {
  const { stdout } = await workshop.run("doctor");
  for (const line of linesOf(stdout)) expect(line).toMatch(/^\[(ok\] {5}|missing\]) \S.*: \S/);
});

test("`npm test` says how to get the browser when there is none", async () => {
  const { code, stderr } = await workshop.run("test", [], { env: { CHROMIUM: "/no/such/browser" } });
  expect(code).toBe(1);
  expect(linesOf(stderr).at(-1)).toMatch(/^Chromium is missing, npm test needs it: .+/);
});
