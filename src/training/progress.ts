import { type Output, outputOfThisPlace } from "./progress-output.js";
import { finishedText, runningText, type Task, type Work } from "./progress-text.js";

/** How far a long computation is, in one line that changes in place. */
export interface ProgressLine {
  /**
   * @param done  how much of the total is done
   * @param note  what else to say at the end of the line; a function is called only when the line is shown
   */
  update(done: number, note?: string | (() => string)): void;
  /**
   * Replaces the line by one that is the same on every run.
   *
   * @param summary  what it is to say; default what was done and how much of it
   */
  done(summary?: string): void;
}

/** A line changes at most ten times a second. */
const PAUSE = 100;

const TRAINING: Work = { doing: "training", done: "trained", noun: "model", unit: "step" };

/**
 * A line for work of a known length: in a notebook and in a terminal; nowhere else.
 *
 * @param total  how much there is to do
 * @param work   what is done: "search", or the words for it
 * @param name   what it is done on
 * @example
 * const line = progress(trials, "search");
 * for (let i = 0; i < trials; i++) { …; line.update(i + 1, `best ${best}`); }
 * line.done();
 */
export function progress(total: number, work: string | Work, name?: string): ProgressLine {
  const words = typeof work === "string" ? { doing: work, done: work, noun: "run", unit: "step" } : work;
  const shared = currentPage();
  return shared.isBusy ? SILENT : new Line(shared, { work: words, name, total, done: 0 });
}

/** The line of a training run: its steps, and the cost of the last one. */
export function trainingProgress(total: number, name?: string): Progress {
  const line = progress(total, TRAINING, name);
  return {
    update: (done, cost) => line.update(done, () => `cost ${cost.toPrecision(3)}`),
    done: () => line.done(),
  };
}

/** What `fit` tells of itself. */
export interface Progress {
  /** @param done how many steps are done; @param cost  the cost of the last one */
  update(done: number, cost: number): void;
  /** The training is over, or was broken off, at this cost. */
  done(cost: number): void;
}

/** Work within other work, such as the training runs of a search: the outer line speaks for both. */
const SILENT: ProgressLine = { update: () => {}, done: () => {} };

/** Lines of one cell share one place on the page: three models trained in a row leave one line, not three. */
class Page {
  private readonly tasks: Task[] = [];
  private readonly output: Output;
  /** Whether a line is under way. */
  isBusy: boolean = false;
  shownAt: number = Number.NEGATIVE_INFINITY;
  private stale = false;

  constructor(output: Output) {
    this.output = output;
  }

  /** Shows what is finished, and below it what is running. */
  show(running?: string): void {
    this.shownAt = performance.now();
    this.stale = false;
    const finished = finishedText(this.tasks);
    this.output.write([finished, running ?? ""].filter((text) => text !== "").join("\n"));
  }

  /** A task is over: said at once, or with many short ones in a row, with the next that is shown. */
  finish(task: Task): void {
    this.tasks.push(task);
    this.isBusy = false;
    if (this.tasks.length > 20 && performance.now() - this.shownAt < PAUSE) this.stale = true;
    else this.show();
  }

  /** The cell's synchronous part is over: nothing more comes to this page. */
  close(): void {
    if (this.stale) this.show();
    this.output.close();
  }
}

let page: Page | null = null;

/** The page of the cell that is running. A cell ends where its synchronous code does. */
function currentPage(): Page {
  if (page !== null) return page;
  const opened = new Page(outputOfThisPlace());
  page = opened;
  const forget = (): void => {
    if (page === opened) page = null;
  };
  queueMicrotask(() => {
    opened.close();
    forget();
  });
  // Where a cell is broken off, its microtasks are dropped with it.
  setImmediate(forget);
  return opened;
}

class Line implements ProgressLine {
  private readonly page: Page;
  private readonly task: Task;
  private readonly start = performance.now();

  constructor(page: Page, task: Task) {
    this.page = page;
    this.task = task;
    page.isBusy = true;
    if (this.start - page.shownAt >= PAUSE) page.show(runningText(task, 0, ""));
  }

  update(done: number, note: string | (() => string) = ""): void {
    this.task.done = done;
    const now = performance.now();
    if (now - this.page.shownAt < PAUSE) return;
    const text = typeof note === "string" ? note : note();
    this.page.show(runningText(this.task, (now - this.start) / 1000, text));
  }

  done(summary?: string): void {
    if (summary !== undefined) this.task.summary = summary;
    this.page.finish(this.task);
  }
}
