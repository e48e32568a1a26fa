/** Places the lessons of the map in columns: each right of all that it builds on, with short arrows. */

/**
 * @typedef {object} Stop  a lesson, or a place where a long arrow passes a column
 * @property {string} id
 * @property {number} column
 * @property {number} y          of its middle, 0 at the top
 * @property {number} height
 */

/** @typedef {Stop[]} Arrow  from a lesson over the columns in between to one that builds on it */

const SWEEPS = 8;

/**
 * @param {ReadonlyMap<string, readonly string[]>} foundations  what each lesson builds on
 * @param {{ lesson: number, arrow: number }} heights  of a row with a lesson, and of one that an arrow passes
 * @returns {{ lessons: Map<string, Stop>, arrows: Arrow[] }}
 */
export function layOut(foundations, heights) {
  const column = columns(foundations);
  /** @type {Map<string, Stop>} */
  const lessons = new Map();
  for (const id of foundations.keys()) {
    lessons.set(id, { id, column: column.get(id) ?? 0, y: 0, height: heights.lesson });
  }
  const arrows = [...lessons.values()].flatMap((to) =>
    direct(to.id, foundations).flatMap((id) => {
      const from = lessons.get(id);
      return from === undefined ? [] : [arrow(from, to, heights.arrow)];
    }),
  );
  const stops = new Set([...lessons.values(), ...arrows.flat()]);
  /** @type {Stop[][]} */
  const table = [];
  for (const stop of stops) {
    table[stop.column] ??= [];
    table[stop.column]?.push(stop);
  }
  arrange(table, arrows);
  return { lessons, arrows };
}

/**
 * The longest way from a lesson that builds on nothing.
 *
 * @param {ReadonlyMap<string, readonly string[]>} foundations
 */
function columns(foundations) {
  /** @type {Map<string, number>} */
  const column = new Map();
  // After as many rounds as there are lessons nothing moves any more, unless two build on each other.
  for (let round = 0; round <= foundations.size; round++) {
    for (const [id, below] of foundations) {
      const known = below.filter((one) => foundations.has(one));
      column.set(id, Math.max(0, ...known.map((one) => (column.get(one) ?? 0) + 1)));
    }
  }
  if (Math.max(...column.values()) >= foundations.size) throw new Error("lessons that build on each other");
  return column;
}

/**
 * What it builds on without what that builds on anyway: fewer arrows say the same.
 *
 * @param {string} id
 * @param {ReadonlyMap<string, readonly string[]>} foundations
 */
function direct(id, foundations) {
  const below = foundations.get(id) ?? [];
  /** @type {(one: string, other: string) => boolean} */
  const reaches = (one, other) =>
    (foundations.get(one) ?? []).some((next) => next === other || reaches(next, other));
  return below.filter((one) => !below.some((other) => reaches(other, one)));
}

/** @param {Stop} from @param {Stop} to @param {number} height @returns {Arrow} */
function arrow(from, to, height) {
  const between = Array.from({ length: to.column - from.column - 1 }, (_, i) => ({
    id: `${from.id}→${to.id}`,
    column: from.column + 1 + i,
    y: 0,
    height,
  }));
  return [from, ...between, to];
}

/**
 * Sorts each column by the mean height of the neighbours in the one before and in the one after, in turns.
 *
 * @param {Stop[][]} table
 * @param {readonly Arrow[]} arrows
 */
function arrange(table, arrows) {
  for (const stops of table) stack(stops);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const step = sweep % 2 === 0 ? -1 : 1;
    for (const stops of step < 0 ? table : [...table].reverse()) {
      const wish = new Map(stops.map((stop) => [stop, meanOfNeighbours(stop, arrows, step)]));
      stops.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a.id.localeCompare(b.id));
      stack(stops);
    }
  }
  const top = Math.min(...table.flat().map((stop) => stop.y - stop.height / 2));
  for (const stop of table.flat()) stop.y -= top;
}

/** One under the other, around the middle. @param {readonly Stop[]} stops */
function stack(stops) {
  let y = -stops.reduce((sum, { height }) => sum + height, 0) / 2;
  for (const stop of stops) {
    stop.y = y + stop.height / 2;
    y += stop.height;
  }
}

/** @param {Stop} stop @param {readonly Arrow[]} arrows @param {-1 | 1} step */
function meanOfNeighbours(stop, arrows, step) {
  const heights = arrows.flatMap((stops) => {
    const neighbour = stops[stops.indexOf(stop) + step];
    return stops.includes(stop) && neighbour !== undefined ? [neighbour.y] : [];
  });
  return heights.length === 0 ? stop.y : heights.reduce((sum, y) => sum + y, 0) / heights.length;
}
