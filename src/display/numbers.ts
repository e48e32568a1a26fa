/** Digits that a figure's JSON keeps: more than a screen can show, few enough for a readable diff. */
const DIGITS = 6;

/** A copy with every number rounded to six digits; NaN and ±Infinity become null, which is a gap in JSON. */
export function rounded<T>(value: T): T {
  return roundedValue(value) as T;
}

function roundedValue(value: unknown): unknown {
  if (typeof value === "number") return Number.isFinite(value) ? significant(value, DIGITS) : null;
  if (Array.isArray(value)) return value.map(roundedValue);
  if (ArrayBuffer.isView(value)) return Array.from(value as unknown as ArrayLike<number>, roundedValue);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return Object.fromEntries(kept.map(([key, entry]) => [key, roundedValue(entry)]));
}

/** x rounded to so many significant digits. */
export function significant(x: number, digits: number): number {
  return Number.isInteger(x) && Math.abs(x) < 10 ** digits ? x : Number(x.toPrecision(digits));
}

/** A number as prose has it: 3 digits that count, thousands apart, a real minus sign, 1.2 × 10⁻⁷. */
export function inWords(x: number, digits = 3): string {
  if (Number.isNaN(x)) return "NaN";
  if (!Number.isFinite(x)) return x > 0 ? "∞" : "−∞";
  const size = Math.abs(x);
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return withPower(x, digits);
  const text = Number.isInteger(x) ? String(x) : String(significant(x, Math.max(digits, wholeDigits(size))));
  const [whole, fraction] = text.replace("-", "").split(".");
  return `${x < 0 ? "−" : ""}${grouped(whole)}${fraction === undefined ? "" : `.${fraction}`}`;
}

/** A share in [0, 1] as per cent: 95.3 %; 100 % and 0 % without a fraction. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return "–";
  return `${inPercent(share)} %`;
}

/** A share in [0, 1] as per cent without the sign: "95.3". */
export function inPercent(share: number): string {
  const text = (100 * share).toFixed(1);
  return share === 0 || share === 1 ? text.replace(".0", "") : text;
}

/** "1 step", "30,000 steps" */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${inWords(n)} ${n === 1 ? noun : plural}`;
}

/** "a", "a and b", "a, b and c" */
export function list(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The smallest and the largest finite number; null where there is none. */
export function extent(values: ArrayLike<number>): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    if (values[i] < low) low = values[i];
    if (values[i] > high) high = values[i];
  }
  return low <= high ? [low, high] : null;
}

function wholeDigits(size: number): number {
  return size < 1 ? 0 : Math.min(15, Math.floor(Math.log10(size)) + 1);
}

function grouped(whole: string): string {
  return whole.replace(/\B(?=(\d{3})+$)/g, ",");
}

function withPower(x: number, digits: number): string {
  const [mantissa, exponent] = x.toExponential(digits - 1).split("e");
  const raised = [...exponent.replace("+", "")]
    .map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(c)]))
    .join("");
  return `${String(Number(mantissa)).replace("-", "−")} × 10${raised}`;
}
