import { text, type DicomElement, type DicomJson } from '../../dicom/json.js';
import { keyObjectClass } from '../../model/keyDocuments.js';
import type { ImageRef } from '../../model/study.js';

/** A marked image, with all that is known of its instance. */
export interface MarkedImage extends ImageRef {
  attributes: DicomJson;
}

// Of the patient and the study, as the marked images have it (PS3.3 §C.7.1.1, §C.7.2.1). Those of type 2 are there without a value, too.
const copied: readonly [tag: string, vr: string, isNeeded: boolean][] = [
  ['00080020', 'DA', true], ['00080030', 'TM', true], ['00080050', 'SH', true], ['00080090', 'PN', true], ['00081030', 'LO', false],
  ['00100010', 'PN', true], ['00100020', 'LO', true], ['00100021', 'LO', false], ['00100030', 'DA', true], ['00100040', 'CS', true], ['00200010', 'SH', true],
];

/**
 * A Key Object Selection Document of marked images of one study (PS3.3 §A.35.4; PS3.16 TID 2010), as DICOM JSON: a series of its own with this one instance, titled "Of Interest".
 * @param images At least one; all of the same study.
 * @param by Who has marked them, for people; empty where nobody knows.
 * @param newUid Makes UIDs.
 */
export function keyObjectOf(study: string, images: readonly MarkedImage[], by: string, at: Date, newUid: () => string): DicomJson {
  const [first] = images;
  const data: Record<string, DicomElement> = {
    '00080005': of('CS', 'ISO_IR 192'),
    '00080016': of('UI', keyObjectClass),
    '00080018': of('UI', newUid()),
    '00080023': of('DA', dateOf(at)),
    '00080033': of('TM', timeOf(at)),
    '00080060': of('CS', 'KO'),
    '00080070': of('LO', 'Gantry'),
    '0008103E': of('LO', 'Key images'),
    '00081111': of('SQ'),
    '0020000D': of('UI', study),
    '0020000E': of('UI', newUid()),
    '00200011': of('IS', 9_000),
    '00200013': of('IS', 1),
    '0040A040': of('CS', 'CONTAINER'),
    '0040A043': code('113000', 'Of Interest'),
    '0040A050': of('CS', 'SEPARATE'),
    '0040A375': of('SQ', { '0020000D': of('UI', study), '00081115': of('SQ', ...seriesOf(images)) }),
    '0040A504': of('SQ', { '00080105': of('CS', 'DCMR'), '0040DB00': of('CS', '2010') }),
    '0040A730': of('SQ', ...(by === '' ? [] : [description(by)]), ...images.map(imageItem)),
  };
  for (const [tag, vr, isNeeded] of copied) {
    const known = first?.attributes[tag];
    if (known !== undefined || isNeeded) {
      data[tag] = known ?? { vr };
    }
  }

  return Object.fromEntries(Object.entries(data).sort(([one], [other]) => one.localeCompare(other)));
}

// Each series with each of its instances once, however many frames of it are marked.
function seriesOf(images: readonly MarkedImage[]): DicomJson[] {
  return [...new Set(images.map((image) => image.seriesInstanceUid))].map((uid) => {
    const marked = images.filter((image) => image.seriesInstanceUid === uid);
    const instances = new Map(marked.map((image) => [image.instance.sopInstanceUid, reference(image)]));
    return { '0020000E': of('UI', uid), '00081199': of('SQ', ...instances.values()) };
  });
}

const imageItem = (image: MarkedImage): DicomJson => ({
  '00081199': of('SQ', { ...reference(image), ...(image.instance.frames > 1 && { '00081160': of('IS', image.frame) }) }),
  '0040A010': of('CS', 'CONTAINS'),
  '0040A040': of('CS', 'IMAGE'),
});

const description = (by: string): DicomJson => ({
  '0040A010': of('CS', 'CONTAINS'), '0040A040': of('CS', 'TEXT'), '0040A043': code('113012', 'Key Object Description'), '0040A160': of('UT', `Marked by ${by}`),
});

const reference = ({ instance: { sopClassUid, sopInstanceUid }, attributes }: MarkedImage): DicomJson => ({
  '00081150': of('UI', sopClassUid || text(attributes, '00080016')), '00081155': of('UI', sopInstanceUid),
});

const code = (value: string, meaning: string): DicomElement => of('SQ', { '00080100': of('SH', value), '00080102': of('SH', 'DCM'), '00080104': of('LO', meaning) });

const of = (vr: string, ...values: unknown[]): DicomElement => (values.length === 0 ? { vr } : { vr, Value: values });

const two = (number: number): string => String(number).padStart(2, '0');
const dateOf = (at: Date): string => `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
const timeOf = (at: Date): string => `${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
