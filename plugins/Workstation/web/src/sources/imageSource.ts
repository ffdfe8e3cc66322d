import type { DicomJson } from '../dicom/json.js';
import type { InstanceInfo, SeriesInfo, StudyInfo } from '../model/study.js';

/** What to look for. Empty conditions are none; texts may have the wildcards * and ? (PS3.4 §C.2.2.2.4). */
export interface StudyQuery {
  patientName?: string;
  patientId?: string;
  patientBirthDate?: string;
  accessionNumber?: string;
  studyDescription?: string;
  /** A date, or a range: `20260101-20260131`, `20260101-`, `-20260131`. */
  studyDate?: string;
  modalities?: readonly string[];
  studyInstanceUid?: string;
  /** Whether names that sound alike match, too, where the source can do that. */
  fuzzy?: boolean;
}

/** A part of the answer to a query. */
export interface StudyPage {
  studies: StudyInfo[];
  /** Whether there may be more after these. */
  hasMore: boolean;
}

/** Where images come from: the server's own catalog, another archive, or a disc. One interface, so that the viewer is the same for all. */
export interface ImageSource {
  /** What the source is called, for people. */
  readonly name: string;

  /**
   * Looks for studies.
   * @param offset How many of the answer are left out at its beginning.
   * @param limit The most that are given.
   */
  findStudies(query: StudyQuery, offset: number, limit: number, signal: AbortSignal): Promise<StudyPage>;

  /** The series of a study. */
  series(studyInstanceUid: string, signal: AbortSignal): Promise<SeriesInfo[]>;

  /** The instances of a series, in no certain order. */
  instances(studyInstanceUid: string, seriesInstanceUid: string, signal: AbortSignal): Promise<InstanceInfo[]>;

  /** What the viewer loads a frame by, from 1. */
  imageId(studyInstanceUid: string, seriesInstanceUid: string, instance: InstanceInfo, frame: number): string;

  /** All attributes of an instance but its bulk data. */
  attributes(studyInstanceUid: string, seriesInstanceUid: string, instance: InstanceInfo, signal: AbortSignal): Promise<DicomJson>;

  /** A small image of a series; undefined where the source has none, and the viewer shows the first image itself. Whoever asks revokes the URL. */
  thumbnail(studyInstanceUid: string, seriesInstanceUid: string, signal: AbortSignal): Promise<string | undefined>;

  /**
   * Tells when more of a study has come. Sources that do not grow have no such thing.
   * @returns What ends it.
   */
  watch?(studyInstanceUid: string, changed: (progress: ArrivalProgress) => void): () => void;

  /**
   * Stores instances, where the source takes any: data sets with all their values, without bulk data.
   * @throws An error that says why, where not all of them were stored.
   */
  store?(studyInstanceUid: string, instances: readonly DicomJson[], signal: AbortSignal): Promise<void>;

  /** Gives up what the source holds. */
  close?(): void;
}

/** How much of a study has come. */
export interface ArrivalProgress {
  completed: number;
  /** How many there are in all; undefined while nobody knows. */
  total?: number;
  isDone: boolean;
  /** Why no more will come, where something failed. */
  problem?: string;
}
