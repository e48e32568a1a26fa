import { MessageChannel } from "node:worker_threads";
import { afterEach, describe, expect, test, vi } from "vitest";
import { KernelDesk, newDesk, RoomDesk } from "../../../src/kernel/room/desk.js";

/** Half of the times that a clock of 32 bits can show are negative; it goes round every 49.7 days. */
const dates = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 31 + 100, 2 ** 32 - 1, 2 ** 32, 1.79e12, 1.79e12 + 2 ** 31];

afterEach(() => {
  vi.useRealTimers();
});

describe.each(dates)("at %d ms of the clock", (date) => {
  test("a room that has never looked for an interrupt is not taken for one that does so often", () => {
    vi.useFakeTimers({ now: date });
    const { kernel } = desks();
    expect(kernel.isLooking).toBe(false);
    vi.setSystemTime(date + 5000);
    expect(kernel.isLooking).toBe(false);
  });

  test("a room that has looked is expected to look again within 200 ms, and no longer", () => {
    vi.useFakeTimers({ now: date });
    const { kernel, room } = desks();
    room.checkInterrupt();
    expect(kernel.isLooking).toBe(true);
    vi.setSystemTime(date + 199);
    expect(kernel.isLooking).toBe(true);
    vi.setSystemTime(date + 200);
    expect(kernel.isLooking).toBe(false);
    vi.setSystemTime(date + 2 ** 31 + 5);
    expect(kernel.isLooking).toBe(false);
  });
});

function desks(): { kernel: KernelDesk; room: RoomDesk } {
  const shared = newDesk();
  const { port1, port2 } = new MessageChannel();
  port1.unref();
  port2.unref();
  return {
    kernel: new KernelDesk({ shared, answers: port1 }),
    room: new RoomDesk({ shared, answers: port2 }),
  };
}
