/** At most this many digits after the point. */
const PRECISION = 8;

/**
 * One way to write all of the given numbers, by NumPy's rules: the fewest digits that tell each apart, at most 8
 * after the point; points below each other; powers of ten where the numbers are very large, small or unlike.
 *
 * @param isSingle  whether the numbers are float32, which fewer digits tell apart
 */
export function numberFormat(numbers: readonly number[], isSingle: boolean): (x: number) => string {
  const finite = numbers.filter(Number.isFinite);
  const digits = isSingle ? singleDigits : doubleDigits;
  const write = needsPowers(finite, isSingle) ? powerFormat(finite, digits) : pointFormat(finite, digits);
  const text = (x: number): string => (Number.isFinite(x) ? write(x) : nonFinite(x));
  const width = Math.max(0, ...numbers.map((x) => text(x).length));
  return (x) => text(x).padStart(width);
}

/** How many digits after the point the shortest power notation has that reads back as x: 2 for 1.25e-7. */
type DigitCount = (x: number) => number;

const doubleDigits: DigitCount = (x) => fractionLength(x.toExponential());

const singleDigits: DigitCount = (x) => {
  let count = 0;
  while (Math.fround(Number(toPower(x, count))) !== x) count++;
  return fractionLength(Number(toPower(x, count)).toExponential());
};

function needsPowers(finite: readonly number[], isSingle: boolean): boolean {
  const rounded = isSingle ? Math.fround : Number;
  let [largest, smallest] = [0, Number.POSITIVE_INFINITY];
  for (const x of finite) {
    if (x === 0) continue;
    largest = Math.max(largest, Math.abs(x));
    smallest = Math.min(smallest, Math.abs(x));
  }
  const limit = isSingle ? 1e6 : 1e8;
  return (
    largest >= limit || (largest > 0 && (smallest < rounded(1e-4) || rounded(largest / smallest) > 1000))
  );
}

/** 1.  , 2.25: zeros at the end are left blank. */
function pointFormat(finite: readonly number[], digits: DigitCount): (x: number) => string {
  const write = (x: number): string => {
    // Digits after the point: those of the power notation, moved by its exponent.
    const exponent = Number(x.toExponential().split("e")[1]);
    const text = toPoint(x, Math.min(PRECISION, Math.max(0, digits(x) - exponent)));
    return text.includes(".") ? text.replace(/0+$/, "") : `${text}.`;
  };
  const right = Math.max(0, ...finite.map((x) => fractionLength(write(x))));
  return (x) => {
    const text = write(x);
    return text + " ".repeat(right - fractionLength(text));
  };
}

/** 1.00e-05, 2.25e+10, 1.0e+100: as many digits for all as one needs, in the exponent too. */
function powerFormat(finite: readonly number[], digits: DigitCount): (x: number) => string {
  const needed = (x: number): number =>
    fractionLength(Number(toPower(x, Math.min(PRECISION, digits(x)))).toExponential());
  const count = Math.max(0, ...finite.map(needed));
  const parts = (x: number): string[] => toPower(x, count).split(/e|(?<=e[+-])/);
  const width = Math.max(2, ...finite.map((x) => parts(x)[2].length));
  return (x) => {
    const [mantissa, sign, power] = parts(x);
    return `${mantissa}${count === 0 ? "." : ""}e${sign}${power.padStart(width, "0")}`;
  };
}

function toPoint(x: number, places: number): string {
  return signed(x, halfToEven(x.toFixed(places), x.toFixed(60), places));
}

function toPower(x: number, places: number): string {
  return signed(x, halfToEven(x.toExponential(places), x.toExponential(60), places));
}

/** JavaScript rounds the middle between two decimals up; NumPy to the even one. `exact` tells whether it is one. */
function halfToEven(rounded: string, exact: string, places: number): string {
  const [, whole, part, power] = /^(-?\d+)\.(\d+)(e.*)?$/.exec(exact) ?? ["", rounded, "", ""];
  const last = places === 0 ? whole : part[places - 1];
  if (!/^50*$/.test(part.slice(places)) || Number(last.slice(-1)) % 2 !== 0) return rounded;
  return `${whole}${places === 0 ? "" : "."}${part.slice(0, places)}${power ?? ""}`;
}

/** JavaScript writes −0 as 0. */
function signed(x: number, text: string): string {
  return Object.is(x, -0) ? `-${text}` : text;
}

/** How many digits a number's text has after the point. */
function fractionLength(text: string): number {
  return text.split("e")[0].split(".")[1]?.length ?? 0;
}

function nonFinite(x: number): string {
  if (Number.isNaN(x)) return "nan";
  return x > 0 ? "inf" : "-inf";
}
