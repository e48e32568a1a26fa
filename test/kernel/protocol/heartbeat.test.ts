import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { Heartbeat } from "../../../src/kernel/protocol/heartbeat.js";

test("a heartbeat is answered while the kernel's thread is busy, and ends when it is closed", async () => {
  const folder = mkdtempSync(join(tmpdir(), "heartbeat-"));
  const address = `ipc://${join(folder, "hb")}`;
  const heartbeat = new Heartbeat();
  await heartbeat.open(address);
  const frontend = `
    import { Request } from "zeromq";
    const socket = new Request({ receiveTimeout: 20_000, linger: 0 });
    socket.connect(process.argv[1]);
    for (const ping of [["ping"], ["pong"], ["several", "frames"]]) {
      await socket.send(ping);
      console.log(String(await socket.receive()));
    }
    socket.close();`;
  // This thread waits here until the frontend has ended.
  const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", frontend, address], {
    cwd: import.meta.dirname,
    encoding: "utf8",
  });
  expect(stdout).toBe("ping\npong\nseveral,frames\n");
  await heartbeat.close();
  rmSync(folder, { recursive: true });
});
