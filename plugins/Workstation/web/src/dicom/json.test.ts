import { describe, expect, it } from 'vitest';
import { isDataSets, items, number, numbers, text, texts, type DicomJson } from './json.js';
import { Tags, written } from './tags.js';

const data: DicomJson = {
  [Tags.PatientName]: { vr: 'PN', Value: [{ Alphabetic: 'ANON^ONE', Ideographic: '無名' }] },
  [Tags.ModalitiesInStudy]: { vr: 'CS', Value: ['CT', null, 'SR'] },
  [Tags.InstanceNumber]: { vr: 'IS', Value: ['12'] },
  [Tags.PixelSpacing]: { vr: 'DS', Value: [0.5, ' 0.75', 'x', ''] },
  [Tags.AccessionNumber]: { vr: 'SH' },
  [Tags.SequenceOfUltrasoundRegions]: { vr: 'SQ', Value: [{ [Tags.Modality]: { vr: 'CS', Value: ['US'] } }, null] },
};

describe('DICOM JSON', () => {
  it('gives names by their alphabetic group', () => expect(text(data, Tags.PatientName)).toBe('ANON^ONE'));

  it('gives the ideographic group where there is no other', () =>
    expect(text({ [Tags.PatientName]: { vr: 'PN', Value: [{ Ideographic: '無名' }] } }, Tags.PatientName)).toBe('無名'));

  it('keeps empty values in their places', () => expect(texts(data, Tags.ModalitiesInStudy)).toEqual(['CT', '', 'SR']));

  it('reads numbers that are written as texts', () => {
    expect(number(data, Tags.InstanceNumber)).toBe(12);
    expect(numbers(data, Tags.PixelSpacing)).toEqual([0.5, 0.75]);
  });

  it('has nothing for an attribute without values, or one that is missing', () => {
    expect(text(data, Tags.AccessionNumber)).toBe('');
    expect(number(data, Tags.AccessionNumber)).toBeUndefined();
    expect(texts(data, Tags.StudyDate)).toEqual([]);
  });

  it('gives the items of a sequence that are data sets', () => expect(items(data, Tags.SequenceOfUltrasoundRegions)).toHaveLength(1));

  it('tells lists of data sets from other answers', () => {
    expect(isDataSets([data])).toBe(true);
    expect(isDataSets([])).toBe(true);
    expect(isDataSets({})).toBe(false);
    expect(isDataSets(['x'])).toBe(false);
  });

  it('writes a tag as people do', () => expect(written(Tags.PatientID)).toBe('(0010,0020)'));
});
