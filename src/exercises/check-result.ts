import { printedBy } from "../tensor/inspect.js";

export type CheckStatus = "passed" | "failed" | "unsolved";

const SIGNS: Readonly<Record<CheckStatus, string>> = { passed: "✓", failed: "✗", unsolved: "…" };
const WORDS: Readonly<Record<CheckStatus, string>> = {
  passed: "passed",
  failed: "failed",
  unsolved: "not solved yet",
};

/** What a check found: one line in a notebook, and a second one that says what is wrong. */
export class CheckResult {
  readonly title: string;
  readonly status: CheckStatus;
  /** What was compared, or what is wrong and what to look at. */
  readonly message: string;

  constructor(title: string, status: CheckStatus, message: string) {
    this.title = title;
    this.status = status;
    this.message = message;
  }

  get passed(): boolean {
    return this.status === "passed";
  }

  toString(): string {
    return `${SIGNS[this.status]} ${WORDS[this.status]}: ${this.title}\n  ${this.message}`;
  }

  /** The MIME bundle that a notebook shows. */
  toBundle(): Record<string, string> {
    const line = `<strong>${SIGNS[this.status]} ${WORDS[this.status]}</strong>: ${escapeHtml(this.title)}`;
    return {
      "text/html": `<p class="gradbook-check">${line}<br>${escapeHtml(this.message)}</p>`,
      "text/plain": this.toString(),
    };
  }
}

Object.defineProperty(CheckResult.prototype, Symbol.for("Jupyter.display"), {
  value: CheckResult.prototype.toBundle,
});
printedBy(CheckResult, String);

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\n", "<br>");
}
