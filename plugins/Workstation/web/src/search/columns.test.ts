import { describe, expect, it } from 'vitest';
import type { StudyInfo } from '../model/study.js';
import { sorted, usualColumns } from './columns.js';

const study = (studyInstanceUid: string, change: Partial<StudyInfo>): StudyInfo => ({
  studyInstanceUid, patientName: '', patientId: '', patientBirthDate: '', patientSex: '', accessionNumber: '', studyDate: '', studyTime: '', studyDescription: '', modalities: [], ...change,
});

const order = (studies: readonly StudyInfo[]): string => studies.map((each) => each.studyInstanceUid).join('');

describe('the list of studies', () => {
  it('is sorted by date and time', () => {
    const studies = [study('a', { studyDate: '20260101', studyTime: '0900' }), study('b', { studyDate: '20260102' }), study('c', { studyDate: '20260101', studyTime: '1000' })];
    expect(order(sorted(studies, usualColumns, { column: 'studyDate', isDescending: true }))).toBe('bca');
  });

  it('is sorted by numbers in texts, and by counts', () => {
    const studies = [study('a', { patientId: 'P10', instanceCount: 2 }), study('b', { patientId: 'P9', instanceCount: 10 })];
    expect(order(sorted(studies, usualColumns, { column: 'patientId', isDescending: false }))).toBe('ba');
    expect(order(sorted(studies, usualColumns, { column: 'counts', isDescending: false }))).toBe('ab');
  });

  it('shows counts as far as they are known', () => {
    const counts = usualColumns.find((column) => column.name === 'counts')!;
    expect([study('a', { seriesCount: 2, instanceCount: 7 }), study('b', { instanceCount: 7 }), study('c', {})].map((each) => counts.value(each))).toEqual(['2 / 7', '? / 7', '']);
  });

  it('stays as it is by a column that is not there', () => expect(order(sorted([study('b', {}), study('a', {})], usualColumns, { column: 'x', isDescending: false }))).toBe('ba'));
});
