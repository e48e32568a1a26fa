/** The connection file that Jupyter writes: where the five sockets listen, and the key that signs messages. */

import { readFileSync } from "node:fs";
import { isJson } from "./message.js";

export type Channel = "shell" | "control" | "stdin" | "iopub" | "hb";

export interface Connection {
  readonly key: string;
  address(channel: Channel): string;
}

/** @throws Error when the file is not there, or lacks what a kernel needs */
export function readConnection(file: string): Connection {
  const info: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isJson(info)) throw new Error(`${file} is no connection file: a JSON object was expected`);
  const { transport = "tcp", ip, key = "", signature_scheme: scheme = "hmac-sha256" } = info;
  if (scheme !== "hmac-sha256") throw new Error(`${file}: signature scheme ${String(scheme)} is not known`);
  return {
    key: String(key),
    address(channel: Channel): string {
      const port = info[`${channel}_port`];
      if (port === undefined) throw new Error(`${file} has no ${channel}_port`);
      return transport === "ipc"
        ? `ipc://${String(ip)}-${String(port)}`
        : `tcp://${String(ip)}:${String(port)}`;
    },
  };
}
