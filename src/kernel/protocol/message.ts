/** What a Jupyter message is, and how it travels: signed JSON frames (messaging protocol 5.4, the wire protocol). */

import { createHmac, createSecretKey, type KeyObject, randomUUID, timingSafeEqual } from "node:crypto";

/** Any JSON object: the form of a message's content, and of most things in it. */
export type Json = { [key: string]: unknown };

export interface Header {
  readonly msg_id: string;
  readonly msg_type: string;
  readonly session: string;
  readonly username: string;
  readonly date: string;
  readonly version: string;
}

export interface Message {
  /** Who asked: the routing frames of a ROUTER socket, or the topic of a published message. */
  readonly identities: readonly Buffer[];
  readonly header: Header;
  /** The header of the request that this message belongs to; `{}` where there is none. */
  readonly parentHeader: Header | Json;
  readonly metadata: Json;
  readonly content: Json;
  readonly buffers: readonly Buffer[];
}

/** A message that nobody should act on: unsigned, cut short, or no JSON. */
export class MalformedMessage extends Error {
  override readonly name = "MalformedMessage";
}

export const protocolVersion = "5.4";

const delimiter = Buffer.from("<IDS|MSG>");

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isHeader(value: Json): value is Json & Header {
  return typeof value.msg_id === "string" && typeof value.msg_type === "string";
}

/** A part of a message on its way out. ZeroMQ lets go of a string in its own thread; of a buffer, in this one. */
export type Frame = Buffer | string;

/** Packs and unpacks the messages of one connection, whose key signs them. */
export class Wire {
  /** Undefined where messages are not signed. */
  readonly #key: KeyObject | undefined;
  readonly #session: string = randomUUID();
  #count = 0;

  constructor(key: string) {
    this.#key = key === "" ? undefined : createSecretKey(key, "utf8");
  }

  /** A new message of this kernel, answering `parent`. */
  compose(type: string, content: Json, parent?: Message, metadata: Json = {}): Message {
    this.#count += 1;
    const header: Header = {
      msg_id: `${this.#session}_${this.#count}`,
      msg_type: type,
      session: this.#session,
      username: "kernel",
      date: new Date().toISOString(),
      version: protocolVersion,
    };
    const identities = parent?.identities ?? [];
    return { identities, header, parentHeader: parent?.header ?? {}, metadata, content, buffers: [] };
  }

  pack(message: Message): Frame[] {
    const parts = [message.header, message.parentHeader, message.metadata, message.content];
    const frames = parts.map((part) => JSON.stringify(part));
    return [...message.identities, delimiter, this.#sign(frames), ...frames, ...message.buffers];
  }

  /** @throws MalformedMessage when the signature, the number of frames or the JSON is wrong */
  unpack(frames: readonly Buffer[]): Message {
    const at = frames.findIndex((frame) => frame.equals(delimiter));
    if (at < 0 || frames.length < at + 6) throw new MalformedMessage("a message of too few frames");
    const signature = frames[at + 1]!;
    const signed = frames.slice(at + 2, at + 6);
    const expected = Buffer.from(this.#sign(signed));
    if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      throw new MalformedMessage("a message with a wrong signature");
    }
    const [header, parentHeader, metadata, content] = signed.map(parseObject) as [Json, Json, Json, Json];
    if (!isHeader(header)) throw new MalformedMessage("a message without msg_id or msg_type");
    const buffers = frames.slice(at + 6);
    return { identities: frames.slice(0, at), header, parentHeader, metadata, content, buffers };
  }

  #sign(frames: readonly Frame[]): string {
    if (this.#key === undefined) return "";
    const hmac = createHmac("sha256", this.#key);
    // Handing over one long string costs half of what four short ones do.
    if (frames.every((frame) => typeof frame === "string")) hmac.update(frames.join(""));
    else for (const frame of frames) hmac.update(frame);
    return hmac.digest("hex");
  }
}

function parseObject(frame: Buffer): Json {
  let value: unknown;
  try {
    value = JSON.parse(frame.toString());
  } catch {
    throw new MalformedMessage("a message that is no JSON");
  }
  if (!isJson(value)) throw new MalformedMessage("a message whose part is no object");
  return value;
}
