/** One set-up at a time: a file with the number of the process that works, which the others wait for. */
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

/**
 * Runs `work` while holding the lock. A lock whose process has ended, however it ended, counts for nothing.
 *
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {(holder: number) => void} onWait  called once for each process that we wait for
 * @returns {Promise<T>}
 */
export async function withLock(path, work, onWait) {
  let announced = 0;
  while (!take(path)) {
    const holder = holderOf(path);
    if (holder !== undefined && !worksElsewhere(holder)) {
      removeStale(path, holder);
      continue;
    }
    if (holder !== undefined && holder !== announced) onWait(holder);
    announced = holder ?? announced;
    await pause(200);
  }
  const release = () => rmSync(path, { force: true });
  process.once("exit", release);
  try {
    return await work();
  } finally {
    process.off("exit", release);
    release();
  }
}

/** A file is complete before it gets the lock's name, so that nobody reads a lock without a number. @param {string} path */
function take(path) {
  mkdirSync(dirname(path), { recursive: true });
  const mine = `${path}.${process.pid}`;
  writeFileSync(mine, String(process.pid));
  try {
    linkSync(mine, path);
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(mine, { force: true });
  }
}

/**
 * Two may find the same stale lock: only the one that holds the lock's own lock may take it away.
 *
 * @param {string} path
 * @param {number} holder
 */
function removeStale(path, holder) {
  if (!take(`${path}.stale`)) {
    const remover = holderOf(`${path}.stale`);
    if (remover !== undefined && !worksElsewhere(remover)) rmSync(`${path}.stale`, { force: true });
    return;
  }
  if (holderOf(path) === holder) rmSync(path, { force: true });
  rmSync(`${path}.stale`, { force: true });
}

/** @param {string} path */
function holderOf(path) {
  try {
    return Number(readFileSync(path, "utf8"));
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  }
}

/** Our own number in a lock that we do not hold is an earlier process's. @param {number} pid */
function worksElsewhere(pid) {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === "EPERM";
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
