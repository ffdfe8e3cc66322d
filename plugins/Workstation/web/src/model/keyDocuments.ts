import { items, numbers, text, type DicomJson } from '../dicom/json.js';
import type { InstanceInfo } from './study.js';

/** Key Object Selection Document Storage. */
export const keyObjectClass = '1.2.840.10008.5.1.4.1.1.88.59';

/** A Key Object Selection Document (PS3.3 §A.35.4), as far as it marks images. */
export interface KeyDocument {
  /** What its title says, such as `Of Interest` or `For Referring Provider`. */
  title: string;
  images: readonly { sopInstanceUid: string; /** None for all. */ frames: readonly number[] }[];
}

const deepest = 8; // TID 2010 has all on one level; what is deeper was made to be in the way

/** The documents among instances. */
export const keyDocumentsOf = (instances: readonly InstanceInfo[]): KeyDocument[] =>
  instances.filter(({ sopClassUid }) => sopClassUid === keyObjectClass).map(({ attributes = {} }) => ({ title: titleOf(attributes), images: imagesOf(attributes, 0) }));

/** The titles of the documents that mark an image, each once. */
export const titlesOf = (documents: readonly KeyDocument[], image: { sopInstanceUid: string; frame: number }): string[] =>
  [...new Set(documents.filter(({ images }) => images.some(({ sopInstanceUid, frames }) => sopInstanceUid === image.sopInstanceUid && (frames.length === 0 || frames.includes(image.frame)))).map(({ title }) => title))];

const titleOf = (data: DicomJson): string => text(items(data, '0040A043')[0] ?? {}, '00080104');

function imagesOf(item: DicomJson, depth: number): KeyDocument['images'] {
  const own = text(item, '0040A040') === 'IMAGE' ? items(item, '00081199').map((reference) => ({ sopInstanceUid: text(reference, '00081155'), frames: numbers(reference, '00081160') })) : [];
  return [...own, ...(depth < deepest ? items(item, '0040A730').flatMap((each) => imagesOf(each, depth + 1)) : [])];
}
