import { readableDate, readableName, readableTime } from '../dicom/values.js';
import type { StudyInfo } from '../model/study.js';
import type { MessageKey } from '../ui/messages.js';

/** A column of the list of studies. A page may have others. */
export interface Column {
  name: string;
  /** Its title: one of the texts, or a text of the page's own. */
  title: MessageKey | { text: string };
  value(study: StudyInfo): string;
  /** Asks for the values of a page of studies, by Study Instance UID, where the studies do not have them; `value` is not asked then. */
  load?(studies: readonly StudyInfo[], signal: AbortSignal): Promise<ReadonlyMap<string, string>>;
  /** What the column is sorted by; its value where this is not there. */
  key?(study: StudyInfo): string | number;
  isNumber?: boolean;
}

/** The columns that a list has at first. */
export const usualColumns: readonly Column[] = [
  { name: 'patientName', title: 'search.patientName', value: (study) => readableName(study.patientName), key: (study) => study.patientName.toLowerCase() },
  { name: 'patientId', title: 'search.patientId', value: (study) => study.patientId },
  { name: 'patientBirthDate', title: 'search.patientBirthDate', value: (study) => readableDate(study.patientBirthDate) },
  {
    name: 'studyDate', title: 'search.studyDate', value: (study) => `${readableDate(study.studyDate)} ${readableTime(study.studyTime)}`.trim(),
    key: (study) => `${study.studyDate} ${study.studyTime.padEnd(6, '0')}`, // a time may lack its minutes or seconds
  },
  { name: 'modalities', title: 'search.modalities', value: (study) => study.modalities.join(', ') },
  { name: 'studyDescription', title: 'search.studyDescription', value: (study) => study.studyDescription },
  { name: 'accessionNumber', title: 'search.accessionNumber', value: (study) => study.accessionNumber },
  {
    name: 'counts', title: 'search.counts', key: (study) => study.instanceCount ?? 0, isNumber: true,
    value: ({ seriesCount, instanceCount }) => (seriesCount === undefined && instanceCount === undefined ? '' : `${seriesCount ?? '?'} / ${instanceCount ?? '?'}`), // many archives do not count
  },
];

/** Which column a list is sorted by. */
export interface Sorting {
  column: string;
  isDescending: boolean;
}

/** Studies by a column; the newest first where nothing else is said. Equal ones keep their order. */
export function sorted(studies: readonly StudyInfo[], columns: readonly Column[], sorting: Sorting): StudyInfo[] {
  const column = columns.find((each) => each.name === sorting.column);
  if (column === undefined) {
    return [...studies];
  }

  const keyOf = (study: StudyInfo): string | number => column.key?.(study) ?? column.value(study).toLowerCase();
  const sign = sorting.isDescending ? -1 : 1;
  return [...studies].sort((first, second) => sign * compare(keyOf(first), keyOf(second)));
}

const compare = (first: string | number, second: string | number): number =>
  typeof first === 'number' && typeof second === 'number' ? first - second : String(first).localeCompare(String(second), undefined, { numeric: true });
