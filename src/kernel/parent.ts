/** A kernel ends with the Jupyter that started it: when that was killed, nobody could ask the kernel to. */

/** Milliseconds between two looks. */
const interval = 1000;

/**
 * Looks from now on whether the process that started this one, and said so in JPY_PARENT_PID, still lives. A kernel that
 * was started in another way, by a script that has ended since, is nobody's to end.
 */
export function endWithParent(): void {
  const parent = process.ppid;
  if (process.env.JPY_PARENT_PID !== String(parent)) return;
  setInterval(() => {
    // At once, and whatever a cell is doing: there is nobody to whom anything could be said.
    if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  }, interval).unref();
}
