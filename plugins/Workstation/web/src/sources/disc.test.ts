import { describe, expect, it, vi } from 'vitest';
import { part10 } from '../dicom/part10.testing.js';
import { DiscSource } from './disc.js';
import { dicomdir, sample } from './dicomdir.testing.js';
import { ChosenFiles, type MediaFiles } from './mediaFiles.js';
import { readPart10File } from './part10Registry.js';

const signal = new AbortController().signal;
const uidOf = (uid: string) => ['0020000E', 'UI', uid] as [string, string, string];

const image = (uid: string, frames?: string) => part10([
  ['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.3.1'], ['00080018', 'UI', uid], ['00080060', 'CS', 'US'], ['00100010', 'PN', 'ANON^TWO'], ['0020000D', 'UI', '2.25.10'], uidOf('2.25.11'),
  ...(frames ? [['00280008', 'IS', frames] as [string, string, string]] : []), ['00280010', 'US', [4]], ['00280011', 'US', [4]],
]);

const disc = (files: Record<string, Uint8Array>): MediaFiles =>
  new ChosenFiles(Object.entries(files).map(([path, bytes]) => [path, new File([bytes as BlobPart], path.split('/').at(-1) ?? '')] as const));

describe('a disc', () => {
  it('is read by its DICOMDIR, whatever the folder that was chosen and the case of names', async () => {
    const source = await DiscSource.open('Disc', disc({ 'cdrom/dicomdir': dicomdir(sample), 'cdrom/dicom/a': image('2.25.3') }), signal);
    expect(source.directoryProblem).toBeUndefined();
    expect((await source.findStudies({ patientName: 'ANON*' }, 0, 50, signal)).studies).toHaveLength(1);
    const [first] = await source.instances('2.25.1', '2.25.2', signal);
    expect(await readPart10File(source.imageId('2.25.1', '2.25.2', first!, 1))).toEqual(image('2.25.3'));
  });

  it('tells how an image lies in the patient as soon as its file is read, for a directory does not', async () => {
    const ct = part10([['00080016', 'UI', '1.2.840.10008.5.1.4.1.1.2'], ['00080018', 'UI', '2.25.3'], ['00102210', 'CS', 'BIPED'], ['00200020', 'CS', 'L\\P'], ['00200037', 'DS', '1\\0\\0\\0\\1\\0']]);
    const source = await DiscSource.open('Disc', disc({ DICOMDIR: dicomdir(sample), 'DICOM/A': ct }), signal);
    const [first] = await source.instances('2.25.1', '2.25.2', signal);
    await readPart10File(source.imageId('2.25.1', '2.25.2', first!, 1));
    expect(first!.attributes).toMatchObject({ '00102210': { Value: ['BIPED'] }, '00200020': { Value: ['L', 'P'] }, '00200037': { Value: [1, 0, 0, 0, 1, 0] } });
  });

  it('is looked through where the DICOMDIR is bad', async () => {
    const progress = vi.fn();
    const files = disc({ DICOMDIR: new Uint8Array(200), A: image('2.25.12'), 'sub/B': image('2.25.13', '3'), 'README.TXT': new TextEncoder().encode('no') });
    const source = await DiscSource.open('Disc', files, signal, progress);
    expect(source.directoryProblem).toContain('cannot be read');
    expect((await source.findStudies({}, 0, 50, signal)).studies).toMatchObject([{ studyInstanceUid: '2.25.10', instanceCount: 2, modalities: ['US'] }]);
    expect(progress).toHaveBeenLastCalledWith(4, 4);
    const instances = await source.instances('2.25.10', '2.25.11', signal);
    expect(instances.map((instance) => instance.frames)).toEqual([1, 3]);
    expect(source.imageId('2.25.10', '2.25.11', instances[1]!, 2)).toMatch(/^gantry:\d+\?frame=2$/);
  });

  it('is refused where it has nothing of DICOM', async () =>
    expect(DiscSource.open('Disc', disc({ 'README.TXT': new Uint8Array(3) }), signal)).rejects.toThrow('There is no DICOMDIR.'));

  it('names a file that is missing', async () => {
    const source = await DiscSource.open('Disc', disc({ DICOMDIR: dicomdir(sample) }), signal);
    const [first] = await source.instances('2.25.1', '2.25.2', signal);
    await expect(readPart10File(source.imageId('2.25.1', '2.25.2', first!, 1))).rejects.toThrow('DICOM/A is not on Disc.');
  });

  it('gives up its files when it is closed', async () => {
    const source = await DiscSource.open('Disc', disc({ A: image('2.25.12') }), signal);
    const [first] = await source.instances('2.25.10', '2.25.11', signal);
    const id = source.imageId('2.25.10', '2.25.11', first!, 1);
    source.close();
    await expect(readPart10File(id)).rejects.toThrow('has been closed');
  });

  it('counts the frames of images that may have several', async () => {
    const ultrasound = sample.map((record, index) => (index === 3 ? { ...record, elements: record.elements.map((each) => (each[0] === '00041510' ? ['00041510', 'UI', '1.2.840.10008.5.1.4.1.1.3.1'] as [string, string, string] : each)) } : record));
    const source = await DiscSource.open('Disc', disc({ DICOMDIR: dicomdir(ultrasound), 'DICOM/A': image('2.25.3', '7') }), signal);
    expect((await source.instances('2.25.1', '2.25.2', signal)).map((instance) => instance.frames)).toEqual([7, 1]);
  });
});
