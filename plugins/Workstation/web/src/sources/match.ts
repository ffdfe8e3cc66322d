import type { StudyInfo } from '../model/study.js';
import type { StudyQuery } from './imageSource.js';

/** Whether a study is one that a query looks for, as C-FIND has it (PS3.4 §C.2.2.2): for sources that have nobody to ask. */
export function matches(study: StudyInfo, query: StudyQuery): boolean {
  return isLike(study.patientName, query.patientName)
    && isLike(study.patientId, query.patientId)
    && isLike(study.accessionNumber, query.accessionNumber)
    && isLike(study.studyDescription, query.studyDescription)
    && isIn(study.patientBirthDate, query.patientBirthDate)
    && isIn(study.studyDate, query.studyDate)
    && (!query.studyInstanceUid || study.studyInstanceUid === query.studyInstanceUid)
    && (!query.modalities?.length || study.modalities.some((modality) => query.modalities?.includes(modality)));
}

/** Whether a text satisfies a pattern with the wildcards * and ?; case does not count. */
export function isLike(text: string, pattern: string | undefined): boolean {
  if (!pattern || pattern === '*') {
    return true;
  }

  const expression = pattern.replaceAll(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  return new RegExp(`^${expression}$`, 'isu').test(text);
}

/** Whether a date is in a range, both ends of which belong to it; an open end is none. */
export function isIn(date: string, range: string | undefined): boolean {
  if (!range) {
    return true;
  }

  if (date === '') {
    return false;
  }

  const [from = '', to] = range.split('-');
  return to === undefined ? date === from : date >= from && (to === '' || date <= to);
}
