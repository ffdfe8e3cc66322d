import type { StudyInfo } from '../model/study.js';

/** The chosen studies of those that are shown: what is not shown any more is not chosen. */
export const chosenOf = (studies: readonly StudyInfo[], chosen: ReadonlySet<string>): StudyInfo[] => studies.filter((study) => chosen.has(study.studyInstanceUid));

/** The choice with one study more, or less. */
export function toggled(chosen: ReadonlySet<string>, study: StudyInfo): Set<string> {
  const result = new Set(chosen);
  if (!result.delete(study.studyInstanceUid)) {
    result.add(study.studyInstanceUid);
  }

  return result;
}

/** All that are shown, or none where all are chosen already. */
export const allOrNone = (studies: readonly StudyInfo[], chosen: ReadonlySet<string>): Set<string> =>
  new Set(chosenOf(studies, chosen).length === studies.length ? [] : studies.map((study) => study.studyInstanceUid));
