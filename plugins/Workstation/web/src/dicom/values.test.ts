import { describe, expect, it } from 'vitest';
import { dicomDate, isUid, readableDate, readableName, readableTime } from './values.js';

describe('values', () => {
  it.each([
    ['ANON^ONE', 'ANON, ONE'],
    ['ANON^ONE^MIDDLE^DR^JR', 'ANON, DR ONE MIDDLE JR'],
    ['ANON', 'ANON'],
    ['^ONE', 'ONE'],
    ['ANON^ONE=無^名', 'ANON, ONE'],
    ['', ''],
  ])('reads the name %s', (name, expected) => expect(readableName(name)).toBe(expected));

  it.each([
    ['20260131', '2026-01-31'],
    ['2026.01.31', '2026-01-31'],
    ['2026', '2026'],
    ['', ''],
  ])('reads the date %s', (date, expected) => expect(readableDate(date)).toBe(expected));

  it.each([
    ['134501.25', '13:45:01'],
    ['1345', '13:45'],
    ['13', '13:00'],
    ['noon', 'noon'],
  ])('reads the time %s', (time, expected) => expect(readableTime(time)).toBe(expected));

  it('writes dates for a query', () => expect(dicomDate('2026-01-31')).toBe('20260131'));

  it.each([
    ['2.25.1', true],
    ['1.2.840.10008.1.2', true],
    ['1.02', false],
    ['1', false],
    ['1.2.', false],
    [`1.${'2'.repeat(63)}`, false],
  ])('knows whether %s is a UID', (uid, expected) => expect(isUid(uid)).toBe(expected));
});
