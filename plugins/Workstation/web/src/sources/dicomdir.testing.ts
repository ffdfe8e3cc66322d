import { encode, part10, type Written } from '../dicom/part10.testing.js';

/** A directory record for a test: its elements, and which records come next and lower, by their index; none where undefined. */
export interface TestRecord {
  type: string;
  elements: Written[];
  next?: number;
  lower?: number;
}

/** A DICOMDIR of records; the first is the root. */
export function dicomdir(records: readonly TestRecord[], root = 0): Uint8Array {
  const lengths = records.map((record) => encode(elementsOf(record, () => 0)).length + 8);
  const begin = part10([['00041200', 'UL', [0]]]).length + 12; // after the head of the sequence
  const offsets = lengths.map((_, index) => lengths.slice(0, index).reduce((sum, length) => sum + length, begin));
  const at = (index: number | undefined): number => (index === undefined ? 0 : (offsets[index] ?? 99_999));
  return part10([['00041200', 'UL', [at(root)]], ['00041220', 'SQ', records.map((record) => elementsOf(record, at))]]);
}

function elementsOf(record: TestRecord, at: (index: number | undefined) => number): Written[] {
  return [['00041400', 'UL', [at(record.next)]], ['00041420', 'UL', [at(record.lower)]], ['00041430', 'CS', record.type], ...record.elements];
}

/** A medium with a study of two series, of two CT images and of a report. */
export const sample: TestRecord[] = [
  { type: 'PATIENT', elements: [['00100010', 'PN', 'ANON^ONE'], ['00100020', 'LO', 'P1']], lower: 1 },
  { type: 'STUDY', elements: [['00080020', 'DA', '20260131'], ['0020000D', 'UI', '2.25.1']], lower: 2 },
  { type: 'SERIES', elements: [['00080060', 'CS', 'CT'], ['0020000E', 'UI', '2.25.2'], ['00200011', 'IS', '1']], next: 5, lower: 3 },
  { type: 'IMAGE', elements: file('2.25.3', 'DICOM\\A', '1.2.840.10008.5.1.4.1.1.2'), next: 4 },
  { type: 'IMAGE', elements: file('2.25.4', 'DICOM\\B', '1.2.840.10008.5.1.4.1.1.2') },
  { type: 'SERIES', elements: [['00080060', 'CS', 'SR'], ['0020000E', 'UI', '2.25.5'], ['00200011', 'IS', '2']], lower: 6 },
  { type: 'SR DOCUMENT', elements: file('2.25.6', 'DICOM\\C', '1.2.840.10008.5.1.4.1.1.88.11') },
];

function file(uid: string, path: string, sopClass: string): Written[] {
  return [['00041500', 'CS', path], ['00041510', 'UI', sopClass], ['00041511', 'UI', uid]];
}
