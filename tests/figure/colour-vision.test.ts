import { describe, expect, it } from 'vitest';
import { colourDifference, seenColour } from '@shared/figure/colour-vision';

describe('the CIEDE2000 difference', () => {
  // Sharma, Wu and Dalal (2005), table 1, five of its pairs.
  it.each([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.49, -0.001], [50, -2.49, 0.0009], 7.1792],
    [[50, 2.5, 0], [50, 0, -2.5], 4.3065],
    [[60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387], 1.2644],
  ] as const)('of %j and %j is %d', (first, second, difference) => {
    expect(colourDifference(first, second)).toBeCloseTo(difference, 4);
    expect(colourDifference(second, first)).toBeCloseTo(difference, 4);
  });
});

describe('seen colours', () => {
  it('leaves white white for everybody', () => {
    for (const vision of ['normal', 'deuteranopia', 'protanopia', 'tritanopia'] as const) {
      const [lightness, a, b] = seenColour('#ffffff', vision);
      expect(lightness).toBeCloseTo(100, 2);
      expect(Math.hypot(a, b)).toBeLessThan(0.05);
    }
  });

  it('brings red and green of one lightness together for deuteranopes only', () => {
    const apart = (vision: 'normal' | 'deuteranopia'): number =>
      colourDifference(seenColour('#c05a3c', vision), seenColour('#6f8a2c', vision));
    expect(apart('deuteranopia')).toBeLessThan(apart('normal') / 3);
  });
});
