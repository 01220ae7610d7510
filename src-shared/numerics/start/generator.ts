import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import type { JumpableRandomGenerator } from 'pure-rand/types/JumpableRandomGenerator';
import { log } from '../elementary';

/**
 * Name and version of the generator behind every seeded draw: xoroshiro128+ seeded by MurmurHash3 finalisers, 53-bit
 * uniforms, normals by Marsaglia's polar method, chi-squares by Marsaglia and Tsang. Raise the version whenever a seed
 * would give other numbers.
 */
export const GENERATOR = 'xoroshiro128plus/1';

/** A reproducible stream of random numbers. */
export interface RandomStream {
  /** Uniform on [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number;
  /** Standard normal. */
  normal(): number;
}

/**
 * Stream number `index` of a seed (an integer in [0, 2⁵³)): streams of one seed are 2⁶⁴ draws apart, so that what one
 * draws never depends on how much another drew.
 */
export function randomStream(seed: number, index: number): RandomStream {
  const generator = xoroshiro128plusFromState(initialState(seed));
  for (let jump = 0; jump < index; jump++) generator.jump();
  return new PolarStream(generator);
}

class PolarStream implements RandomStream {
  /** The second normal of a pair not yet handed out; NaN when there is none. */
  private spare = NaN;

  constructor(private readonly generator: JumpableRandomGenerator) {}

  uniform(): number {
    // The lowest bits of xoroshiro128+ are its weakest: 27 and 26 high bits of two draws make 53.
    const high = this.generator.next() >>> 5;
    const low = this.generator.next() >>> 6;
    return (high * 2 ** 26 + low) * 2 ** -53;
  }

  /** Marsaglia and Bray, SIAM Review 6 (1964), 260–264. */
  normal(): number {
    const spare = this.spare;
    if (!Number.isNaN(spare)) {
      this.spare = NaN;
      return spare;
    }
    for (;;) {
      const x = 2 * this.uniform() - 1;
      const y = 2 * this.uniform() - 1;
      const square = x * x + y * y;
      if (square >= 1 || square === 0) continue;
      const scale = Math.sqrt((-2 * log(square)) / square);
      this.spare = y * scale;
      return x * scale;
    }
  }
}

/** Four well mixed 32-bit words, at most one of them zero; neighbouring seeds give unrelated words. */
function initialState(seed: number): readonly number[] {
  const low = seed >>> 0;
  const high = Math.floor(seed / 2 ** 32) >>> 0;
  return [1, 2, 3, 4].map((k) => mix((low + Math.imul(k, 0x9e3779b9)) ^ mix(high)));
}

/** The 32-bit finaliser of MurmurHash3 (Appleby), a bijection that fixes 0. */
function mix(word: number): number {
  let h = word | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
