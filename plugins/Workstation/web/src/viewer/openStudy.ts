import { StudyLoader, type LoadedSeries } from '../loader/studyLoader.js';
import type { ImageRef, StudyInfo } from '../model/study.js';
import type { ArrivalProgress, ImageSource } from '../sources/imageSource.js';
import { imageKey, type KeyImage } from './drawings/drawing.js';
import { DrawingKeeper } from './drawings/drawingKeeper.js';
import type { DrawingStore } from './drawings/drawingStore.js';
import type { ViewEngine } from './engine/viewEngine.js';

/** What a viewer is told of its study. */
export interface OpenStudyListener {
  series(series: readonly LoadedSeries[]): void;
  study(info: StudyInfo | undefined): void;
  arrived(progress: ArrivalProgress): void;
  keyImages(images: readonly KeyImage[]): void;
  failed(error: unknown): void;
}

/** A study that a viewer shows: its images as they come, and what is drawn on them and marked. */
export class OpenStudy {
  private readonly abort = new AbortController();
  private readonly loader: StudyLoader;
  private readonly keeper: DrawingKeeper | undefined;
  private all: readonly LoadedSeries[] = [];
  private marked: readonly KeyImage[] = [];

  /** @param drawings Where what is drawn is kept; undefined for nowhere: then it goes when the study is closed. */
  constructor(
    private readonly source: ImageSource,
    readonly uid: string,
    private readonly engine: ViewEngine,
    bytes: number,
    drawings: DrawingStore | undefined,
    private readonly listener: OpenStudyListener,
  ) {
    this.loader = new StudyLoader(source, uid, engine.pixels, {
      changed: (series) => this.noteSeries(series),
      arrived: (progress) => listener.arrived(progress),
      failed: (error) => listener.failed(error),
    }, { bytes });
    this.keeper = drawings && new DrawingKeeper(drawings, uid, engine.drawings, { keyImages: (images) => this.noteKeyImages(images), failed: (error) => listener.failed(error) });
  }

  /** Ends with the study. */
  get signal(): AbortSignal {
    return this.abort.signal;
  }

  async open(): Promise<void> {
    const { signal } = this.abort;
    const tell = (error: unknown): void => {
      if (!signal.aborted) {
        this.listener.failed(error);
      }
    };
    const find = async (): Promise<void> => {
      const { studies: [study] } = await this.source.findStudies({ studyInstanceUid: this.uid }, 0, 1, signal);
      if (!signal.aborted) {
        this.listener.study(study);
      }
    };
    await Promise.all([find().catch(tell), this.loader.open().catch(tell), this.keeper?.open(signal).catch(tell)]);
  }

  focus(seriesUid: string, index: number): void {
    this.loader.focus(seriesUid, index);
  }

  /** Something was drawn, changed or removed. */
  drawn(): void {
    this.keeper?.changed();
  }

  /** Has less or more pixels be held. */
  limit(bytes: number): void {
    this.loader.limit(bytes);
  }

  retry(): void {
    this.loader.retry();
    void this.keeper?.retry(this.signal).catch((error: unknown) => !this.signal.aborted && this.listener.failed(error));
  }

  /** Saves at once what was drawn: the page is left. */
  flush(): void {
    this.keeper?.flush();
  }

  /** Marks an image, or does not any more. */
  toggleKeyImage({ instance: { sopInstanceUid }, frame }: ImageRef): void {
    const image = { sopInstanceUid, frame };
    const others = this.marked.filter((each) => imageKey(each) !== imageKey(image));
    const next = others.length < this.marked.length ? others : [...this.marked, image];
    this.noteKeyImages(next);
    this.keeper?.setKeyImages(next);
  }

  close(): void {
    void this.keeper?.close();
    this.abort.abort();
    const ids = new Set(this.all.flatMap((series) => series.images.map((image) => image.imageId)));
    if (ids.size > 0) {
      this.engine.forget(ids); // the library holds them for the whole page
    }

    this.loader.close();
  }

  private noteSeries(series: readonly LoadedSeries[]): void {
    this.all = series;
    this.keeper?.place(series.flatMap((each) => each.images));
    this.listener.series(series);
  }

  private noteKeyImages(images: readonly KeyImage[]): void {
    this.marked = images;
    if (!this.abort.signal.aborted) {
      this.listener.keyImages(images);
    }
  }
}
