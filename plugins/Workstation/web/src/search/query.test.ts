import { describe, expect, it } from 'vitest';
import { fromParameters, noFilters, part, queryOf, toParameters } from './query.js';

describe('what a person types', () => {
  it.each([
    ['anon', '*anon*'],
    [' anon ', '*anon*'],
    ['"ANON^ONE"', 'ANON^ONE'],
    ['an?n*', 'an?n*'],
    ['', undefined],
    ['""', undefined],
  ])('%s is the pattern %s', (typed, pattern) => expect(part(typed)).toBe(pattern));

  it('is a query', () =>
    expect(queryOf({ ...noFilters, patientName: 'anon, one', from: '2026-01-01', to: '2026-01-31', modalities: ['CT'] })).toMatchObject({
      patientName: '*anon^one*', studyDate: '20260101-20260131', modalities: ['CT'],
    }));

  it.each([
    ['2026-01-01', '', '20260101-'],
    ['', '2026-01-01', '-20260101'],
    ['2026-01-01', '2026-01-01', '20260101'],
    ['', '', undefined],
  ])('dates from %s to %s are %s', (from, to, studyDate) => expect(queryOf({ ...noFilters, from, to }).studyDate).toBe(studyDate));

  it('is left as it is where names that sound alike are wanted', () => expect(queryOf({ ...noFilters, patientName: ' Meier ', fuzzy: true })).toMatchObject({ patientName: 'Meier', fuzzy: true }));

  it('asks for everything where nothing is typed', () => expect(Object.values(queryOf(noFilters)).every((value) => value === undefined)).toBe(true));
});

describe('filters in a URL', () => {
  it('come back', () => {
    const filters = { ...noFilters, patientName: 'ä & b', from: '2026-01-01', modalities: ['CT', 'MR'], fuzzy: true };
    expect(fromParameters(new URLSearchParams(toParameters(filters).toString()))).toEqual(filters);
  });

  it('are left out where they let everything through', () => expect(toParameters(noFilters).toString()).toBe(''));
  it('are none where they are nonsense', () => expect(fromParameters(new URLSearchParams('from=soon&modalities=<b>,CT&x=1'))).toEqual({ ...noFilters, modalities: ['CT'] }));
});
