/** What a value looks like in a notebook: its MIME bundle. */

import { inspect } from "node:util";
import { isJson, type Json } from "../protocol/message.js";

/** A value that knows what it looks like: Deno's convention, which libraries follow without knowing the kernel. */
const displaySymbol: unique symbol = Symbol.for("Jupyter.display") as never;

const longest = 20_000;

/** @param custom  what the value says of itself: to ask it twice might do something twice */
export async function bundleOf(value: unknown, custom: unknown = ownBundle(value)): Promise<Json> {
  if (custom === undefined) return { "text/plain": plain(value) };
  const bundle: unknown = await custom;
  if (!isJson(bundle)) return { "text/plain": plain(value) };
  return withText(bundle, value);
}

/** A bundle that a terminal can show too; one that is empty on purpose stays so. */
export function withText(bundle: Json, value: unknown): Json {
  if ("text/plain" in bundle || Object.keys(bundle).length === 0) return bundle;
  return { ...bundle, "text/plain": plain(value) };
}

/** The bundle, or a promise of it; undefined where the value leaves it to us. */
export function ownBundle(value: unknown): unknown {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return undefined;
  const show: unknown = Reflect.get(value, displaySymbol);
  return typeof show === "function" ? Reflect.apply(show, value, []) : undefined;
}

/** As Node prints it; cut, with a note, where a notebook would drown in it. */
export function plain(value: unknown, depth = 4): string {
  const text = inspect(value, { maxArrayLength: 100, maxStringLength: 10_000, depth, breakLength: 100 });
  if (text.length <= longest) return text;
  return `${text.slice(0, longest)}\n… ${text.length - longest} more characters`;
}
