/** An attribute of the DICOM JSON model (PS3.18 §F.2.2). */
export interface DicomElement {
  vr: string;
  Value?: unknown[];
  BulkDataURI?: string;
  InlineBinary?: string;
}

/** A data set of the DICOM JSON model: attributes by tag, eight hexadecimal digits in upper case. */
export type DicomJson = Record<string, DicomElement>;

/** The values of an attribute as texts; an empty value is an empty text. None where the attribute is missing or has no values. */
export function texts(data: DicomJson, tag: string): string[] {
  return (data[tag]?.Value ?? []).map(textOf);
}

/** The first value of an attribute; empty where there is none. */
export function text(data: DicomJson, tag: string): string {
  return texts(data, tag)[0] ?? '';
}

/** The values that are numbers: DICOM JSON may have IS and DS as texts, too (PS3.18 §F.2.3.1). */
export function numbers(data: DicomJson, tag: string): number[] {
  return (data[tag]?.Value ?? [])
    .map((value) => (typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN))
    .filter((value) => Number.isFinite(value));
}

/** The first value that is a number. */
export function number(data: DicomJson, tag: string): number | undefined {
  return numbers(data, tag)[0];
}

/** The items of a sequence. */
export function items(data: DicomJson, tag: string): DicomJson[] {
  return (data[tag]?.Value ?? []).filter((value): value is DicomJson => typeof value === 'object' && value !== null && !Array.isArray(value));
}

/** Whether an answer is a list of data sets, as QIDO-RS and WADO-RS give them. */
export function isDataSets(value: unknown): value is DicomJson[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null && !Array.isArray(each));
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) {
    return '';
  }

  if (typeof value === 'object') {
    const name = value as { Alphabetic?: unknown; Ideographic?: unknown; Phonetic?: unknown };
    const group = name.Alphabetic ?? name.Ideographic ?? name.Phonetic;
    return typeof group === 'string' ? group : '';
  }

  return String(value);
}
