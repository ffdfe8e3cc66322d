import { keyDocumentsOf, type KeyDocument } from '../model/keyDocuments.js';
import { partsOf, type SeriesPart } from '../model/mammography.js';
import { bySeriesNumber, sortInstances } from '../model/order.js';
import type { ImageRef, SeriesInfo } from '../model/study.js';
import { isAbort } from '../net/http.js';
import type { ArrivalProgress, ImageSource } from '../sources/imageSource.js';
import type { PixelLoader } from './pixelLoader.js';
import { planOf, type Focus } from './plan.js';
import { Prefetcher, type PrefetchLimits } from './prefetcher.js';

/** A series, and how far it has come. */
export interface LoadedSeries {
  info: SeriesInfo;
  /** Its images in the order in which they are scrolled through; empty until its instances are known, and where it has none. */
  images: readonly ImageRef[];
  /** Instances without pixels: reports, presentation states and the like. */
  others: number;
  /** What documents of key images among them mark. */
  keyDocuments: readonly KeyDocument[];
  /** How many images have their pixels here. */
  loaded: number;
  failed: number;
  /** Whether its instances are known. */
  isKnown: boolean;
  /** Why they are not. */
  problem?: string;
}

/** What a viewer is told of. */
export interface StudyListener {
  /** The series have changed: more have come, or the pixels of some. */
  changed(series: readonly LoadedSeries[]): void;

  /** More of a study has come from elsewhere. */
  arrived?(progress: ArrivalProgress): void;

  /** The study cannot be shown. */
  failed(error: unknown): void;
}

const seriesAtOnce = 3;

/** Loads a study in the background: its series, their instances, and pixels, nearest first. It is the same for all sources. */
export class StudyLoader {
  private readonly abort = new AbortController();
  private readonly prefetcher: Prefetcher;
  private readonly seriesOfImage = new Map<string, string>();
  private readonly running = new Set<string>();
  private loaded = new Map<string, LoadedSeries>();
  /** How series that hang in parts are divided. */
  private readonly parts = new Map<string, readonly SeriesPart[]>();
  private focused: Focus | undefined;
  private stopWatching: (() => void) | undefined;
  private isTelling = false;

  constructor(
    private readonly source: ImageSource,
    readonly studyInstanceUid: string,
    private readonly pixels: PixelLoader,
    private readonly listener: StudyListener,
    limits: Partial<PrefetchLimits> = {},
  ) {
    this.prefetcher = new Prefetcher(pixels, (imageId) => this.countAgain(this.seriesOfImage.get(imageId)), limits);
  }

  /** The series so far; one of mammograms is as many as it has views, with a UID of its own each, which is none of the source. */
  get series(): readonly LoadedSeries[] {
    return [...this.loaded].flatMap(([uid, series]) => this.divided(series, this.parts.get(uid) ?? []));
  }

  /** Begins; resolves when all series and their instances are known. What fails is told to the listener. */
  async open(): Promise<void> {
    await this.refresh();
    this.stopWatching = this.abort.signal.aborted ? undefined : this.source.watch?.(this.studyInstanceUid, (progress) => {
      this.listener.arrived?.(progress);
      void this.refresh();
    });
  }

  /** Has what is near to an image loaded before all else. */
  focus(seriesUid: string, index: number): void {
    const direction = this.focused?.seriesUid === seriesUid && index < this.focused.index ? -1 : 1;
    this.focused = { seriesUid, index, direction };
    this.replan();
  }

  /** Has no more bytes of pixels be held than so many. */
  limit(bytes: number): void {
    this.prefetcher.limit(bytes);
  }

  /** Tries once more what failed. */
  retry(): void {
    this.prefetcher.retry();
    void this.refresh();
  }

  /** Ends all that is under way, and releases all pixels. */
  close(): void {
    this.abort.abort();
    this.stopWatching?.();
    this.prefetcher.close();
  }

  private async refresh(): Promise<void> {
    try {
      const found = (await this.source.series(this.studyInstanceUid, this.abort.signal)).sort(bySeriesNumber);
      this.loaded = new Map(found.map((info) => [info.seriesInstanceUid, { ...(this.loaded.get(info.seriesInstanceUid) ?? unknown), info }]));
      this.tell();
      const waiting = found.filter((info) => this.isToRead(info));
      await Promise.all(Array.from({ length: seriesAtOnce }, async () => {
        for (let info = waiting.shift(); info !== undefined; info = waiting.shift()) {
          await this.read(info);
        }
      }));
    } catch (error) {
      if (!this.abort.signal.aborted && !isAbort(error)) {
        this.listener.failed(error);
      }
    }
  }

  // A series that grows is read again when it has more than is known of it.
  private isToRead(info: SeriesInfo): boolean {
    const known = this.loaded.get(info.seriesInstanceUid);
    const count = known === undefined ? 0 : new Set(known.images.map((image) => image.instance.sopInstanceUid)).size + known.others;
    return !this.running.has(info.seriesInstanceUid) && (!known?.isKnown || (info.instanceCount ?? count) > count);
  }

  private async read(info: SeriesInfo): Promise<void> {
    const uid = info.seriesInstanceUid;
    this.running.add(uid);
    try {
      const instances = sortInstances(await this.source.instances(this.studyInstanceUid, uid, this.abort.signal));
      const images = instances.flatMap((instance) => Array.from({ length: instance.frames }, (_, index): ImageRef => ({
        imageId: this.source.imageId(this.studyInstanceUid, uid, instance, index + 1), seriesInstanceUid: uid, instance, frame: index + 1,
      })));
      this.pixels.know(images);
      images.forEach((image) => this.seriesOfImage.set(image.imageId, uid));
      this.parts.set(uid, partsOf(info, images));
      this.change(uid, { images, others: instances.filter((instance) => instance.frames === 0).length, keyDocuments: keyDocumentsOf(instances), isKnown: true, problem: undefined });
      this.replan();
    } catch (error) {
      if (!this.abort.signal.aborted && !isAbort(error)) {
        this.change(uid, { problem: error instanceof Error ? error.message : String(error) });
      }
    } finally {
      this.running.delete(uid);
    }
  }

  private replan(): void {
    const series = this.series.map(({ info, images }) => ({ uid: info.seriesInstanceUid, imageIds: images.map((image) => image.imageId) }));
    this.prefetcher.follow(planOf(series, this.focused));
  }

  private countAgain(uid: string | undefined): void {
    const series = uid === undefined ? undefined : this.loaded.get(uid);
    if (uid !== undefined && series !== undefined) {
      this.change(uid, this.countsOf(series.images));
    }
  }

  private countsOf(images: readonly ImageRef[]): Pick<LoadedSeries, 'loaded' | 'failed'> {
    const states = images.map((image) => this.prefetcher.stateOf(image.imageId));
    return { loaded: states.filter((state) => state === 'loaded').length, failed: states.filter((state) => state === 'failed').length };
  }

  private divided(series: LoadedSeries, parts: readonly SeriesPart[]): LoadedSeries[] {
    return parts.length === 0 ? [series]
      : parts.length === 1 ? [{ ...series, info: { ...series.info, seriesDescription: parts[0]!.info.seriesDescription } }]
      : parts.map((part, index) => ({ ...series, ...part, ...this.countsOf(part.images), others: index === 0 ? series.others : 0 }));
  }

  private change(uid: string, change: Partial<LoadedSeries>): void {
    const before = this.loaded.get(uid);
    if (before !== undefined) {
      this.loaded.set(uid, { ...before, ...change });
      this.tell();
    }
  }

  // Many images may come at once; a page is drawn once for all of them.
  private tell(): void {
    if (this.isTelling) {
      return;
    }

    this.isTelling = true;
    queueMicrotask(() => {
      this.isTelling = false;
      if (!this.abort.signal.aborted) {
        this.listener.changed(this.series);
      }
    });
  }
}

const unknown: Omit<LoadedSeries, 'info'> = { images: [], others: 0, keyDocuments: [], loaded: 0, failed: 0, isKnown: false };
