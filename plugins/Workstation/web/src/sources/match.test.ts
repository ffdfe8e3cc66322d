import { describe, expect, it } from 'vitest';
import { isIn, isLike } from './match.js';

describe('matching', () => {
  it.each([
    ['ANON^ONE', 'anon*', true],
    ['ANON^ONE', 'ANON', false],
    ['ANON^ONE', '*ONE', true],
    ['P1', 'P?', true],
    ['P12', 'P?', false],
    ['a.c', 'a.c', true],
    ['abc', 'a.c', false],
    ['x', '', true],
    ['', '*', true],
    ['[(', '[(*', true],
  ])('of %s with %s is %s', (text, pattern, expected) => expect(isLike(text, pattern)).toBe(expected));

  it.each([
    ['20260131', '20260131', true],
    ['20260131', '20260101-20260131', true],
    ['20260201', '20260101-20260131', false],
    ['20260131', '20260131-', true],
    ['20260131', '-20260130', false],
    ['', '20260101-', false],
    ['20260131', undefined, true],
  ])('of the date %s with %s is %s', (date, range, expected) => expect(isIn(date, range)).toBe(expected));
});
