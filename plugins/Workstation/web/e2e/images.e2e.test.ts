import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { encode } from '../src/dicom/part10.testing.ts';
import { good, likeness } from './likeness.ts';
import { open } from './page.ts';
import { writeCompressed } from './phantom.ts';
import { first, type Dataset } from './server.ts';
import { corpusFiles, gpuDraws, lacking } from './surroundings.ts';
import { workplace } from './workplace.ts';

const pydicom = 'pydicom__pydicom/src/pydicom/data/test_files';
const more = 'pydicom__pydicom-data/data_store/data';
const wg04 = 'Enet4__dicom-test-files/data/WG04';

// Each transfer syntax that the corpus has images of, and one with padding that says no window.
const files = corpusFiles(
  `${wg04}/REF/CT2_UNC`, `${wg04}/RLE/CT2_RLE`, `${wg04}/JPLL/CT2_JPLL`, `${wg04}/JLSL/CT2_JLSL`, `${wg04}/JLSN/CT2_JLSN`, `${wg04}/J2KR/CT2_J2KR`, `${wg04}/J2KI/CT2_J2KI`,
  `${wg04}/JPLY/MR3_JPLY`, `${wg04}/RLE/US1_RLE`, `${wg04}/J2KI/VL4_J2KI`, `${wg04}/JLSL/CT1_JLSL`,
  `QIICR__dcmqi/data/segmentations/ct-3slice/01.dcm`, `${pydicom}/MR_small_expb.dcm`, `${pydicom}/image_dfl.dcm`, `${pydicom}/examples_ybr_color.dcm`,
  'pydicom__pylibjpeg-data/ljdata/ds/JPEGLossless/JPEGLossless_1s_1f_u_16_12.dcm',
);

// These say of no study that they belong to.
const [lossless, lossy] = corpusFiles(`${more}/HTJ2KLossless_08_RGB.dcm`, `${more}/HTJ2K_08_RGB.dcm`) as [string, string];

describe.skipIf(lacking !== undefined).each([['without a GPU', false], ['by a GPU', true]])('images, drawn %s, on a real server', (_, hasGpu) => {
  const at = workplace({ colorScheme: 'dark', hasGpu, fill: async ({ server, folder }) => server.store([...files,
    await inStudy(lossless, folder, '2.25.5501'), await inStudy(lossy, folder, '2.25.5502'), await writeCompressed(join(folder, 'deflated'), '2.25.5503', '1.2.840.10008.1.2.8.1', deflateRawSync),
    await writeCompressed(join(folder, 'encapsulated'), '2.25.5504', '1.2.840.10008.1.2.1.98', (frame) => frame),
  ]) });

  it('are of each transfer syntax as the server renders them', async () => {
    const { page, server } = at;
    const studies = (await (await server.ask('/dicom-web/studies?limit=100')).json()) as Dataset[];
    const seen: Record<string, number> = {};
    for (const study of studies.map((each) => first(each, '0020000D'))) {
      const instances = (await (await server.ask(`/dicom-web/studies/${study}/instances?includefield=00083002`)).json()) as Dataset[];
      await open(page, study);
      for (let index = 1; index <= instances.length; index++) {
        await page.getByText(new RegExp(instances.length === 1 ? '^Image ' : `^Image ${index} of ${instances.length}`)).first().waitFor();
        const shown = await likeness(page, (uid, frame) => server.rendered(uid, frame));
        const syntax = first(instances.find((each) => first(each, '00080018') === shown.sopInstanceUid), '00083002');
        seen[syntax] = Math.min(seen[syntax] ?? 1, shown.likeness);
        await page.keyboard.press('ArrowDown');
      }
    }

    const unlike = Object.entries(seen).filter(([, value]) => value < good);
    expect(unlike).toEqual([]);
    expect(Object.keys(seen).sort()).toEqual([
      '1.2.840.10008.1.2', '1.2.840.10008.1.2.1', '1.2.840.10008.1.2.1.98', '1.2.840.10008.1.2.1.99', '1.2.840.10008.1.2.2', '1.2.840.10008.1.2.4.201', '1.2.840.10008.1.2.4.203', '1.2.840.10008.1.2.4.50', '1.2.840.10008.1.2.4.51',
      '1.2.840.10008.1.2.4.57', '1.2.840.10008.1.2.4.70', '1.2.840.10008.1.2.4.80', '1.2.840.10008.1.2.4.81', '1.2.840.10008.1.2.4.90', '1.2.840.10008.1.2.4.91', '1.2.840.10008.1.2.5', '1.2.840.10008.1.2.8.1',
    ]);
  });

  it('are drawn so', async () => expect((await gpuDraws(at.page)) > 0).toBe(hasGpu));
  it('had nothing that the browser refused, and no error', () => expect(at.problems).toEqual([]));
});

// A copy of a file of explicit VR little endian that has nothing between SOP Instance UID and Samples per Pixel, with the UIDs that it lacks.
async function inStudy(path: string, folder: string, study: string): Promise<string> {
  const bytes = await readFile(path);
  const place = bytes.indexOf(Buffer.from([0x28, 0, 0x02, 0, ...Buffer.from('US')])); // Samples per Pixel
  const added = encode([['00080060', 'CS', 'OT'], ['00100010', 'PN', 'ANON^CODEC'], ['00100020', 'LO', study], ['0020000D', 'UI', study], ['0020000E', 'UI', `${study}.1`], ['00200013', 'IS', '1']]);
  const copy = join(folder, basename(path));
  await writeFile(copy, Buffer.concat([bytes.subarray(0, place), added, bytes.subarray(place)]));
  return copy;
}
