/** Kinds of colour vision: all three cones, or without those for long, middle or short waves. */
export type Sight = "normal" | "protan" | "deutan" | "tritan";

type Rgb = readonly [number, number, number];

/** Machado, Oliveira & Fernandes 2009, severity 1, on linear RGB. */
const SIGHTS: Readonly<Record<Sight, readonly Rgb[]>> = {
  normal: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** WCAG's contrast ratio of two colours, 1 … 21. */
export function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** How far two colours are apart for such eyes: the distance in OKLab (Ottosson 2020); black to white is 1. */
export function sightDistance(a: string, b: string, sight: Sight): number {
  const [p, q] = [a, b].map((color) => oklab(seen(linear(color), sight)));
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

function seen(rgb: Rgb, sight: Sight): Rgb {
  const [r, g, b] = SIGHTS[sight].map((row) => Math.min(1, Math.max(0, dot(row, rgb))));
  return [r, g, b];
}

function oklab(rgb: Rgb): Rgb {
  const long = Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], rgb));
  const middle = Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], rgb));
  const short = Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], rgb));
  const cones: Rgb = [long, middle, short];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
}

function luminance(color: string): number {
  return dot([0.2126, 0.7152, 0.0722], linear(color));
}

function linear(color: string): Rgb {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const share = Number.parseInt(color.slice(i, i + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return [r, g, b];
}

function dot(a: Rgb, b: Rgb): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
