import { describe, expect, it } from 'vitest';
import { part10 } from '../dicom/part10.testing.js';
import { readDicomdir } from './dicomdir.js';
import { dicomdir, sample } from './dicomdir.testing.js';

describe('a DICOMDIR', () => {
  it('tells of studies, series and files', () => {
    const [study, ...others] = readDicomdir(dicomdir(sample)).studies;
    expect(others).toEqual([]);
    expect(study?.info).toMatchObject({ studyInstanceUid: '2.25.1', patientName: 'ANON^ONE', modalities: ['CT', 'SR'], seriesCount: 2, instanceCount: 3 });
    expect(study?.series.map((series) => series.instances.map((instance) => instance.path))).toEqual([['DICOM/A', 'DICOM/B'], ['DICOM/C']]);
    expect(study?.series.map((series) => series.instances.map((instance) => instance.info.frames))).toEqual([[1, 1], [0]]);
    expect(study?.series[0]?.instances[1]?.info).toMatchObject({ sopInstanceUid: '2.25.4', sopClassUid: '1.2.840.10008.5.1.4.1.1.2' });
  });

  it('does not go round in circles', () => {
    const circle = sample.map((record, index) => (index === 4 ? { ...record, next: 3 } : record));
    expect(readDicomdir(dicomdir(circle)).studies[0]?.info.instanceCount).toBe(3);
  });

  it('ends where an offset leads nowhere', () => {
    const broken = sample.map((record, index) => (index === 2 ? { ...record, next: 77 } : record));
    expect(readDicomdir(dicomdir(broken)).studies[0]?.info.instanceCount).toBe(2);
  });

  it('is not any other file', () => expect(() => readDicomdir(part10([['00080060', 'CS', 'CT']]))).toThrow('it is no DICOMDIR'));
});
