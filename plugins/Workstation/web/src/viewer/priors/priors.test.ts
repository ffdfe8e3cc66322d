import { describe, expect, it } from 'vitest';
import type { SeriesInfo, StudyInfo } from '../../model/study.js';
import { counterpart, distance, hangBeside, othersOf } from './priors.js';

const study = (uid: string, change: Partial<StudyInfo> = {}): StudyInfo => ({
  studyInstanceUid: uid, patientName: '', patientId: 'P1', patientBirthDate: '', patientSex: '', accessionNumber: '', studyDate: '20260131', studyTime: '', studyDescription: '', modalities: [], ...change,
});
const series = (uid: string, change: Partial<SeriesInfo> = {}): SeriesInfo => ({ seriesInstanceUid: uid, modality: 'CT', seriesDescription: '', bodyPart: '', ...change });
const uids = (found: readonly StudyInfo[]): string[] => found.map((each) => each.studyInstanceUid);

describe('the other studies of a patient', () => {
  it('have the same Patient ID, and are given newest first', () => {
    const found = [study('1'), study('2', { studyDate: '20250101', studyTime: '09' }), study('3', { studyDate: '20250101', studyTime: '1130' }), study('4', { patientId: 'P11' }), study('5', { patientId: '' })];
    expect(uids(othersOf(study('1'), found))).toEqual(['3', '2']);
  });

  it('have the same issuer, where both say one', () => {
    const found = [study('2', { issuerOfPatientId: 'A' }), study('3', { issuerOfPatientId: 'B' }), study('4')];
    expect(uids(othersOf(study('1', { issuerOfPatientId: 'A' }), found))).toEqual(['2', '4']);
    expect(uids(othersOf(study('1'), found))).toEqual(['2', '3', '4']);
  });

  it('are none without a Patient ID, and those alone that have it letter by letter', () => {
    expect(othersOf(study('1', { patientId: '' }), [study('2', { patientId: '' })])).toEqual([]);
    expect(othersOf(study('1', { patientId: 'P*' }), [study('2', { patientId: 'P1' })])).toEqual([]);
  });
});

describe('the time between studies', () => {
  it.each([
    ['20260131', 'the same day'], ['20260121', '10 days earlier'], ['20260202', '2 days later'], ['20251101', '2 months earlier'], ['20240201', '23 months earlier'], ['20160131', '10 years earlier'], ['20290131', '3 years later'], ['', ''], ['2026', ''],
  ])('to %s is %j', (date, text) => expect(distance(study('1'), study('2', { studyDate: date }))).toBe(text));
});

describe('the series that is like one', () => {
  const chest = series('1', { seriesDescription: 'Chest  5.0 B70f', bodyPart: 'CHEST' });

  it('has its modality, and the most of its words', () => {
    expect(counterpart(chest, [series('a', { seriesDescription: 'Topogram' }), series('b', { seriesDescription: 'CHEST 5.0 B70F' }), series('c', { modality: 'SR', seriesDescription: 'Chest 5.0 B70f' })])?.seriesInstanceUid).toBe('b');
    expect(counterpart(chest, [series('c', { modality: 'SR' })])).toBeUndefined();
  });

  it('has its number, where all else is alike', () => {
    expect(counterpart(series('1', { seriesNumber: 2 }), [series('a', { seriesNumber: 1 }), series('b', { seriesNumber: 2 })])?.seriesInstanceUid).toBe('b');
  });
});

describe('views beside each other', () => {
  it('are what hung before, and what is like it', () => {
    const own = [series('1', { seriesDescription: 'T1' }), series('2', { seriesDescription: 'T2' })];
    const others = [series('a', { seriesDescription: 'T2' }), series('b', { seriesDescription: 'T1' })];
    expect(hangBeside({ rows: 1, columns: 2 }, ['1', '2'], own, others)).toEqual({ layout: { rows: 1, columns: 4 }, cells: ['1', '2', 'b', 'a'] });
    expect(hangBeside({ rows: 2, columns: 1 }, ['1', '2'], own, others)).toEqual({ layout: { rows: 2, columns: 2 }, cells: ['1', 'b', '2', 'a'] });
  });

  it('are empty where nothing is left, or nothing hung, and no more than a grid has', () => {
    const own = [series('1'), series('2')];
    expect(hangBeside({ rows: 1, columns: 3 }, ['1', '2', undefined], own, [series('a')]).cells).toEqual(['1', '2', undefined, 'a', undefined, undefined]);
    expect(hangBeside({ rows: 1, columns: 8 }, Array.from({ length: 8 }), own, []).layout).toEqual({ rows: 1, columns: 8 });
  });
});
