import { describe, expect, test } from "vitest";
import { MalformedMessage, type Message, Wire } from "../../../src/kernel/protocol/message.js";

const wire = new Wire("secret");

/** The frames of a message, as they arrive. */
const sent = (message: Message, by: Wire = wire): Buffer[] =>
  by.pack(message).map((part) => Buffer.from(part));

describe("a message", () => {
  test("comes back from the wire as it was sent", () => {
    const request = wire.compose("execute_request", { code: "'ü 😀'" });
    const reply = wire.compose("execute_reply", { status: "ok" }, request);
    const back = wire.unpack(
      sent({ ...reply, identities: [Buffer.from("who")], buffers: [Buffer.of(0, 255)] }),
    );
    expect(back.content).toEqual({ status: "ok" });
    expect(back.parentHeader).toEqual(request.header);
    expect(back.identities).toEqual([Buffer.from("who")]);
    expect(back.buffers).toEqual([Buffer.of(0, 255)]);
  });

  test("signed with another key is refused", () => {
    const forged = sent(wire.compose("execute_request", { code: "1" }), new Wire("guess"));
    expect(() => wire.unpack(forged)).toThrow(MalformedMessage);
  });

  test("of which any signed frame was changed is refused", () => {
    for (const index of [2, 3, 4, 5]) {
      const frames = sent(wire.compose("execute_request", { code: "1" }));
      frames[index] = Buffer.from('{"msg_id":"a","msg_type":"b"}');
      expect(() => wire.unpack(frames)).toThrow("wrong signature");
    }
  });

  test("cut short at any frame is refused", () => {
    const frames = sent(wire.compose("execute_request", { code: "1" }));
    for (let length = 0; length < frames.length; length++) {
      expect(() => wire.unpack(frames.slice(0, length))).toThrow(MalformedMessage);
    }
  });

  test("that is no JSON, or whose parts are no objects, is refused", () => {
    const open = new Wire("");
    const with_ = (...parts: string[]): Buffer[] =>
      ["<IDS|MSG>", "", ...parts].map((part) => Buffer.from(part));
    expect(() => open.unpack(with_("{", "{}", "{}", "{}"))).toThrow("no JSON");
    expect(() => open.unpack(with_("[]", "{}", "{}", "{}"))).toThrow("no object");
    expect(() => open.unpack(with_("{}", "{}", "{}", "{}"))).toThrow("without msg_id");
  });

  test("needs no signature where the connection has no key", () => {
    const open = new Wire("");
    const frames = sent(open.compose("status", {}), open);
    expect(frames[1]).toEqual(Buffer.alloc(0));
    expect(open.unpack(frames).header.msg_type).toBe("status");
  });
});
