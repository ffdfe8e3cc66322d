import type { DataSet } from 'dicom-parser';
import { jsonOf, parse } from '../dicom/part10.js';
import { number, text, texts, type DicomJson } from '../dicom/json.js';
import { instanceOf, seriesOf, studyOf } from '../model/fromJson.js';
import type { InstanceInfo, SeriesInfo, StudyInfo } from '../model/study.js';

/** What is on a medium: its studies, their series, and which file each instance is in. */
export interface FileSet {
  studies: StudyOnMedia[];
}

export interface StudyOnMedia {
  info: StudyInfo;
  series: SeriesOnMedia[];
}

export interface SeriesOnMedia {
  info: SeriesInfo;
  instances: InstanceOnMedia[];
}

export interface InstanceOnMedia {
  info: InstanceInfo;
  /** The file, its names joined by slashes. */
  path: string;
}

interface DirectoryRecord {
  type: string;
  data: DicomJson;
  next: number;
  lower: number;
}

const RecordType = '00041430';
const NextRecord = '00041400';
const LowerRecord = '00041420';
const ReferencedFileID = '00041500';
const ReferencedSOPClass = '00041510';
const ReferencedSOPInstance = '00041511';

/**
 * Reads a DICOMDIR (PS3.3 §F.3).
 * @throws Error where it is none.
 */
export function readDicomdir(bytes: Uint8Array): FileSet {
  const dataSet = parse(bytes);
  if (!dataSet.elements.x00041220) {
    throw new Error('It has no Directory Record Sequence: it is no DICOMDIR.');
  }

  const records = recordsOf(dataSet);
  const root = dataSet.uint32('x00041200') ?? 0;
  const studies: StudyOnMedia[] = [];
  const visited = new Set<number>();
  for (const patient of siblings(records, root, visited)) {
    for (const study of siblings(records, patient.lower, visited)) {
      const series = [...siblings(records, study.lower, visited)].map((record) => ({
        info: seriesOf(record.data),
        instances: [...siblings(records, record.lower, visited)].flatMap(instanceOnMedia),
      }));
      studies.push({ info: summed(studyOf({ ...patient.data, ...study.data }), series), series });
    }
  }

  return { studies };
}

// Where a record lies is the place of its item, which is eight bytes before what is in it (PS3.3 §F.3.2.2).
function recordsOf(dataSet: DataSet): Map<number, DirectoryRecord> {
  const records = new Map<number, DirectoryRecord>();
  const characterSet = dataSet.elements.x00080005 ? (dataSet.string('x00080005') ?? '') : '';
  for (const item of dataSet.elements.x00041220?.items ?? []) {
    if (item.dataSet) {
      const data = jsonOf(item.dataSet, characterSet);
      records.set(item.dataOffset - 8, { type: text(data, RecordType), data, next: number(data, NextRecord) ?? 0, lower: number(data, LowerRecord) ?? 0 });
    }
  }

  return records;
}

// Offsets of a damaged directory may go round in circles.
function* siblings(records: ReadonlyMap<number, DirectoryRecord>, first: number, visited: Set<number>): Generator<DirectoryRecord> {
  for (let at = first; at !== 0 && !visited.has(at); ) {
    visited.add(at);
    const record = records.get(at);
    if (record === undefined) {
      return;
    }

    yield record;
    at = record.next;
  }
}

function instanceOnMedia({ type, data }: DirectoryRecord): InstanceOnMedia[] {
  const path = texts(data, ReferencedFileID).join('/');
  if (path === '') {
    return [];
  }

  const info = instanceOf(data);
  return [{
    path,
    info: {
      ...info,
      sopInstanceUid: text(data, ReferencedSOPInstance),
      sopClassUid: text(data, ReferencedSOPClass),
      frames: type === 'IMAGE' ? Math.max(1, info.frames) : 0,
      attributes: undefined, // a record has a few of them only
    },
  }];
}

/** A study with the counts and modalities of its series, where its own record does not have them. */
export function summed(study: StudyInfo, series: readonly SeriesOnMedia[]): StudyInfo {
  const modalities = [...new Set(series.map((each) => each.info.modality).filter((modality) => modality !== ''))].sort();
  return {
    ...study,
    modalities: study.modalities.length > 0 ? study.modalities : modalities,
    seriesCount: series.length,
    instanceCount: series.reduce((sum, each) => sum + each.instances.length, 0),
  };
}
