import type { SeriesInfo, StudyInfo } from '../../model/study.js';
import { message } from '../../ui/messages.js';
import { cellsOf, type Layout } from '../layout.js';

/**
 * The other studies of a study's patient among those that were found, the newest first. A Patient ID is of the patient only with its issuer: where both say one, it has to be the
 * same (PS3.3 §C.7.1.1). A study without Patient ID has no others.
 */
export function othersOf(study: StudyInfo, found: readonly StudyInfo[]): StudyInfo[] {
  const { patientId, issuerOfPatientId: issuer = '' } = study;
  return found
    .filter((each) => patientId !== '' && each.patientId === patientId && each.studyInstanceUid !== study.studyInstanceUid)
    .filter(({ issuerOfPatientId: other = '' }) => issuer === '' || other === '' || issuer === other)
    .sort((first, second) => timeOf(second).localeCompare(timeOf(first)));
}

const timeOf = ({ studyDate, studyTime }: StudyInfo): string => `${studyDate} ${studyTime.padEnd(6, '0')}`;

/** How long before or after another study one was made, in words; empty where a date is not known. */
export function distance(study: StudyInfo, other: StudyInfo): string {
  const [at, then] = [dayOf(study.studyDate), dayOf(other.studyDate)];
  if (at === undefined || then === undefined) {
    return '';
  }

  const days = Math.round((at - then) / 86_400_000);
  const [count, unit] = Math.abs(days) > 730 ? [Math.abs(days) / 365.25, 'years'] as const : Math.abs(days) >= 60 ? [Math.abs(days) / 30.44, 'months'] as const : [Math.abs(days), 'days'] as const;
  return days === 0 ? message('priors.sameDay') : message(`priors.${unit}.${days > 0 ? 'earlier' : 'later'}`, { count: Math.floor(count) });
}

function dayOf(date: string): number | undefined {
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(date) ?? [];
  return year === undefined ? undefined : Date.UTC(Number(year), Number(month) - 1, Number(day));
}

/** The series of another study that is most like one: of the same modality, and of as many words of the description and the body part as may be; undefined where none is of the modality. */
export function counterpart(series: SeriesInfo, others: readonly SeriesInfo[]): SeriesInfo | undefined {
  const words = wordsOf(series);
  const likeness = (other: SeriesInfo): number => {
    const theirs = wordsOf(other);
    const common = [...words].filter((word) => theirs.has(word)).length;
    return common / Math.max(1, words.size + theirs.size - common) + (other.seriesNumber !== undefined && other.seriesNumber === series.seriesNumber ? 0.01 : 0);
  };
  return others.filter(({ modality }) => modality === series.modality)
    .reduce<SeriesInfo | undefined>((best, each) => (best === undefined || likeness(each) > likeness(best) ? each : best), undefined);
}

const wordsOf = ({ seriesDescription, bodyPart }: SeriesInfo): Set<string> => new Set(`${seriesDescription} ${bodyPart}`.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''));

/** How views hang beside each other: on the left what hung before, on the right what is like it of the other study. */
export function hangBeside(layout: Layout, cells: readonly (string | undefined)[], series: readonly SeriesInfo[], others: readonly SeriesInfo[]): { layout: Layout; cells: (string | undefined)[] } {
  const columns = Math.min(layout.columns, 4); // a grid has eight at most
  const wide = { rows: layout.rows, columns: columns * 2 };
  const waiting = [...others];
  const take = (uid: string | undefined): string | undefined => {
    const own = series.find((each) => each.seriesInstanceUid === uid);
    const found = own === undefined ? undefined : counterpart(own, waiting) ?? waiting[0];
    waiting.splice(0, waiting.length, ...waiting.filter((each) => each !== found));
    return found?.seriesInstanceUid;
  };
  return {
    layout: wide,
    cells: Array.from({ length: cellsOf(wide) }, (_, cell) => {
      const [row, column] = [Math.floor(cell / wide.columns), cell % wide.columns];
      const left = cells[row * layout.columns + (column % columns)];
      return column < columns ? left : take(left);
    }),
  };
}
