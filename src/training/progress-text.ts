/** What kind of work it is, in words: "training 3 models" while it lasts, "trained 3 models" when it is over. */
export interface Work {
  readonly doing: string;
  readonly done: string;
  /** What is worked on: "model". */
  readonly noun: string;
  /** What is counted: "step". */
  readonly unit: string;
}

/** One piece of work and how far it is. */
export interface Task {
  readonly work: Work;
  readonly name: string | undefined;
  readonly total: number;
  done: number;
  /** Said in place of the usual closing words. */
  summary?: string;
}

const BAR = 24;

/** "training dropout ━━━━━━━━──── 52 %  15,600 of 30,000 steps · 41,000 a second · 0.4 s left · cost 0.213" */
export function runningText(task: Task, seconds: number, note: string): string {
  const { work, name, total, done } = task;
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.floor(share * BAR);
  const bar = "━".repeat(filled) + "─".repeat(BAR - filled);
  const facts = [`${grouped(done)} of ${counted(total, work.unit)}`];
  const rate = done / seconds;
  if (done > 0 && seconds > 0.2) {
    facts.push(`${grouped(Number(rate.toPrecision(2)))} a second`, `${duration((total - done) / rate)} left`);
  }
  if (note !== "") facts.push(note);
  const title = name === undefined ? work.doing : `${work.doing} ${name}`;
  return `${title} ${bar} ${Math.floor(100 * share)} %  ${facts.join(" · ")}`;
}

/** What stays when the work is over: no times and no rates, so that it is the same on every run. */
export function finishedText(tasks: readonly Task[]): string {
  const lines: string[] = [];
  const byWork = new Map<Work, Task[]>();
  for (const task of tasks) {
    if (task.summary !== undefined) lines.push(task.summary);
    else byWork.set(task.work, [...(byWork.get(task.work) ?? []), task]);
  }
  for (const [work, alike] of byWork) {
    const whole = alike.filter((task) => task.done >= task.total);
    if (whole.length > 0) lines.push(wholeText(work, whole));
    for (const task of alike) if (task.done < task.total) lines.push(brokenText(task));
  }
  return lines.join("\n");
}

function wholeText(work: Work, tasks: readonly Task[]): string {
  const [first] = tasks;
  const names = tasks.flatMap((task) => task.name ?? []);
  const few = names.length === tasks.length && names.length <= 4 && !names.some((name) => name.includes(","));
  const what = few ? listed(names) : counted(tasks.length, work.noun);
  const same = tasks.every((task) => task.total === first.total);
  const all = tasks.reduce((sum, task) => sum + task.total, 0);
  if (tasks.length === 1) return `${work.done} ${few ? what : `a ${work.noun}`}: ${counted(all, work.unit)}`;
  return `${work.done} ${what}: ${same ? `${counted(first.total, work.unit)} each` : `${counted(all, work.unit)} in all`}`;
}

function brokenText({ work, name, done, total }: Task): string {
  const what = name === undefined ? work.doing : `${work.doing} ${name}`;
  return `${what} stopped after ${grouped(done)} of ${counted(total, work.unit)}`;
}

function counted(n: number, noun: string): string {
  return `${grouped(n)} ${noun}${n === 1 ? "" : "s"}`;
}

function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",");
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

function duration(seconds: number): string {
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  if (seconds < 6000) return `${Math.round(seconds / 60)} min`;
  return `${(seconds / 3600).toFixed(1)} h`;
}
