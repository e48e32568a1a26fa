/** What can be read of something that was thrown. It may be anything, and may throw again when one looks at it. */

import { types } from "node:util";
import { plain } from "./bundle.js";

export function isError(value: unknown): value is Error {
  return attempt(() => value instanceof Error, false) || types.isNativeError(value);
}

export function nameOf(error: Error): string {
  return stringOf(attempt(() => error.name, undefined)) ?? "Error";
}

export function messageOf(error: Error): string {
  return stringOf(attempt(() => error.message, undefined)) ?? "";
}

/** `name: message`, as JavaScript puts it. */
export function titleOf(error: Error, paint: (name: string) => string = String): string {
  const [name, message] = [nameOf(error), messageOf(error)];
  return name === "" || message === "" ? paint(name) + message : `${paint(name)}: ${message}`;
}

/** The stack as Node has it; empty where there is none. */
export function stackOf(error: Error): string {
  const stack: unknown = attempt(() => error.stack, "");
  return typeof stack === "string" ? stack : "";
}

/** What lies under an error: its cause, and the errors that it stands for. */
export function causesOf(error: Error): unknown[] {
  return attempt(() => {
    const errors: unknown = Reflect.get(error, "errors");
    const causes: unknown[] = error.cause === undefined ? [] : [error.cause];
    return Array.isArray(errors) ? causes.concat(errors) : causes;
  }, []);
}

/** What an error carries beyond what every error has, such as a code or a path; empty where there is nothing. */
export function fieldsOf(error: Error): string {
  return attempt(() => {
    const fields = Object.entries(error).filter(
      ([name, value]) => !told.has(name) && (value ?? undefined) !== undefined,
    );
    return fields.length > 0 ? plain(Object.fromEntries(fields), 1) : "";
  }, "");
}

const told: ReadonlySet<string> = new Set(["name", "message", "stack", "cause", "errors"]);

/** As Node prints it. */
export function textOf(value: unknown): string {
  return attempt(() => plain(value), `a value of type ${typeof value}, which cannot be shown`);
}

function stringOf(value: unknown): string | undefined {
  return value === undefined || typeof value === "string" ? value : textOf(value);
}

function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}
