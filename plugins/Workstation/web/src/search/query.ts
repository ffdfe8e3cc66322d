import { dicomDate } from '../dicom/values.js';
import type { StudyQuery } from '../sources/imageSource.js';

/** What a person has typed into the filters. */
export interface Filters {
  patientName: string;
  patientId: string;
  patientBirthDate: string;
  accessionNumber: string;
  studyDescription: string;
  /** Dates as input fields have them: `2026-01-31`. */
  from: string;
  to: string;
  modalities: readonly string[];
  fuzzy: boolean;
}

/** Filters that let everything through. */
export const noFilters: Filters = {
  patientName: '', patientId: '', patientBirthDate: '', accessionNumber: '', studyDescription: '', from: '', to: '', modalities: [], fuzzy: false,
};

/** The query for filters. A text is a part of what is looked for, unless it has wildcards of its own or is in quotes. */
export function queryOf(filters: Filters): StudyQuery {
  const [from, to] = [dicomDate(filters.from), dicomDate(filters.to)];
  return {
    patientName: filters.fuzzy ? filters.patientName.trim() || undefined : part(filters.patientName.replaceAll(/,\s*/g, '^')),
    patientId: part(filters.patientId),
    accessionNumber: part(filters.accessionNumber),
    studyDescription: part(filters.studyDescription),
    patientBirthDate: dicomDate(filters.patientBirthDate) || undefined,
    studyDate: from === '' && to === '' ? undefined : from === to ? from : `${from}-${to}`,
    modalities: filters.modalities.length > 0 ? filters.modalities : undefined,
    fuzzy: filters.fuzzy || undefined,
  };
}

/** The pattern for what was typed; undefined for nothing. */
export function part(typed: string): string | undefined {
  const text = typed.trim();
  const quoted = /^"([^"]*)"$/.exec(text)?.[1];
  return text === '' || quoted === '' ? undefined : quoted ?? (/[*?]/.test(text) ? text : `*${text}*`);
}

/** Filters as they stand in a URL; those that let everything through are left out. */
export function toParameters(filters: Filters): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(filters)) {
    const text = Array.isArray(value) ? value.join(',') : value === true ? 'true' : value === false ? '' : String(value);
    if (text !== '') {
      parameters.set(name, text);
    }
  }

  return parameters;
}

/** Filters of a URL; what is none of theirs is left out. */
export function fromParameters(parameters: URLSearchParams): Filters {
  const text = (name: keyof Filters): string => parameters.get(name) ?? '';
  const date = (name: keyof Filters): string => (/^\d{4}-\d{2}-\d{2}$/.test(text(name)) ? text(name) : '');
  return {
    patientName: text('patientName'), patientId: text('patientId'), accessionNumber: text('accessionNumber'), studyDescription: text('studyDescription'),
    patientBirthDate: date('patientBirthDate'), from: date('from'), to: date('to'),
    modalities: text('modalities').split(',').filter((modality) => /^[A-Z0-9_ ]{1,16}$/.test(modality)),
    fuzzy: text('fuzzy') === 'true',
  };
}
