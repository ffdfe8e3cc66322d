import { describe, expect, it } from 'vitest';
import { fill, neighbour, parseLayout, writeLayout } from './layout.js';

describe('a layout', () => {
  it.each(['1x1', '2x3', '8x8'])('%s is read and written', (text) => expect(writeLayout(parseLayout(text)!)).toBe(text));
  it.each(['', '0x1', '9x1', '1x9', '2', 'axb', '10x1'])('is not "%s"', (text) => expect(parseLayout(text)).toBeUndefined());

  it('keeps what is shown when it grows, and fills the rest', () =>
    expect(fill({ rows: 2, columns: 2 }, ['b', undefined], ['a', 'b', 'c'])).toEqual(['b', 'a', 'c', undefined]));

  it('keeps the first views when it shrinks', () => expect(fill({ rows: 1, columns: 1 }, ['b', 'a'], ['a', 'b'])).toEqual(['b']));
  it('does not keep a series that has gone', () => expect(fill({ rows: 1, columns: 1 }, ['x'], ['a'])).toEqual(['a']));

  it('goes round', () => {
    expect(neighbour(3, 1, { rows: 2, columns: 2 })).toBe(0);
    expect(neighbour(0, -1, { rows: 2, columns: 2 })).toBe(3);
  });
});
