import fc from "fast-check";
import { expect, test } from "vitest";
import type { Dealer } from "zeromq";
import { type Frame, Wire } from "../../src/kernel/protocol/message.js";
import { type Client, startBeforeAll } from "./client.js";

let kernel: Client;
startBeforeAll((started) => {
  kernel = started;
});

/** Sends each of the messages to each socket in turn; then the kernel must still answer. */
async function survives(messages: readonly (readonly Frame[])[]): Promise<void> {
  const sockets: readonly Dealer[] = [kernel.shell, kernel.control, kernel.stdin];
  for (const frames of messages) {
    for (const socket of sockets) await socket.send(frames.length > 0 ? [...frames] : [Buffer.alloc(0)]);
  }
  expect((await kernel.execute("6 * 7")).text).toBe("42");
}

const bytes = fc.uint8Array({ maxLength: 40 }).map((array) => Buffer.from(array));
const type = fc.oneof(
  fc.constantFrom("execute", "complete", "inspect", "history", "is_complete", "comm_info", "kernel_info"),
  fc.constantFrom("constructor", "__proto__", "toString", "debug", ""),
  fc.string(),
);

test("noise is survived", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(bytes, { maxLength: 8 }), { maxLength: 10 }), survives),
    { numRuns: 20, endOnFailure: true },
  );
});

test("messages that are cut, or of which a byte is wrong, are survived", async () => {
  const damaged = fc
    .record({ type, frame: fc.nat(5), at: fc.nat(200), length: fc.nat(6) })
    .map(({ type: name, frame, at, length }) => {
      const message = kernel.wire.compose(`${name}_request`, { code: "throw new Error('never')" });
      const frames = kernel.wire.pack(message).map((part) => Buffer.from(part));
      const target = frames[frame] ?? Buffer.alloc(1);
      if (target.length > 0) target[at % target.length]! ^= 1;
      return frames.slice(0, length === 0 ? undefined : length);
    });
  await fc.assert(fc.asyncProperty(fc.array(damaged, { maxLength: 10 }), survives), {
    numRuns: 20,
    endOnFailure: true,
  });
});

test("messages signed with another key do nothing", async () => {
  const forged = new Wire("a guess");
  await kernel.execute("let touched = false;");
  await survives([forged.pack(forged.compose("execute_request", { code: "touched = true" }))]);
  expect((await kernel.execute("touched")).text).toBe("false");
});

test("a cell that is asked for on the control channel is not run, and disturbs none that is", async () => {
  await kernel.execute("let asked = false;");
  const request = kernel.wire.compose("execute_request", { code: "asked = true" });
  const running = kernel.execute("await new Promise((resolve) => setImmediate(resolve)); asked");
  await kernel.control.send(kernel.wire.pack(request));
  expect((await running).text).toBe("false");
  expect((await kernel.execute("asked")).text).toBe("false");
});

test("requests whose content is not what it should be are survived", async () => {
  const anything = fc.jsonValue({ maxDepth: 2 });
  const content = fc.record(
    {
      cursor_pos: anything,
      silent: anything,
      user_expressions: anything,
      detail_level: anything,
      hist_access_type: fc.oneof(anything, fc.constantFrom("range", "search", "tail")),
      n: anything,
      start: anything,
      stop: anything,
      pattern: anything,
      value: anything,
      // Code that is a string is the reader's: only what is none is malformed.
      code: fc.oneof(fc.constant(null), fc.integer(), fc.constant({}), fc.constant([])),
    },
    { requiredKeys: [] },
  );
  const odd = fc
    .tuple(type, content)
    .map(([name, fields]) =>
      kernel.wire.pack(kernel.wire.compose(`${name}_request`, { ...fields, stop_on_error: false })),
    );
  await fc.assert(fc.asyncProperty(fc.array(odd, { maxLength: 6 }), survives), {
    numRuns: 20,
    endOnFailure: true,
  });
});
