import type { DicomJson } from '../dicom/json.js';

/** A study as a list shows it. What a source does not know is empty or undefined. */
export interface StudyInfo {
  studyInstanceUid: string;
  patientName: string;
  patientId: string;
  /** Who has issued the Patient ID, where that is said. */
  issuerOfPatientId?: string;
  patientBirthDate: string;
  patientSex: string;
  accessionNumber: string;
  studyDate: string;
  studyTime: string;
  studyDescription: string;
  modalities: string[];
  seriesCount?: number;
  instanceCount?: number;
}

/** A series of a study. */
export interface SeriesInfo {
  seriesInstanceUid: string;
  modality: string;
  seriesNumber?: number;
  seriesDescription: string;
  bodyPart: string;
  instanceCount?: number;
}

/** An instance, and what is needed to show and to sort its images. */
export interface InstanceInfo {
  sopInstanceUid: string;
  sopClassUid: string;
  instanceNumber?: number;
  /** The number of its frames; 1 for an image of a single frame, 0 where it has no pixels to show. */
  frames: number;
  rows?: number;
  columns?: number;
  /** Image Position (Patient), in mm. */
  position?: [number, number, number];
  /** Image Orientation (Patient): the direction of rows, then of columns. */
  orientation?: [number, number, number, number, number, number];
  frameOfReferenceUid?: string;
  /** The time between frames, in milliseconds. */
  frameTime?: number;
  /** What the source knows of it as a data set; undefined where it has to be asked. */
  attributes?: DicomJson;
}

/** An image: a frame of an instance, in its series. */
export interface ImageRef {
  /** What the viewer loads it by. */
  imageId: string;
  seriesInstanceUid: string;
  instance: InstanceInfo;
  /** The frame, from 1. */
  frame: number;
}
