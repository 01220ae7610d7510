/** Ways of seeing colour: with three kinds of cones, or without one of them. */
export type ColourVision = 'normal' | 'deuteranopia' | 'protanopia' | 'tritanopia';

/** A colour in linear light, each part from 0 to 1. */
type LinearColour = readonly [red: number, green: number, blue: number];

/** A colour in CIE L*a*b* under D65. */
export type LabColour = readonly [lightness: number, a: number, b: number];

type Matrix = readonly [LinearColour, LinearColour, LinearColour];

/** Machado, Oliveira and Fernandes (2009), table 1, severity 1: on linear RGB. */
const SIMULATIONS: Readonly<Record<Exclude<ColourVision, 'normal'>, Matrix>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** Linear sRGB to CIE XYZ, relative to the D65 white point (IEC 61966-2-1). */
const TO_RELATIVE_XYZ: Matrix = [
  [0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339 / 1.08883, 0.119192 / 1.08883, 0.9503041 / 1.08883],
];

function times(matrix: Matrix, [x, y, z]: LinearColour): LinearColour {
  const row = ([a, b, c]: LinearColour): number => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** sRGB decoding (IEC 61966-2-1). */
function linear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** Parts of #rrggbb. @throws Error for another notation */
function parse(colour: string): LinearColour {
  const [, red, green, blue] = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour) ?? [];
  if (red === undefined || green === undefined || blue === undefined) {
    throw new Error(`colour "${colour}" is not #rrggbb`);
  }
  return [linear(parseInt(red, 16)), linear(parseInt(green, 16)), linear(parseInt(blue, 16))];
}

/** CIE 1976 companding of a relative tristimulus value. */
function compand(value: number): number {
  return value > 216 / 24389 ? Math.cbrt(value) : ((24389 / 27) * value + 16) / 116;
}

/**
 * How a colour (#rrggbb) is seen, in CIE L*a*b*.
 * @throws Error for a colour in another notation
 */
export function seenColour(colour: string, vision: ColourVision): LabColour {
  const light = parse(colour);
  const seen = vision === 'normal' ? light : times(SIMULATIONS[vision], light);
  const [x, y, z] = times(TO_RELATIVE_XYZ, [clamp(seen[0]), clamp(seen[1]), clamp(seen[2])]);
  const [fx, fy, fz] = [compand(x), compand(y), compand(z)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

const DEGREE = Math.PI / 180;

/** Hue angle in degrees, 0 … 360; 0 for grey. */
function hue(a: number, b: number): number {
  if (a === 0 && b === 0) return 0;
  const angle = Math.atan2(b, a) / DEGREE;
  return angle < 0 ? angle + 360 : angle;
}

/** Difference and mean of two hues on the circle. */
function compareHues(first: number, second: number): { readonly difference: number; readonly mean: number } {
  const apart = second - first;
  if (Math.abs(apart) <= 180) return { difference: apart, mean: (first + second) / 2 };
  const sum = first + second;
  return {
    difference: apart > 0 ? apart - 360 : apart + 360,
    mean: sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2,
  };
}

/**
 * CIEDE2000 difference of two colours (Sharma, Wu and Dalal 2005, equations 2–22, all weights 1). About 2 is just
 * noticeable side by side; thin lines need about five times as much.
 */
export function colourDifference([l1, a1, b1]: LabColour, [l2, a2, b2]: LabColour): number {
  const chromaFactor = (chroma: number): number => Math.sqrt(chroma ** 7 / (chroma ** 7 + 25 ** 7));
  const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const stretch = 1 + 0.5 * (1 - chromaFactor(meanChroma));
  const [c1, c2] = [Math.hypot(stretch * a1, b1), Math.hypot(stretch * a2, b2)];
  const [h1, h2] = [hue(stretch * a1, b1), hue(stretch * a2, b2)];
  const grey = c1 * c2 === 0;
  const hues = grey ? { difference: 0, mean: h1 + h2 } : compareHues(h1, h2);

  const lightness = l2 - l1;
  const chroma = c2 - c1;
  const hueDifference = 2 * Math.sqrt(c1 * c2) * Math.sin((hues.difference / 2) * DEGREE);
  const meanLightness = (l1 + l2) / 2;
  const mean = (c1 + c2) / 2;
  const cosine = (angle: number): number => Math.cos(angle * DEGREE);
  const t =
    1 -
    0.17 * cosine(hues.mean - 30) +
    0.24 * cosine(2 * hues.mean) +
    0.32 * cosine(3 * hues.mean + 6) -
    0.2 * cosine(4 * hues.mean - 63);
  const off = (meanLightness - 50) ** 2;
  const byLightness = lightness / (1 + (0.015 * off) / Math.sqrt(20 + off));
  const byChroma = chroma / (1 + 0.045 * mean);
  const byHue = hueDifference / (1 + 0.015 * mean * t);
  const turn = 30 * Math.exp(-(((hues.mean - 275) / 25) ** 2));
  const rotation = -2 * chromaFactor(mean) * Math.sin(2 * turn * DEGREE);
  return Math.sqrt(byLightness ** 2 + byChroma ** 2 + byHue ** 2 + rotation * byChroma * byHue);
}
