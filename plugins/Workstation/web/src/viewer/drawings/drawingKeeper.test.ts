import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ImageRef } from '../../model/study.js';
import { nothingDrawn, type Drawing, type DrawingDocument, type KeyImage } from './drawing.js';
import { DrawingKeeper, type DrawingSurface, type PlacedShape } from './drawingKeeper.js';
import { ChangedElsewhere, type DrawingStore, type KeptDrawings } from './drawingStore.js';

class Store implements DrawingStore {
  own = nothingDrawn;
  others: KeptDrawings['others'] = [];
  version = 1;
  writes = 0;

  async read(): Promise<KeptDrawings> {
    return { own: this.own, others: this.others, tag: `"${this.version}"` };
  }

  async write(_study: string, document: DrawingDocument, tag: string): Promise<string> {
    this.writes++;
    if (tag !== `"${this.version}"`) {
      throw new ChangedElsewhere('Changed.');
    }

    this.own = document;
    return `"${++this.version}"`;
  }
}

class Surface implements DrawingSurface {
  own: PlacedShape[] = [];
  others: string[] = [];
  shapes = () => this.own;
  draw(shapes: readonly PlacedShape[], by?: string): void {
    if (by === undefined) {
      this.own.push(...shapes);
    } else {
      this.others.push(...shapes.map(({ id }) => `${by} ${id}`));
    }
  }
}

const shape = (id: string) => ({ id, tool: 'length' as const, points: [[0, 0, 0], [1, 0, 0]] as const });
const line = (id: string, sopInstanceUid: string): Drawing => ({ ...shape(id), sopInstanceUid, frame: 1 });
const image = (uid: string): ImageRef => ({ imageId: `image ${uid}`, seriesInstanceUid: '2.25.8', instance: { sopInstanceUid: uid, sopClassUid: '', frames: 1 }, frame: 1 });

async function opened(store = new Store()) {
  const [surface, marked, failures] = [new Surface(), [] as KeyImage[][], [] as unknown[]];
  const keeper = new DrawingKeeper(store, '2.25.7', surface, { keyImages: (images) => marked.push([...images]), failed: (error) => failures.push(error) });
  await keeper.open(new AbortController().signal);
  return { store, surface, keeper, marked, failures };
}

describe('the keeper of drawings', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('draws what was drawn once its image is there, and that of others apart', async () => {
    const store = new Store();
    store.own = { annotations: [line('a', '2.25.1'), line('b', '2.25.2')], keyImages: [{ sopInstanceUid: '2.25.2', frame: 1 }] };
    store.others = [{ user: 'ben', document: { annotations: [line('c', '2.25.1')], keyImages: [] } }];
    const { surface, keeper, marked } = await opened(store);
    keeper.place([image('2.25.1')]);
    expect(surface.own).toEqual([{ ...shape('a'), imageId: 'image 2.25.1' }]);
    expect(surface.others).toEqual(['ben c']);
    keeper.place([image('2.25.1'), image('2.25.2')]);
    expect(surface.own.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(marked.at(-1)).toEqual([{ sopInstanceUid: '2.25.2', frame: 1 }]);
  });

  it('saves once after several changes, with what is on images that have not come yet', async () => {
    const store = new Store();
    store.own = { annotations: [line('far', '2.25.9')], keyImages: [] };
    const { surface, keeper } = await opened(store);
    keeper.place([image('2.25.1')]);
    surface.own.push({ ...shape('new'), imageId: 'image 2.25.1' });
    keeper.changed();
    keeper.changed();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.writes).toBe(1);
    expect(store.own.annotations).toEqual([line('new', '2.25.1'), line('far', '2.25.9')]);
    keeper.changed();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.writes).toBe(1); // nothing is another
  });

  it('loses nothing of what was changed elsewhere', async () => {
    const { store, surface, keeper, marked } = await opened();
    keeper.place([image('2.25.1')]);
    store.own = { annotations: [line('theirs', '2.25.1')], keyImages: [{ sopInstanceUid: '2.25.1', frame: 1 }] };
    store.version = 7;
    surface.own.push({ ...shape('mine'), imageId: 'image 2.25.1' });
    keeper.changed();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.own.annotations.map(({ id }) => id)).toEqual(['theirs', 'mine']);
    expect(surface.own.map(({ id }) => id)).toEqual(['mine', 'theirs']);
    expect(marked.at(-1)).toHaveLength(1);
    surface.own = [];
    keeper.changed();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.own.annotations).toEqual([]);
  });

  it('saves what was drawn before it was known what there is', async () => {
    const [store, surface] = [new Store(), new Surface()];
    store.own = { annotations: [line('before', '2.25.1')], keyImages: [] };
    let read = (): void => undefined;
    const known = new Promise<void>((resolve) => { read = resolve; });
    vi.spyOn(store, 'read').mockImplementationOnce(() => known.then(() => ({ own: store.own, others: [], tag: '"1"' })));
    const keeper = new DrawingKeeper(store, '2.25.7', surface, { keyImages: () => undefined, failed: () => undefined });
    const opening = keeper.open(new AbortController().signal);
    keeper.place([image('2.25.1')]);
    surface.own.push({ ...shape('early'), imageId: 'image 2.25.1' });
    keeper.changed();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(store.writes).toBe(0);
    read();
    await opening;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.own.annotations.map(({ id }) => id).sort()).toEqual(['before', 'early']);
  });

  it('reads and saves when that is tried once more, after either failed', async () => {
    const [store, surface, signal] = [new Store(), new Surface(), new AbortController().signal];
    store.own = { annotations: [line('before', '2.25.1')], keyImages: [] };
    vi.spyOn(store, 'read').mockRejectedValueOnce(new Error('no network'));
    const keeper = new DrawingKeeper(store, '2.25.7', surface, { keyImages: () => undefined, failed: () => undefined });
    keeper.place([image('2.25.1')]);
    await expect(keeper.open(signal)).rejects.toThrow('no network');
    surface.own.push({ ...shape('new'), imageId: 'image 2.25.1' });
    keeper.changed();
    await vi.advanceTimersByTimeAsync(1_000);
    vi.spyOn(store, 'write').mockRejectedValueOnce(new Error('no disk'));
    await keeper.retry(signal);
    expect(store.own.annotations).toHaveLength(1);
    await keeper.retry(signal);
    expect(store.own.annotations.map(({ id }) => id).sort()).toEqual(['before', 'new']);
    expect(surface.own.map(({ id }) => id)).toEqual(['new', 'before']);
  });

  it('loses nothing of what was changed elsewhere where it is drawn on while that is found out, or closed', async () => {
    for (const isClosed of [false, true]) {
      const { store, surface, keeper } = await opened();
      keeper.place([image('2.25.1')]);
      [store.own, store.version] = [{ annotations: [line('theirs', '2.25.1')], keyImages: [] }, 7];
      let answer = (): void => undefined;
      const read = store.read.bind(store);
      vi.spyOn(store, 'read').mockImplementationOnce(async () => { await new Promise<void>((resolve) => { answer = resolve; }); return read(); });
      surface.own.push({ ...shape('first'), imageId: 'image 2.25.1' });
      keeper.changed();
      await vi.advanceTimersByTimeAsync(1_000);
      surface.own.push({ ...shape('second'), imageId: 'image 2.25.1' });
      keeper.changed();
      const closing = isClosed ? keeper.close() : undefined;
      await vi.advanceTimersByTimeAsync(1_000);
      answer();
      await closing;
      await vi.advanceTimersByTimeAsync(1_000);
      expect(store.own.annotations.map(({ id }) => id).sort()).toEqual(['first', 'second', 'theirs']);
      expect(surface.own).toHaveLength(isClosed ? 2 : 3);
    }
  });

  it('saves at once when it is asked to', async () => {
    const { store, keeper } = await opened();
    keeper.setKeyImages([{ sopInstanceUid: '2.25.1', frame: 1 }]);
    keeper.flush();
    await vi.advanceTimersByTimeAsync(0);
    expect(store.own.keyImages).toHaveLength(1);
    keeper.flush();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.writes).toBe(1);
  });

  it('saves what is left when it is closed', async () => {
    const { store, keeper } = await opened();
    keeper.setKeyImages([{ sopInstanceUid: '2.25.1', frame: 2 }]);
    await keeper.close();
    expect(store.own.keyImages).toEqual([{ sopInstanceUid: '2.25.1', frame: 2 }]);
    await keeper.close();
    expect(store.writes).toBe(1);
  });

  it('says what cannot be saved, and goes on', async () => {
    const { store, keeper, failures } = await opened();
    vi.spyOn(store, 'write').mockRejectedValueOnce(new Error('no disk'));
    keeper.setKeyImages([{ sopInstanceUid: '2.25.1', frame: 1 }]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(failures).toHaveLength(1);
    keeper.changed();
    await vi.advanceTimersByTimeAsync(1_000);
    expect(store.own.keyImages).toHaveLength(1);
  });
});
