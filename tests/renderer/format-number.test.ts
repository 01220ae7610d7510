import { describe, expect, it } from 'vitest';
import { formatBytes } from '@shared/number-text/format-number';

describe('a size in bytes', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [24_300, '24 kB'],
    [999_499, '999 kB'],
    [999_500, '1.0 MB'],
    [9_949_999, '9.9 MB'],
    [98e6, '98 MB'],
    [149.6e6, '150 MB'],
    [999.6e6, '1.0 GB'],
    [2.04e12, '2.0 TB'],
    [5e15, '5000 TB'],
  ])('of %d is written %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });
});
