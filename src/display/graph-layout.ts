/** Where a node is drawn. */
export interface GraphPlace {
  /** Its column, from 0 at the left. */
  readonly layer: number;
  /** Its height; 0 is the middle, neighbours are 1 apart. */
  readonly y: number;
  /** How many nodes share its column. */
  readonly rows: number;
}

/** An arrow. */
interface Edge {
  readonly from: number;
  readonly to: number;
}

const SWEEPS = 6;

/**
 * Places the nodes of a computation in columns: each as far left as its readers allow and right of all its inputs,
 * in an order within the column that keeps arrows short (Sugiyama's method of barycentres).
 *
 * @param n      the number of nodes, inputs before results
 * @param edges  from input to result
 */
export function layered(n: number, edges: readonly Edge[]): readonly GraphPlace[] {
  const layer = columns(n, edges);
  const height = new Array<number>(n).fill(0);
  const byLayer = Array.from({ length: Math.max(...layer) + 1 }, (_, l) =>
    [...layer.keys()].filter((i) => layer[i] === l),
  );
  for (const nodes of byLayer) spread(nodes, height);
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const fromLeft = sweep % 2 === 0;
    for (const nodes of fromLeft ? byLayer : [...byLayer].reverse()) {
      const wish = new Map(nodes.map((node) => [node, meanHeight(node, edges, height, fromLeft)]));
      nodes.sort((a, b) => (wish.get(a) ?? 0) - (wish.get(b) ?? 0) || a - b);
      spread(nodes, height);
    }
  }
  return layer.map((l, i) => ({ layer: l, y: height[i], rows: byLayer[l].length }));
}

/** The longest way from an input; an input itself stands right before its first reader. */
function columns(n: number, edges: readonly Edge[]): number[] {
  const layer = new Array<number>(n).fill(0);
  for (let node = 0; node < n; node++) {
    for (const { from, to } of edges) if (to === node) layer[node] = Math.max(layer[node], layer[from] + 1);
  }
  for (let node = 0; node < n; node++) {
    if (edges.some(({ to }) => to === node)) continue;
    const readers = edges.flatMap(({ from, to }) => (from === node ? [layer[to]] : []));
    if (readers.length > 0) layer[node] = Math.min(...readers) - 1;
  }
  return layer;
}

function spread(nodes: readonly number[], height: number[]): void {
  nodes.forEach((node, row) => {
    height[node] = row - (nodes.length - 1) / 2;
  });
}

/** The mean height of a node's neighbours on one side; its own where it has none there. */
function meanHeight(
  node: number,
  edges: readonly Edge[],
  height: readonly number[],
  inputs: boolean,
): number {
  const near = edges.flatMap(({ from, to }) => {
    if (inputs) return to === node ? [height[from]] : [];
    return from === node ? [height[to]] : [];
  });
  return near.length === 0 ? height[node] : near.reduce((sum, y) => sum + y, 0) / near.length;
}
