import { describe, expect, it } from 'vitest';
import type { DicomJson } from '../dicom/json.js';
import { keyObjectOf, type MarkedImage } from '../viewer/keyObjects/keyObject.js';
import { keyDocumentsOf, titlesOf } from './keyDocuments.js';

const marked = (uid: string, frames: number, frame: number): MarkedImage => ({
  imageId: uid, seriesInstanceUid: '2.25.2', frame, attributes: {}, instance: { sopInstanceUid: uid, sopClassUid: '1.2.840.10008.5.1.4.1.1.2', frames },
});
const instance = (attributes: DicomJson | undefined, sopClassUid = '1.2.840.10008.5.1.4.1.1.88.59') => ({ sopInstanceUid: '2.25.9', sopClassUid, frames: 0, attributes });

describe('documents of key images', () => {
  const [document] = keyDocumentsOf([instance(keyObjectOf('2.25.1', [marked('2.25.3', 1, 1), marked('2.25.4', 9, 7)], 'Anna', new Date(2026, 0, 31), () => '2.25.9'))]);

  it('are read as they are written', () => expect(document).toEqual({ title: 'Of Interest', images: [{ sopInstanceUid: '2.25.3', frames: [] }, { sopInstanceUid: '2.25.4', frames: [7] }] }));

  it('mark images, or frames of them', () => {
    const images = [['2.25.3', 1], ['2.25.3', 2], ['2.25.4', 7], ['2.25.4', 8], ['2.25.5', 1]] as const;
    expect(images.map(([sopInstanceUid, frame]) => titlesOf([document!, document!], { sopInstanceUid, frame }))).toEqual([['Of Interest'], ['Of Interest'], ['Of Interest'], [], []]);
  });

  it('are no other instances, and without content mark nothing', () => {
    expect(keyDocumentsOf([instance({}, '1.2.840.10008.5.1.4.1.1.88.11'), instance(undefined)])).toEqual([{ title: '', images: [] }]);
  });

  it('that are nested without end are cut', () => {
    const item: DicomJson = { '0040A040': { vr: 'CS', Value: ['IMAGE'] }, '00081199': { vr: 'SQ', Value: [{ '00081155': { vr: 'UI', Value: ['2.25.3'] } }] } };
    item['0040A730'] = { vr: 'SQ', Value: [item] };
    expect(keyDocumentsOf([instance(item)])[0]?.images.length).toBeLessThan(20);
  });
});
