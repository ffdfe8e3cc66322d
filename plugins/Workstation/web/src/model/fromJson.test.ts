import { describe, expect, it } from 'vitest';
import { Tags } from '../dicom/tags.js';
import { instanceOf, seriesOf, studyOf } from './fromJson.js';

describe('data sets as the workstation has them', () => {
  it('reads a study', () => {
    const study = studyOf({
      [Tags.StudyInstanceUID]: { vr: 'UI', Value: ['2.25.1'] },
      [Tags.PatientName]: { vr: 'PN', Value: [{ Alphabetic: 'ANON^ONE' }] },
      [Tags.ModalitiesInStudy]: { vr: 'CS', Value: ['CT', ''] },
      [Tags.NumberOfStudyRelatedInstances]: { vr: 'IS', Value: [7] },
    });
    expect(study).toMatchObject({ studyInstanceUid: '2.25.1', patientName: 'ANON^ONE', modalities: ['CT'], instanceCount: 7, accessionNumber: '' });
    expect(study.seriesCount).toBeUndefined();
  });

  it('reads a series', () =>
    expect(seriesOf({ [Tags.SeriesNumber]: { vr: 'IS', Value: ['4'] }, [Tags.Modality]: { vr: 'CS', Value: ['MR'] } })).toMatchObject({ seriesNumber: 4, modality: 'MR' }));

  const image = { [Tags.Rows]: { vr: 'US', Value: [2] }, [Tags.Columns]: { vr: 'US', Value: [3] } };

  it('counts one frame where the number is not said', () => expect(instanceOf(image).frames).toBe(1));

  it('counts no frames without pixels', () => expect(instanceOf({ [Tags.NumberOfFrames]: { vr: 'IS', Value: [4] } }).frames).toBe(0));

  it.each([
    [{ [Tags.FrameTime]: { vr: 'DS', Value: [40] } }, 40],
    [{ [Tags.FrameTime]: { vr: 'DS', Value: [40] }, [Tags.RecommendedDisplayFrameRate]: { vr: 'IS', Value: [10] } }, 100],
    [{ [Tags.CineRate]: { vr: 'IS', Value: [20] } }, 50],
    [{ [Tags.FrameTimeVector]: { vr: 'DS', Value: [0, 30, 50] } }, 40],
    [{}, undefined],
  ])('knows the time between frames of %o', (attributes, expected) => expect(instanceOf({ ...image, ...attributes }).frameTime).toBe(expected));

  it('leaves out a position that has not three numbers', () =>
    expect(instanceOf({ ...image, [Tags.ImagePositionPatient]: { vr: 'DS', Value: [1, 2] } }).position).toBeUndefined());
});
