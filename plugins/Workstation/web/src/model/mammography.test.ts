import { describe, expect, it } from 'vitest';
import type { DicomJson } from '../dicom/json.js';
import { mammographicView, partsOf } from './mammography.js';
import type { ImageRef, SeriesInfo } from './study.js';

const cs = (value: string) => ({ vr: 'CS', Value: [value] });
const code = (value: string, meaning = '') => ({ '00080100': { vr: 'SH', Value: [value] }, '00080104': { vr: 'LO', Value: [meaning] } });
const series: SeriesInfo = { seriesInstanceUid: '2.25.1', modality: 'MG', seriesNumber: 1, seriesDescription: 'Screening', bodyPart: 'BREAST' };
const image = (number: number, attributes: DicomJson): ImageRef => ({
  imageId: `image ${number}`, seriesInstanceUid: '2.25.1', frame: 1, instance: { sopInstanceUid: `2.25.1.${number}`, sopClassUid: '', frames: 1, attributes },
});

describe('what a mammogram shows', () => {
  it('is the breast and the projection', () => {
    expect(mammographicView({ '00200062': cs('R'), '00185101': cs('CC') })).toBe('R CC');
    expect(mammographicView({ '00200060': cs('L'), '00540220': { vr: 'SQ', Value: [code('R-10226')] } })).toBe('L MLO');
    expect(mammographicView({ '52009229': { vr: 'SQ', Value: [{ '00209071': { vr: 'SQ', Value: [{ '00209072': cs('L') }] } }] }, '00540220': { vr: 'SQ', Value: [code('399162004')] } })).toBe('L CC');
  });

  it('is told from one that was made otherwise', () => {
    const modifier = { vr: 'SQ', Value: [code('399163009', 'Magnification')] };
    expect(mammographicView({ '00200062': cs('R'), '00185101': cs('CC'), '00540222': modifier })).toBe('R CC magnification');
    expect(mammographicView({ '00200062': cs('R'), '00540220': { vr: 'SQ', Value: [{ ...code('R-10242'), '00540222': modifier }] } })).toBe('R CC magnification');
  });

  it('is nothing where it does not say both', () => {
    const lacking: DicomJson[] = [{}, { '00200062': cs('R') }, { '00185101': cs('CC') }, { '00200062': cs('B'), '00185101': cs('CC') }, { '00200062': cs('R'), '00540220': { vr: 'SQ', Value: [code('1')] } }];
    expect(lacking.map(mammographicView)).toEqual(['', '', '', '', '']);
  });
});

describe('a series of mammograms', () => {
  const images = [['R', 'MLO'], ['L', 'CC'], ['R', 'CC'], ['L', 'CC']].map(([side, view], index) => image(index + 1, { '00200062': cs(side!), '00185101': cs(view!) }));

  it('is divided by what they show', () => {
    const parts = partsOf(series, images);
    expect(parts.map(({ info, images: own }) => [info.seriesInstanceUid, info.seriesDescription, own.map(({ imageId }) => imageId)])).toEqual([
      ['2.25.1/R MLO', 'R MLO · Screening', ['image 1']], ['2.25.1/L CC', 'L CC · Screening', ['image 2', 'image 4']], ['2.25.1/R CC', 'R CC · Screening', ['image 3']],
    ]);
  });

  it('has usual projections before others', () => {
    const magnified = image(0, { '00200062': cs('R'), '00185101': cs('CC'), '00540222': { vr: 'SQ', Value: [code('1', 'Magnification')] } });
    expect(partsOf(series, [magnified, image(9, {}), ...images]).map(({ info }) => info.seriesDescription)).toEqual([
      'R MLO · Screening', 'L CC · Screening', 'R CC · Screening', 'R CC magnification · Screening', 'Screening',
    ]);
  });

  it('of one view keeps its UID, and says the view where its description does not', () => {
    expect(partsOf(series, images.slice(2, 3))).toEqual([{ info: { ...series, seriesDescription: 'R CC · Screening' }, images: images.slice(2, 3) }]);
    expect(partsOf({ ...series, seriesDescription: 'R CC tomo' }, images.slice(2, 3))[0]?.info.seriesDescription).toBe('R CC tomo');
  });

  it('is as it is where it is of another modality, or empty', () => {
    const ct = { ...series, modality: 'CT' };
    expect(partsOf(ct, images)).toEqual([{ info: ct, images }]);
    expect(partsOf(series, [])).toEqual([{ info: series, images: [] }]);
  });
});
