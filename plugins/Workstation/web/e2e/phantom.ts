import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { part10 } from '../src/dicom/part10.testing.ts';

/** A CT of nobody: a bright ball in water, with a brighter rod along the body beside it. */
export interface Phantom {
  slices: number;
  /** Rows and columns. */
  size: number;
  /** Between slices, in mm; rows and columns are 1 mm apart. */
  spacing: number;
  study: string;
  /** Its Study Date; one of always the same unless set. */
  date?: string;
  /** How much each slice is shifted to the front, as that of a tilted gantry is, in mm. */
  tilt?: number;
}

const ct = '1.2.840.10008.5.1.4.1.1.2';

/** Writes its slices into a folder; resolves with their paths. */
export async function writePhantom(folder: string, phantom: Phantom): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const paths: string[] = [];
  for (let slice = 0; slice < phantom.slices; slice++) {
    const path = join(folder, `${slice}.dcm`);
    await writeFile(path, sliceOf(phantom, slice));
    paths.push(path);
  }

  return paths;
}

function sliceOf({ slices, size, spacing, study, date = '20260131', tilt = 0 }: Phantom, slice: number): Uint8Array {
  const [middle, z] = [size / 2, (slice - slices / 2) * spacing];
  const pixels = new Uint16Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const [dx, dy] = [x - middle, y - middle];
      const isRod = (x - size * 0.8) ** 2 + dy * dy < (size / 16) ** 2;
      const isBall = dx * dx + dy * dy + z * z < (size / 4) ** 2;
      pixels[y * size + x] = isRod ? 2_024 : isBall ? 1_524 : 1_024 + ((x * 7 + y * 13 + slice * 5) % 16); // a little noise, as scanners have it
    }
  }

  return part10([
    ['00080016', 'UI', ct], ['00080018', 'UI', `${study}.1.${slice + 1}`], ['00080020', 'DA', date], ['00080030', 'TM', '090000'], ['00080060', 'CS', 'CT'],
    ['00081030', 'LO', 'Phantom'], ['0008103E', 'LO', 'Ball and rod'],
    ['00100010', 'PN', 'ANON^PHANTOM'], ['00100020', 'LO', 'PHANTOM'],
    ['00180050', 'DS', `${spacing}`],
    ['0020000D', 'UI', study], ['0020000E', 'UI', `${study}.1`], ['00200010', 'SH', '1'], ['00200011', 'IS', '1'], ['00200013', 'IS', `${slice + 1}`],
    ['00200032', 'DS', `${-middle}\\${(-middle - slice * tilt).toFixed(3)}\\${z}`], ['00200037', 'DS', '1\\0\\0\\0\\1\\0'], ['00200052', 'UI', `${study}.9`],
    ['00280002', 'US', [1]], ['00280004', 'CS', 'MONOCHROME2'], ['00280010', 'US', [size]], ['00280011', 'US', [size]], ['00280030', 'DS', '1\\1'],
    ['00280100', 'US', [16]], ['00280101', 'US', [16]], ['00280102', 'US', [15]], ['00280103', 'US', [0]],
    ['00281050', 'DS', '300'], ['00281051', 'DS', '1600'], ['00281052', 'DS', '-1024'], ['00281053', 'DS', '1'],
    ['7FE00010', 'OW', new Uint8Array(pixels.buffer)],
  ]);
}
