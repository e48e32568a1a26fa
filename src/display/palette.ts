import { camelWords } from "./names.js";

/** How a line is broken. */
export type Dash = "solid" | "dash" | "dot" | "dashdot" | "longdash" | "longdashdot";

/** How one model or optimizer looks, in every lesson. */
export interface Style {
  /** "#rrggbb" */
  readonly color: string;
  readonly dash: Dash;
}

/**
 * Six colours that stay apart for all kinds of colour vision (OKLab distance at least 0.11 in normal,
 * protan, deutan and tritan sight) and stand out at 3 : 1 from white and from JupyterLab's dark background.
 * Found by searching the colours of that band for the largest smallest distance.
 */
export const COLORS = {
  slate: "#5b645c",
  blue: "#3461eb",
  orange: "#e27300",
  teal: "#09a69b",
  magenta: "#ab33aa",
  red: "#c60c00",
} as const;

const DASHES: readonly Dash[] = ["solid", "dash", "dot", "dashdot", "longdash", "longdashdot"];

const { slate, blue, orange, teal, magenta, red } = COLORS;

/** What a name is recognized by, and the look that goes with it. The first that matches counts. */
const ROLES: readonly (readonly [RegExp, string, Dash])[] = [
  [/\b(plain|base ?line|base|none|no regularization|without|unregularized)\b/, slate, "solid"],
  [/\bvanilla dropout\b/, red, "dashdot"],
  [/\b(dropout|fresh masks?)\b/, orange, "solid"],
  [/\b(l2|weight decay|ridge)\b/, blue, "dash"],
  [/\b(l1|lasso)\b/, teal, "dashdot"],
  [/\bearly( stopping)?\b/, magenta, "longdash"],
  [/\baugment\w*\b/, teal, "longdash"],
  [/\bbatch ?norm\w*\b/, magenta, "solid"],
  [/\bmini ?batch\b/, blue, "solid"],
  [/\bnesterov\b/, blue, "dot"],
  [/\bmomentum\b/, blue, "longdash"],
  [/\bada ?grad\b/, teal, "dash"],
  [/\brms ?prop\b/, magenta, "dash"],
  [/\badam\w?\b/, red, "solid"],
  [/\b(sgd|stochastic)\b/, teal, "dot"],
  [/\b(gd|gradient descent|batch)\b/, slate, "solid"],
  [/\bzeros?\b/, slate, "dot"],
  [/\brandom\b/, red, "dash"],
  [/\brandn\b/, orange, "longdashdot"],
  [/\b(he|kaiming)\b/, teal, "solid"],
  [/\b(xavier|glorot)\b/, magenta, "dot"],
  [/\blecun\b/, blue, "dashdot"],
];

/**
 * The look of each name in one figure: known roles have theirs in all lessons ("L2, λ = 0.7" is blue and
 * dashed), other names get one that depends on the name. Two names of one role share the colour and differ
 * in the dash.
 *
 * @param names  as the learner wrote them
 * @param own    looks that the learner prefers, by name
 */
export function stylesFor(
  names: readonly string[],
  own: Readonly<Record<string, Partial<Style>>> = {},
): ReadonlyMap<string, Style> {
  const styles = new Map<string, Style>();
  const taken = new Set<string>();
  const assign = (name: string, wish: Style): void => {
    const free = { ...candidates(wish).find((style) => !taken.has(key(style))), ...own[name] };
    const style = { ...wish, ...free };
    taken.add(key(style));
    styles.set(name, style);
  };
  const strangers: string[] = [];
  for (const name of names) {
    const role = roleStyle(name);
    if (role === undefined) strangers.push(name);
    else assign(name, role);
  }
  for (const name of strangers) assign(name, strangerStyle(name, [...styles.values()]));
  return new Map(names.map((name) => [name, styles.get(name) as Style]));
}

/** The look of the known role that a name speaks of. */
export function roleStyle(name: string): Style | undefined {
  const words = camelWords(name);
  const role = ROLES.find(([pattern]) => pattern.test(words));
  return role && { color: role[1], dash: role[2] };
}

/** A colour that the figure does not have yet, beginning at one that the name decides. */
function strangerStyle(name: string, present: readonly Style[]): Style {
  const colors = Object.values(COLORS);
  const start = hash(name) % colors.length;
  const order = [...colors.slice(start), ...colors.slice(0, start)];
  const color = order.find((c) => present.every((style) => style.color !== c)) ?? order[0];
  return { color, dash: "solid" };
}

/** The wish itself, its other dashes, then all other looks. */
function candidates(wish: Style): Style[] {
  const colors = [wish.color, ...Object.values(COLORS).filter((color) => color !== wish.color)];
  const dashes = [wish.dash, ...DASHES.filter((dash) => dash !== wish.dash)];
  return colors.flatMap((color) => dashes.map((dash) => ({ color, dash })));
}

function key(style: Style): string {
  return `${style.color} ${style.dash}`;
}

/** FNV-1a, 32 bits: the same number for the same name, everywhere. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return h;
}

/** How a class of samples looks: colour and shape say the same. */
export interface ClassStyle {
  readonly color: string;
  readonly symbol: string;
}

const CLASS_SYMBOLS = [
  "circle",
  "diamond",
  "square",
  "triangle-up",
  "x",
  "star",
  "triangle-down",
  "pentagon",
];

/** The look of class k: 0, 1, 2 … */
export function classStyle(k: number): ClassStyle {
  const colors = [blue, orange, teal, magenta, red, slate];
  return { color: colors[k % colors.length], symbol: CLASS_SYMBOLS[k % CLASS_SYMBOLS.length] };
}

/** From grey over blue and magenta to orange: the best trials light up, on light and dark pages alike. */
export const SCORE_SCALE: readonly (readonly [number, string])[] = [
  [0, "#97a0aa"],
  [0.4, "#6d88d8"],
  [0.7, COLORS.blue],
  [0.87, COLORS.magenta],
  [1, COLORS.orange],
];

/** The colour of a share in [0, 1] on that scale. */
export function scoreColor(share: number): string {
  const above = Math.max(
    1,
    SCORE_SCALE.findIndex(([at]) => at >= share),
  );
  const [[from, dark], [to, light]] = [SCORE_SCALE[above - 1], SCORE_SCALE[above]];
  const [a, b] = [channels(dark), channels(light)];
  const mixed = a.map((channel, i) =>
    Math.round(channel + ((b[i] - channel) * (share - from)) / (to - from)),
  );
  return `rgb(${mixed.join(",")})`;
}

/** A colour, thinner: rgba(…, alpha). */
export function pale(color: string, alpha: number): string {
  return `rgba(${channels(color).join(",")},${alpha})`;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((i) => Number.parseInt(color.slice(i, i + 2), 16));
}
