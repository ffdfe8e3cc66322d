import { number, numbers, text, texts, type DicomJson } from '../dicom/json.js';
import { Tags } from '../dicom/tags.js';
import type { InstanceInfo, SeriesInfo, StudyInfo } from './study.js';

/** Reads a study of an answer of QIDO-RS. */
export function studyOf(data: DicomJson): StudyInfo {
  return {
    studyInstanceUid: text(data, Tags.StudyInstanceUID),
    patientName: text(data, Tags.PatientName),
    patientId: text(data, Tags.PatientID),
    issuerOfPatientId: text(data, Tags.IssuerOfPatientID) || undefined,
    patientBirthDate: text(data, Tags.PatientBirthDate),
    patientSex: text(data, Tags.PatientSex),
    accessionNumber: text(data, Tags.AccessionNumber),
    studyDate: text(data, Tags.StudyDate),
    studyTime: text(data, Tags.StudyTime),
    studyDescription: text(data, Tags.StudyDescription),
    modalities: texts(data, Tags.ModalitiesInStudy).filter((modality) => modality !== ''),
    seriesCount: number(data, Tags.NumberOfStudyRelatedSeries),
    instanceCount: number(data, Tags.NumberOfStudyRelatedInstances),
  };
}

/** Reads a series. */
export function seriesOf(data: DicomJson): SeriesInfo {
  return {
    seriesInstanceUid: text(data, Tags.SeriesInstanceUID),
    modality: text(data, Tags.Modality),
    seriesNumber: number(data, Tags.SeriesNumber),
    seriesDescription: text(data, Tags.SeriesDescription),
    bodyPart: text(data, Tags.BodyPartExamined),
    instanceCount: number(data, Tags.NumberOfSeriesRelatedInstances),
  };
}

/** Reads an instance of the metadata of a series; one without Rows has no pixels to show. */
export function instanceOf(data: DicomJson): InstanceInfo {
  const [rows, columns] = [number(data, Tags.Rows), number(data, Tags.Columns)];
  const [position, orientation] = [numbers(data, Tags.ImagePositionPatient), numbers(data, Tags.ImageOrientationPatient)];
  return {
    sopInstanceUid: text(data, Tags.SOPInstanceUID),
    sopClassUid: text(data, Tags.SOPClassUID),
    instanceNumber: number(data, Tags.InstanceNumber),
    frames: rows && columns ? Math.max(1, Math.trunc(number(data, Tags.NumberOfFrames) ?? 1)) : 0,
    rows,
    columns,
    position: position.length === 3 ? (position as InstanceInfo['position']) : undefined,
    orientation: orientation.length === 6 ? (orientation as InstanceInfo['orientation']) : undefined,
    frameOfReferenceUid: text(data, Tags.FrameOfReferenceUID) || undefined,
    frameTime: frameTimeOf(data),
    attributes: data,
  };
}

// What the maker recommends comes before the rate of acquisition (PS3.3 §C.7.6.5).
function frameTimeOf(data: DicomJson): number | undefined {
  const rate = number(data, Tags.RecommendedDisplayFrameRate) ?? number(data, Tags.CineRate);
  return rate && rate > 0 ? 1_000 / rate : number(data, Tags.FrameTime) ?? average(numbers(data, Tags.FrameTimeVector).slice(1));
}

const average = (values: number[]): number | undefined =>
  values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
