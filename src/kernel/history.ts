/** What was executed, for `history_request`: a console's arrow keys and its search. */

import type { Json } from "./protocol/message.js";

interface Entry {
  readonly line: number;
  readonly input: string;
  readonly output: string | null;
}

/** The only session that the kernel knows is its own. Who asks may call it the present one, 0. */
const session = 1;

export class History {
  readonly #entries: Entry[] = [];

  add(line: number, input: string, output: string | null): void {
    this.#entries.push({ line, input, output });
  }

  /** The content of a `history_reply`. */
  answer(request: Json): Json {
    const withOutput = request.output === true;
    const history = this.#select(request).map(({ line, input, output }) => {
      return [session, line, withOutput ? [input, output] : input];
    });
    return { status: "ok", history };
  }

  #select({ hist_access_type: access, session: asked = 0, n, start, stop, pattern, unique }: Json): Entry[] {
    if (access === "range") {
      if (asked !== 0 && asked !== session) return [];
      const from = Number(start ?? 0);
      const to = stop === null || stop === undefined ? Number.POSITIVE_INFINITY : Number(stop);
      return this.#entries.filter(({ line }) => line >= from && line < to);
    }
    let found = this.#entries;
    if (access === "search") {
      const matches = glob(String(pattern ?? "*"));
      found = found.filter(({ input }) => matches.test(input));
      if (unique === true) found = [...new Map(found.map((entry) => [entry.input, entry])).values()];
    }
    return typeof n === "number" ? found.slice(Math.max(0, found.length - n)) : found;
  }
}

/** `*` and `?` as in a shell; everything else means itself. */
function glob(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, "[\\s\\S]*")
    .replace(/\?/g, "[\\s\\S]");
  return new RegExp(`^${source}$`);
}
