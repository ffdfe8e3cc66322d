import { entryOf } from '../dicom/dictionary.js';
import { items, texts, type DicomElement, type DicomJson } from '../dicom/json.js';
import { written } from '../dicom/tags.js';
import { message } from '../ui/messages.js';

/** An attribute as a tag browser shows it. */
export interface TagRow {
  /** How many sequences it is in. */
  depth: number;
  tag: string;
  vr: string;
  name: string;
  value: string;
}

const deepest = 12;
const longest = 1_000;

/** The attributes of a data set in the order of their tags, those of items after their sequence. */
export function flatten(data: DicomJson, depth = 0): TagRow[] {
  return Object.keys(data).sort().flatMap((tag) => {
    const element = data[tag];
    if (element === undefined) {
      return [];
    }

    const row: TagRow = { depth, tag: written(tag), vr: element.vr, name: nameOf(tag), value: valueOf(data, tag, element) };
    return element.vr === 'SQ' && depth < deepest ? [row, ...items(data, tag).flatMap((item) => flatten(item, depth + 1))] : [row];
  });
}

// The group of private elements is odd (PS3.5 §7.8).
const nameOf = (tag: string): string =>
  entryOf(tag)?.name ?? message(Number.parseInt(tag.slice(0, 4), 16) % 2 === 1 ? 'tags.private' : 'tags.unknown');

function valueOf(data: DicomJson, tag: string, element: DicomElement): string {
  if (element.vr === 'SQ') {
    return message('tags.items', { count: items(data, tag).length });
  }

  if (element.Value === undefined) {
    return element.BulkDataURI !== undefined || element.InlineBinary !== undefined || /^O[BDFLVW]$|^UN$/.test(element.vr) ? message('tags.bulk', { vr: element.vr }) : '';
  }

  const value = texts(data, tag).join('\\');
  return value.length > longest ? `${value.slice(0, longest)}…` : value;
}
