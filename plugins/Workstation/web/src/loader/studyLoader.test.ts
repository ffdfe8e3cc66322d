import { describe, expect, it, vi } from 'vitest';
import type { ImageRef, InstanceInfo, SeriesInfo } from '../model/study.js';
import type { ArrivalProgress, ImageSource } from '../sources/imageSource.js';
import { StudyLoader, type LoadedSeries } from './studyLoader.js';

const seriesInfo = (uid: string, seriesNumber: number, instanceCount?: number): SeriesInfo => ({
  seriesInstanceUid: uid, modality: 'CT', seriesNumber, seriesDescription: '', bodyPart: '', instanceCount,
});

const instance = (uid: string, instanceNumber: number, frames = 1): InstanceInfo => ({ sopInstanceUid: uid, sopClassUid: '', instanceNumber, frames });

function scene(data: Record<string, InstanceInfo[]>, options: { fails?: string } = {}) {
  let arrive: (progress: ArrivalProgress) => void = () => undefined;
  const source = {
    name: 'Test',
    findStudies: vi.fn(),
    series: vi.fn(async () => Object.entries(data).map(([uid, instances], index) => seriesInfo(uid, Object.keys(data).length - index, instances.length))),
    instances: vi.fn(async (_study: string, uid: string) => {
      if (uid === options.fails) {
        throw new Error('gone');
      }

      return data[uid] ?? [];
    }),
    imageId: (_study: string, _series: string, each: InstanceInfo, frame: number) => `${each.sopInstanceUid}#${frame}`,
    attributes: vi.fn(),
    thumbnail: vi.fn(),
    watch: vi.fn((_study: string, changed: (progress: ArrivalProgress) => void) => {
      arrive = changed;
      return stop;
    }),
  } satisfies ImageSource;
  const stop = vi.fn();
  const asked: string[] = [];
  const known = new Set<string>();
  const pixels = {
    know: (images: readonly ImageRef[]) => images.forEach(({ imageId }) => known.add(imageId)),
    load: async (imageId: string) => { asked.push(known.has(imageId) ? imageId : `${imageId}, of which nothing is known`); return 1; },
    release: vi.fn(),
  };
  let seen: readonly LoadedSeries[] = [];
  const failed = vi.fn();
  const loader = new StudyLoader(source, '2.25.1', pixels, { changed: (series) => { seen = series; }, failed }, { concurrent: 1 });
  return { asked, failed, loader, pixels, source, stop, arrive: (progress: ArrivalProgress) => arrive(progress), seen: () => seen };
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('the loading of a study', () => {
  it('shows series by number and their images in order, frame by frame', async () => {
    const { loader, seen } = scene({ b: [instance('b2', 2), instance('b1', 1)], a: [instance('a1', 1, 3)] });
    await loader.open();
    await settled();
    expect(seen().map((series) => series.info.seriesInstanceUid)).toEqual(['a', 'b']);
    expect(seen().map((series) => series.images.map((image) => image.imageId))).toEqual([['a1#1', 'a1#2', 'a1#3'], ['b1#1', 'b2#1']]);
    expect(seen().map((series) => series.loaded)).toEqual([3, 2]);
  });

  it('says what is known of an image before it is loaded, whichever is looked at', async () => {
    const { asked, loader } = scene({ b: [instance('b1', 1)], a: [instance('a1', 1), instance('a2', 2)] });
    loader.focus('b', 0);
    await loader.open();
    await settled();
    expect(asked.sort()).toEqual(['a1#1', 'a2#1', 'b1#1']);
  });

  it('divides mammograms by what they show, and counts what has come of each part', async () => {
    const shows = (uid: string, number: number, side: string): InstanceInfo => ({
      ...instance(uid, number), attributes: { '00200062': { vr: 'CS', Value: [side] }, '00185101': { vr: 'CS', Value: ['CC'] } },
    });
    const { asked, loader, source, seen } = scene({ m: [shows('l', 1, 'L'), shows('r', 2, 'R')] });
    source.series.mockResolvedValue([{ ...seriesInfo('m', 1, 2), modality: 'MG' }]);
    await loader.open();
    await settled();
    expect(seen().map(({ info, images, loaded, others }) => [info.seriesInstanceUid, info.seriesDescription, images.map(({ imageId }) => imageId), loaded, others])).toEqual([
      ['m/L CC', 'L CC', ['l#1'], 1, 0], ['m/R CC', 'R CC', ['r#1'], 1, 0],
    ]);
    expect(seen()[0]?.images).toBe(loader.series[0]?.images); // another list would be another stack
    expect(asked).toEqual(['l#1', 'r#1']);
    loader.focus('m/R CC', 0);
    expect(seen().map(({ images }) => images[0]?.seriesInstanceUid)).toEqual(['m', 'm']);
  });

  it('loads what is looked at first', async () => {
    const { asked, loader } = scene({ a: [1, 2, 3, 4].map((number) => instance(`a${number}`, number)) });
    loader.focus('a', 2);
    await loader.open();
    await settled();
    expect(asked).toEqual(['a3#1', 'a1#1', 'a4#1', 'a2#1']);
  });

  it('counts instances without pixels apart', async () => {
    const { loader, seen } = scene({ a: [instance('a1', 1, 0), instance('a2', 2)] });
    await loader.open();
    await settled();
    expect(seen()[0]).toMatchObject({ others: 1, loaded: 1, isKnown: true });
  });

  it('shows the other series where one fails', async () => {
    const { failed, loader, seen } = scene({ a: [instance('a1', 1)], b: [instance('b1', 1)] }, { fails: 'a' });
    await loader.open();
    await settled();
    expect(seen().map((series) => series.problem)).toEqual([undefined, 'gone']);
    expect(failed).not.toHaveBeenCalled();
  });

  it('says where the study cannot be shown', async () => {
    const { failed, loader, source } = scene({});
    source.series.mockRejectedValueOnce(new Error('no server'));
    await loader.open();
    expect(failed).toHaveBeenCalledWith(new Error('no server'));
  });

  it('reads a series again that has grown, and no other', async () => {
    const data = { a: [instance('a1', 1)], b: [instance('b1', 1)] };
    const { arrive, loader, seen, source } = scene(data);
    await loader.open();
    data.a.push(instance('a2', 2));
    source.instances.mockClear();
    arrive({ completed: 3, isDone: true });
    await settled();
    expect(source.instances.mock.calls.map((call) => call[1])).toEqual(['a']);
    expect(seen().find((series) => series.info.seriesInstanceUid === 'a')?.images).toHaveLength(2);
  });

  it('ends all when it is closed', async () => {
    const { asked, loader, pixels, stop } = scene({ a: [instance('a1', 1)] });
    await loader.open();
    await settled();
    loader.close();
    loader.focus('a', 0);
    await settled();
    expect(stop).toHaveBeenCalledOnce();
    expect(pixels.release).toHaveBeenCalledWith('a1#1');
    expect(asked).toEqual(['a1#1']);
  });
});
