import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encode, part10, type Written } from '../src/dicom/part10.testing.ts';

/** A CT of nobody: a bright ball in water, with a brighter rod along the body beside it. */
export interface Phantom {
  slices: number;
  /** Rows and columns. */
  size: number;
  /** Between slices, in mm; rows and columns are 1 mm apart. */
  spacing: number;
  study: string;
  /** The number of the series that its slices are; 1 unless set. */
  series?: number;
  /** Its Study Date; one of always the same unless set. */
  date?: string;
  /** How many coronal slices of the same there are, as a series of its own; none unless set. */
  coronals?: number;
  /** How much each slice is shifted to the front, as that of a tilted gantry is, in mm. */
  tilt?: number;
}

const ct = '1.2.840.10008.5.1.4.1.1.2';

/** Writes its slices into a folder; resolves with their paths. */
export async function writePhantom(folder: string, phantom: Phantom): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (const [plane, count] of [['axial', phantom.slices], ['coronal', phantom.coronals ?? 0]] as const) {
    for (let slice = 0; slice < count; slice++) {
      const path = join(folder, `${plane}-${slice}.dcm`);
      const { elements, pixels } = sliceOf(phantom, plane, slice, count);
      await writeFile(path, part10([...elements, ['7FE00010', 'OW', pixels]]));
      paths.push(path);
    }
  }

  return paths;
}

/** Writes a slice of one frame that is compressed in some way, as a study of its own (PS3.5 §A.4). */
export async function writeCompressed(path: string, study: string, syntax: string, compress: (frame: Uint8Array) => Uint8Array): Promise<string> {
  const { elements, pixels } = sliceOf({ slices: 1, size: 64, spacing: 2, study }, 'axial', 0, 1);
  const frame = compress(pixels);
  const item = (group: number, element: number, length: number): Uint8Array => new Uint8Array(new Uint32Array([group + element * 0x10000, length]).buffer);
  const dataSet = Buffer.concat([
    encode(elements), Buffer.from([0xe0, 0x7f, 0x10, 0, ...Buffer.from('OB'), 0, 0, 0xff, 0xff, 0xff, 0xff]), item(0xfffe, 0xe000, 0),
    item(0xfffe, 0xe000, frame.length + (frame.length % 2)), frame, new Uint8Array(frame.length % 2), item(0xfffe, 0xe0dd, 0),
  ]);
  await writeFile(path, part10([], syntax, dataSet));
  return path;
}

function sliceOf({ size, spacing, study, series: axials = 1, date = '20260131', tilt = 0 }: Phantom, plane: 'axial' | 'coronal', slice: number, slices: number): { elements: Written[]; pixels: Uint8Array } {
  const [middle, place] = [size / 2, (slice - slices / 2) * spacing];
  const isAxial = plane === 'axial';
  const series = isAxial ? axials : 2;
  const pixels = new Uint16Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const dx = x - middle;
      const [dy, z] = isAxial ? [y - middle, place] : [place, middle - y];
      const isRod = (x - size * 0.8) ** 2 + dy * dy < (size / 16) ** 2;
      const isBall = dx * dx + dy * dy + z * z < (size / 4) ** 2;
      pixels[y * size + x] = isRod ? 2_024 : isBall ? 1_524 : 1_024 + ((x * 7 + y * 13 + slice * 5) % 16); // a little noise, as scanners have it
    }
  }

  const elements: Written[] = [
    ['00080016', 'UI', ct], ['00080018', 'UI', `${study}.${series}.${slice + 1}`], ['00080020', 'DA', date], ['00080030', 'TM', '090000'], ['00080060', 'CS', 'CT'],
    ['00081030', 'LO', 'Phantom'], ['0008103E', 'LO', isAxial ? 'Ball and rod' : 'From the front'],
    ['00100010', 'PN', 'ANON^PHANTOM'], ['00100020', 'LO', 'PHANTOM'],
    ['00180050', 'DS', `${spacing}`],
    ['0020000D', 'UI', study], ['0020000E', 'UI', `${study}.${series}`], ['00200010', 'SH', '1'], ['00200011', 'IS', `${series}`], ['00200013', 'IS', `${slice + 1}`],
    ['00200032', 'DS', isAxial ? `${-middle}\\${(-middle - slice * tilt).toFixed(3)}\\${place}` : `${-middle}\\${place}\\${middle}`],
    ['00200037', 'DS', isAxial ? '1\\0\\0\\0\\1\\0' : '1\\0\\0\\0\\0\\-1'], ['00200052', 'UI', `${study}.9`],
    ['00280002', 'US', [1]], ['00280004', 'CS', 'MONOCHROME2'], ['00280010', 'US', [size]], ['00280011', 'US', [size]], ['00280030', 'DS', '1\\1'],
    ['00280100', 'US', [16]], ['00280101', 'US', [16]], ['00280102', 'US', [15]], ['00280103', 'US', [0]],
    ['00281050', 'DS', '300'], ['00281051', 'DS', '1600'], ['00281052', 'DS', '-1024'], ['00281053', 'DS', '1'],
  ];
  return { elements, pixels: new Uint8Array(pixels.buffer) };
}

const mg = '1.2.840.10008.5.1.4.1.1.1.2';

/** Writes the four usual views of mammograms of nobody as one series, in an order in which no one reads them; resolves with their paths. */
export async function writeMammograms(folder: string, study: string): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const views = [['L', 'MLO'], ['R', 'MLO'], ['L', 'CC'], ['R', 'CC']] as const;
  return Promise.all(views.map(async ([laterality, view], index) => {
    const path = join(folder, `${index}.dcm`);
    await writeFile(path, mammogram(study, index + 1, laterality, view));
    return path;
  }));
}

// Patient Orientation of each view, as mammograms are usually shown: where the rows lead, then the columns.
const directions = { 'R CC': 'P\\L', 'L CC': 'A\\R', 'R MLO': 'P\\FL', 'L MLO': 'A\\FR' } as const;

// Half an ellipse at the wall of the chest, which is on the right of a picture of the right breast; of an oblique one it is longer.
function mammogram(study: string, number: number, laterality: 'R' | 'L', view: 'CC' | 'MLO'): Uint8Array {
  const [rows, columns] = [160, 120];
  const pixels = new Uint16Array(rows * columns);
  for (let y = 0; y < rows; y++) {
    for (let x = 0; x < columns; x++) {
      const fromWall = laterality === 'R' ? columns - x : x;
      const isBreast = (fromWall / 80) ** 2 + ((y - rows / 2) / (view === 'CC' ? 55 : 75)) ** 2 < 1;
      pixels[y * columns + x] = isBreast ? 2_000 + ((x * 7 + y * 13) % 64) * 8 : 50;
    }
  }

  return part10([
    ['00080016', 'UI', mg], ['00080018', 'UI', `${study}.1.${number}`], ['00080020', 'DA', '20260131'], ['00080030', 'TM', '090000'], ['00080060', 'CS', 'MG'],
    ['00081030', 'LO', 'Screening'], ['0008103E', 'LO', 'Phantom'], ['00100010', 'PN', 'ANON^PHANTOM'], ['00100020', 'LO', 'PHANTOM'],
    ['00185101', 'CS', view], ['00200020', 'CS', directions[`${laterality} ${view}`]],
    ['0020000D', 'UI', study], ['0020000E', 'UI', `${study}.1`], ['00200010', 'SH', '1'], ['00200011', 'IS', '1'], ['00200013', 'IS', `${number}`], ['00200062', 'CS', laterality],
    ['00280002', 'US', [1]], ['00280004', 'CS', 'MONOCHROME2'], ['00280010', 'US', [rows]], ['00280011', 'US', [columns]],
    ['00280100', 'US', [16]], ['00280101', 'US', [12]], ['00280102', 'US', [11]], ['00280103', 'US', [0]],
    ['00281050', 'DS', '1500'], ['00281051', 'DS', '3000'],
    ['7FE00010', 'OW', new Uint8Array(pixels.buffer)],
  ]);
}
