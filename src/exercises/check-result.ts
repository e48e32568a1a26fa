import { type MimeBundle, Shown } from "../display/shown.js";

export type CheckStatus = "passed" | "failed" | "unsolved";

const SIGNS: Readonly<Record<CheckStatus, string>> = { passed: "✓", failed: "✗", unsolved: "…" };
const WORDS: Readonly<Record<CheckStatus, string>> = {
  passed: "passed",
  failed: "failed",
  unsolved: "not solved yet",
};

/** What a check found: one line in a notebook, and a second one that says what is wrong. */
export class CheckResult extends Shown {
  readonly title: string;
  readonly status: CheckStatus;
  /** What was compared, or what is wrong and what to look at. */
  readonly message: string;

  constructor(title: string, status: CheckStatus, message: string) {
    super();
    this.title = title;
    this.status = status;
    this.message = message;
  }

  get passed(): boolean {
    return this.status === "passed";
  }

  override toString(): string {
    return `${SIGNS[this.status]} ${WORDS[this.status]}: ${this.title}\n  ${this.message}`;
  }

  override mimeBundle(): MimeBundle {
    const line = `<strong>${SIGNS[this.status]} ${WORDS[this.status]}</strong>: ${escapeHtml(this.title)}`;
    return {
      "text/html": `<p class="gradbook-check">${line}<br>${escapeHtml(this.message)}</p>`,
      "text/plain": this.toString(),
    };
  }
}

function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\n", "<br>");
}
