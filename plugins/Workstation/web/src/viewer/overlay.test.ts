import { describe, expect, it } from 'vitest';
import type { ImageRef, SeriesInfo, StudyInfo } from '../model/study.js';
import { overlayOf } from './overlay.js';

const study: StudyInfo = {
  studyInstanceUid: '2.25.1', patientName: 'ANON^ONE', patientId: 'P1', patientBirthDate: '19700102', patientSex: 'O', accessionNumber: '', studyDate: '20260131', studyTime: '1345',
  studyDescription: 'Chest', modalities: ['CT'],
};
const series: SeriesInfo = { seriesInstanceUid: '2.25.2', modality: 'CT', seriesNumber: 4, seriesDescription: '', bodyPart: '' };
const image: ImageRef = {
  imageId: 'a', seriesInstanceUid: '2.25.2', frame: 1,
  instance: { sopInstanceUid: '2.25.3', sopClassUid: '', frames: 1, attributes: { '00080060': { vr: 'CS', Value: ['CT'] }, '00280030': { vr: 'DS', Value: [1, 1] }, '00201041': { vr: 'DS', Value: [-12.34] } } },
};

describe('the texts on an image', () => {
  const texts = overlayOf(study, series, image, { index: 2, center: 40, width: 400, zoom: 1.5, rotation: 90, isInverted: false }, 9);

  it('say who, what and when', () => {
    expect(texts.patient).toBe('ANON, ONE\nP1\n1970-01-02 O');
    expect(texts.study).toBe('Chest\n2026-01-31 13:45\nCT · 4');
  });

  it('say which image, where, and what lengths mean', () => expect(texts.image).toBe('Image 3 of 9\nL -12.3 mm\nmm in the patient'));
  it('say which image only where one is seen', () => expect(overlayOf(study, series, image, undefined, 9).image).toBe(''));
  it('say how it is shown', () => expect(texts.view).toBe('W 400 C 40\nZoom 150 %\n90°'));
  it('do without what is not known', () => expect(overlayOf(undefined, undefined, undefined, undefined, 0).patient).toBe(''));
});
