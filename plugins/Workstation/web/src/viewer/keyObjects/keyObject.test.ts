import { describe, expect, it } from 'vitest';
import { items, text, texts } from '../../dicom/json.js';
import { newUid } from '../../dicom/uid.js';
import { keyObjectOf, type MarkedImage } from './keyObject.js';

const image = (series: string, uid: string, frame = 1, frames = 1): MarkedImage => ({
  imageId: '', seriesInstanceUid: series, frame, instance: { sopInstanceUid: uid, sopClassUid: '1.2.840.10008.5.1.4.1.1.2', frames },
  attributes: { '00100010': { vr: 'PN', Value: [{ Alphabetic: 'ANON^ONE' }] }, '00100020': { vr: 'LO', Value: ['P1'] }, '00100021': { vr: 'LO', Value: ['A'] }, '00080020': { vr: 'DA', Value: ['20260131'] }, '00081030': { vr: 'LO', Value: ['Chest'] } },
});

const made = (...images: MarkedImage[]) => {
  let count = 0;
  return keyObjectOf('2.25.1', images, 'Ada', new Date(2026, 0, 31, 9, 5, 7), () => `2.25.7${++count}`);
};

describe('a document of key images', () => {
  const document = made(image('2.25.11', '2.25.91'), image('2.25.12', '2.25.92', 2, 3), image('2.25.12', '2.25.92', 3, 3));

  it('is of the study and its patient, in a series of its own', () => {
    expect(['00080016', '00080018', '0020000D', '0020000E', '00080060', '00100010', '00100020', '00100021', '00080023', '00080033'].map((tag) => text(document, tag))).toEqual([
      '1.2.840.10008.5.1.4.1.1.88.59', '2.25.71', '2.25.1', '2.25.72', 'KO', 'ANON^ONE', 'P1', 'A', '20260131', '090507',
    ]);
  });

  it('has what has to be there without a value, too, and its tags in order', () => {
    expect([document['00100030'], document['00080090'], document['00081111']]).toEqual([{ vr: 'DA' }, { vr: 'PN' }, { vr: 'SQ' }]);
    expect(Object.keys(document)).toEqual(Object.keys(document).sort());
  });

  it('is titled by a code, after the template of key objects', () => {
    expect(texts(items(document, '0040A043')[0]!, '00080100')).toEqual(['113000']);
    expect(text(items(document, '0040A504')[0]!, '0040DB00')).toBe('2010');
  });

  it('names each image, with its frame where it has several, and who has marked them', () => {
    const content = items(document, '0040A730');
    expect(content.map((item) => text(item, '0040A040'))).toEqual(['TEXT', 'IMAGE', 'IMAGE', 'IMAGE']);
    expect(text(content[0]!, '0040A160')).toBe('Marked by Ada');
    expect(content.slice(1).map((item) => items(item, '00081199')[0]!).map((each) => [text(each, '00081155'), text(each, '00081160')])).toEqual([['2.25.91', ''], ['2.25.92', '2'], ['2.25.92', '3']]);
  });

  it('has as evidence each instance once, by series', () => {
    const [evidence] = items(document, '0040A375');
    expect(items(evidence!, '00081115').map((series) => [text(series, '0020000E'), items(series, '00081199').map((each) => text(each, '00081155'))])).toEqual([['2.25.11', ['2.25.91']], ['2.25.12', ['2.25.92']]]);
  });
});

describe('a new UID', () => {
  it('is that of a UUID, without leading zeros, and no longer than a UID may be', () => {
    expect(newUid((bytes) => bytes.fill(0))).toBe(`2.25.${(0x4n << 76n) | (0x8n << 60n)}`);
    expect(newUid((bytes) => bytes.fill(255)).length).toBeLessThanOrEqual(64);
    expect(newUid()).not.toBe(newUid());
  });
});
