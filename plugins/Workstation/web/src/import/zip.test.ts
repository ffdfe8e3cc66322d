import { describe, expect, it } from 'vitest';
import { filesOfZip, isZip } from './zip.js';
import { zipOf, type ZipFaults } from './zip.testing.js';

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const blob = (bytes: Uint8Array): Blob => new Blob([bytes as Uint8Array<ArrayBuffer>]);
const long = text('a b c d '.repeat(5_000));
const zip = zipOf([['DICOM/', text('')], ['DICOM/A', text('as it is')], ['DICOM/Ä', long, true]]);

describe('a ZIP', () => {
  it('is told from other files', async () => {
    expect(await isZip(blob(zip))).toBe(true);
    expect(await isZip(blob(text('PK')))).toBe(false);
    expect(await isZip(blob(text('DICM and more')))).toBe(false);
  });

  it('has its files taken out one by one', async () => {
    const files = await filesOfZip(blob(zip), { growth: 1_000 });
    expect(files.map(({ path }) => path)).toEqual(['DICOM/A', 'DICOM/Ä']);
    expect(await (await files[0]!.open()).text()).toBe('as it is');
    expect(new Uint8Array(await (await files[1]!.open()).arrayBuffer())).toEqual(long);
  });

  it.each([0, 1, 10, 21, 22, 60, zip.length - 23, zip.length - 1])('is refused where it is cut after %d bytes', async (length) =>
    expect(filesOfZip(blob(zip.slice(0, length)), { growth: 1_000 })).rejects.toThrow(/ZIP/));

  it.each(Array.from({ length: 60 }, (_, index) => index))('is read, or refused, and never hangs, with byte %# of its directory changed', async (index) => {
    const broken = zip.slice();
    broken[broken.length - 1 - index] = broken[broken.length - 1 - index]! ^ 0xff;
    try {
      for (const file of await filesOfZip(blob(broken), { growth: 1_000 })) {
        await file.open();
      }
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  });

  it('is refused where it would grow to any size, or has too many files', async () => {
    const bomb = blob(zipOf([['bomb', new Uint8Array(1_000_000), true]]));
    await expect(filesOfZip(bomb)).rejects.toThrow('The ZIP would grow to 1000000 bytes');
    await expect(filesOfZip(bomb, { growth: 10_000, bytes: 999_999 })).rejects.toThrow('bomb would have 1000000 bytes');
    await expect(filesOfZip(blob(zip), { files: 2 })).rejects.toThrow('The ZIP has 3 files');
  });

  it.each<[string, ZipFaults]>([
    ['A is larger than the ZIP says.', { size: 3 }], ['A is damaged.', { size: 2_000 }], ['A is damaged.', { crc: 7 }], ['A is encrypted.', { flags: 1 }], ['packed in a way that is not known here (12)', { method: 12 }],
  ])('says of a file: %s', async (reason, faults) => {
    const [file] = await filesOfZip(blob(zipOf([['A', text('some content of it'), true]], faults)));
    await expect(file!.open()).rejects.toThrow(reason);
  });
});
