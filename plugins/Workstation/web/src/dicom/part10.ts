import type { DataSet, Element } from 'dicom-parser';
import { decoderOf } from './charset.js';
import { entryOf } from './dictionary.js';
import type { DicomElement, DicomJson } from './json.js';
import { parser } from './parser.js';

const textVrs = new Set(['LO', 'LT', 'PN', 'SH', 'ST', 'UC', 'UT']);
const codeVrs = new Set(['AE', 'AS', 'CS', 'DA', 'DS', 'DT', 'IS', 'TM', 'UI', 'UR']);
const wholeTextVrs = new Set(['LT', 'ST', 'UT', 'UR']);
const deepest = 16;

/**
 * Reads a Part 10 file up to its pixels (PS3.10 §7), as DICOM JSON without bulk data.
 * @throws Error where it is no such file.
 */
export function readPart10(bytes: Uint8Array): DicomJson {
  return jsonOf(parse(bytes));
}

/** The data set of a Part 10 file up to its pixels, as dicom-parser has it. */
export function parse(bytes: Uint8Array): DataSet {
  try {
    return parser.parseDicom(bytes, { untilTag: 'x7fe00010', vrCallback: (tag) => entryOf(tag.slice(1))?.vr });
  } catch (error) {
    throw new Error(`It is no DICOM file: ${reason(error)}`);
  }
}

// dicom-parser throws texts, and objects with what it has read so far.
function reason(error: unknown): string {
  const { exception, message } = (typeof error === 'object' && error !== null ? error : {}) as { exception?: unknown; message?: unknown };
  return String(typeof error === 'string' ? error : (exception ?? message ?? 'it ends too early'));
}

/** A data set of dicom-parser as DICOM JSON. */
export function jsonOf(dataSet: DataSet, inherited = '', depth = 0): DicomJson {
  const characterSet = dataSet.elements.x00080005 ? (dataSet.string('x00080005') ?? '') : inherited;
  const json: DicomJson = {};
  for (const element of Object.values(dataSet.elements)) {
    const tag = element.tag.slice(1).toUpperCase();
    json[tag] = elementOf(dataSet, element, tag, characterSet, depth);
  }

  return json;
}

function elementOf(dataSet: DataSet, element: Element, tag: string, characterSet: string, depth: number): DicomElement {
  const vr = element.items ? 'SQ' : (element.vr ?? entryOf(tag)?.vr ?? 'UN');
  if (vr === 'SQ') {
    const items = depth < deepest ? (element.items ?? []) : [];
    return { vr, Value: items.flatMap((item) => (item.dataSet ? [jsonOf(item.dataSet, characterSet, depth + 1)] : [])) };
  }

  const values = valuesOf(dataSet, element, vr, characterSet);
  return values === undefined || values.length === 0 ? { vr } : { vr, Value: values };
}

function valuesOf(dataSet: DataSet, element: Element, vr: string, characterSet: string): unknown[] | undefined {
  if (element.length <= 0) {
    return undefined;
  }

  if (textVrs.has(vr) || codeVrs.has(vr)) {
    const bytes = dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length) as Uint8Array;
    const whole = decoderOf(textVrs.has(vr) ? characterSet : '')(bytes).replace(/[\0 ]+$/, '');
    const parts = wholeTextVrs.has(vr) ? [whole] : whole.split('\\').map((part) => part.trim());
    return parts.map((part) => valueOf(part, vr));
  }

  const key = element.tag;
  switch (vr) {
    case 'US': return read(element.length / 2, (index) => dataSet.uint16(key, index));
    case 'SS': return read(element.length / 2, (index) => dataSet.int16(key, index));
    case 'UL': return read(element.length / 4, (index) => dataSet.uint32(key, index));
    case 'SL': return read(element.length / 4, (index) => dataSet.int32(key, index));
    case 'FL': return read(element.length / 4, (index) => dataSet.float(key, index));
    case 'FD': return read(element.length / 8, (index) => dataSet.double(key, index));
    case 'AT': return [dataSet.attributeTag(key)?.slice(1).toUpperCase() ?? ''];
    default: return undefined; // bulk data
  }
}

function valueOf(text: string, vr: string): unknown {
  if (text === '') {
    return null;
  }

  if (vr === 'PN') {
    const [alphabetic, ideographic, phonetic] = text.split('=');
    return { ...(alphabetic && { Alphabetic: alphabetic }), ...(ideographic && { Ideographic: ideographic }), ...(phonetic && { Phonetic: phonetic }) };
  }

  return (vr === 'DS' || vr === 'IS') && Number.isFinite(Number(text)) ? Number(text) : text;
}

// A peer may have written a table of a million numbers; a tag browser shows the first.
const mostValues = 4_096;

function read(count: number, value: (index: number) => number | undefined): number[] {
  const values: number[] = [];
  for (let index = 0; index < Math.min(Math.trunc(count), mostValues); index++) {
    const each = value(index);
    if (each !== undefined) {
      values.push(each);
    }
  }

  return values;
}

/** Whether bytes begin as PS3.10 §7.1 says. */
export const isPart10 = (bytes: Uint8Array): boolean =>
  bytes.length > 132 && bytes[128] === 0x44 && bytes[129] === 0x49 && bytes[130] === 0x43 && bytes[131] === 0x4d;
