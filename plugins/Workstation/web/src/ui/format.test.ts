import { describe, expect, it } from 'vitest';
import { bytes, duration, time } from './format.js';

describe('numbers for people', () => {
  it.each([[0, '0 B'], [999, '999 B'], [1_500, '1.5 kB'], [123_456_789, '123 MB'], [2e15, '2.0 PB'], [999_600, '1.0 MB']])('%d bytes are %s', (count, expected) =>
    expect(bytes(count)).toBe(expected));

  it.each([[0.4, '0 s'], [59, '59 s'], [61, '1 min 1 s'], [3_600, '1 h'], [90_061, '1 d 1 h']])('%d seconds are %s', (seconds, expected) =>
    expect(duration(seconds)).toBe(expected));

  it('a time that is none stays as it is', () => expect(time('soon')).toBe('soon'));
});
