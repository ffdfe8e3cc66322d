import type { DicomJson } from '../dicom/json.js';
import type { LoadedSeries } from '../loader/studyLoader.js';
import { titlesOf } from '../model/keyDocuments.js';
import type { ImageRef, StudyInfo } from '../model/study.js';
import { isAbort, messageOf } from '../net/http.js';
import type { ArrivalProgress, ImageSource } from '../sources/imageSource.js';
import { newUid } from '../dicom/uid.js';
import { imageKey, type KeyImage } from './drawings/drawing.js';
import type { DrawingStore } from './drawings/drawingStore.js';
import { message } from '../ui/messages.js';
import type { ViewEngine } from './engine/viewEngine.js';
import { keyObjectOf, type MarkedImage } from './keyObjects/keyObject.js';
import { OpenStudy } from './openStudy.js';
import { distance } from './priors/priors.js';

/** A study that is shown, and what is known of it so far. */
export interface ShownStudy {
  readonly uid: string;
  readonly source: ImageSource;
  readonly info: StudyInfo | undefined;
  readonly series: readonly LoadedSeries[];
  readonly arrival: ArrivalProgress | undefined;
  readonly keyImages: readonly KeyImage[];
  /** Ends with it. */
  readonly signal: AbortSignal;
}

/** What a viewer is told of. */
export interface OpenStudiesListener {
  /** More is known of a study. */
  changed(study: ShownStudy): void;
  /** Others are marked. */
  keyImages(images: readonly KeyImage[]): void;
  failed(reason: string): void;
}

type Opened = { -readonly [name in keyof ShownStudy]: ShownStudy[name] } & { open: OpenStudy };

/** The studies that a viewer shows: the one that was asked for, and at most one of the patient's others beside it. Both together hold no more pixels than one alone. */
export class OpenStudies {
  private first: Opened | undefined;
  private second: Opened | undefined;

  constructor(
    private readonly engine: ViewEngine,
    private readonly bytes: number,
    private readonly drawings: DrawingStore | undefined,
    private readonly listener: OpenStudiesListener,
  ) {
    this.listen();
  }

  /** The study that was asked for. */
  get main(): ShownStudy | undefined {
    return this.first;
  }

  /** The one beside it. */
  get beside(): ShownStudy | undefined {
    return this.second;
  }

  async open(source: ImageSource, uid: string): Promise<void> {
    this.first = this.make(source, uid, this.bytes, this.drawings);
    await this.first.open.open();
  }

  /** Shows another beside it, in place of the one that was there; one that is there is closed. */
  async toggleBeside(source: ImageSource, uid: string): Promise<void> {
    const isShown = this.second?.uid === uid;
    this.closeBeside();
    if (isShown) {
      return;
    }

    this.first?.open.limit(this.bytes / 2);
    this.second = this.make(source, uid, this.bytes / 2, source === this.first?.source ? this.drawings : undefined);
    await this.second.open.open();
  }

  closeBeside(): void {
    if (this.second) {
      const { open } = this.second;
      this.second = undefined;
      this.engine.drawn = undefined; // what goes now was not removed by a person
      open.close();
      this.first?.open.limit(this.bytes);
      this.listen();
      this.tellKeyImages();
    }
  }

  /** The study that a series is of. */
  of(seriesUid: string | undefined): ShownStudy | undefined {
    return this.opened(seriesUid);
  }

  seriesOf(seriesUid: string | undefined): LoadedSeries | undefined {
    return this.opened(seriesUid)?.series.find((each) => each.info.seriesInstanceUid === seriesUid);
  }

  /** What has to be said of a series that is not of the study that was asked for: of when it is; empty for others. */
  noteOf(seriesUid: string | undefined): string {
    const [info, other] = [this.first?.info, this.opened(seriesUid)];
    return info === undefined || other === undefined || other !== this.second ? '' : message('priors.beside', { study: (other.info && distance(info, other.info)) || other.info?.studyDescription || other.uid });
  }

  /** All attributes of the instance of an image; undefined where its study was closed meanwhile. */
  async attributesOf(image: ImageRef | undefined): Promise<DicomJson | undefined> {
    const study = this.opened(image?.seriesInstanceUid);
    try {
      return image && study && (await study.source.attributes(study.uid, image.seriesInstanceUid, image.instance, study.signal));
    } catch (error) {
      if (study?.signal.aborted || isAbort(error)) {
        return undefined;
      }

      throw error;
    }
  }

  isKey(image: KeyImage): boolean {
    return this.all.some((each) => each.keyImages.some((key) => imageKey(key) === imageKey(image)));
  }

  /** The titles of the documents of key images that mark an image: of whatever maker, and of all series of its study. */
  documentsOf(image: ImageRef | undefined): string[] {
    const study = this.opened(image?.seriesInstanceUid);
    return image && study ? titlesOf(study.series.flatMap(({ keyDocuments }) => keyDocuments), { sopInstanceUid: image.instance.sopInstanceUid, frame: image.frame }) : [];
  }

  /** Has what is near to an image loaded before all else of its study. */
  focus(seriesUid: string | undefined, index: number): void {
    this.opened(seriesUid)?.open.focus(seriesUid ?? '', index);
  }

  toggleKeyImage(image: ImageRef): void {
    this.opened(image.seriesInstanceUid)?.open.toggleKeyImage(image);
  }

  /** Stores a document of the key images of the study that was asked for; resolves with a sentence of what came of it. */
  async saveKeyImages(by: string): Promise<string> {
    const study = this.first;
    const marked = (study?.series ?? []).flatMap(({ images }) => images).filter(({ instance: { sopInstanceUid }, frame }) => study?.keyImages.some((key) => imageKey(key) === imageKey({ sopInstanceUid, frame })));
    if (study === undefined || marked.length === 0) {
      return message('keyObjects.none');
    }

    if (study.source.store === undefined) {
      throw new Error(message('keyObjects.cannot'));
    }

    const images = await Promise.all(marked.map(async (image): Promise<MarkedImage> => ({ ...image, attributes: (await this.attributesOf(image)) ?? {} })));
    await study.source.store(study.uid, [keyObjectOf(study.uid, images, by, new Date(), newUid)], study.signal);
    study.open.retry(); // the document is of the study, too
    return message('keyObjects.saved', { count: images.length });
  }

  retry(): void {
    this.all.forEach((each) => each.open.retry());
  }

  /** Saves at once what was drawn: the page is left. */
  flush(): void {
    this.all.forEach((each) => each.open.flush());
  }

  close(): void {
    this.engine.drawn = undefined;
    this.all.forEach((each) => each.open.close());
    [this.first, this.second] = [undefined, undefined];
  }

  private get all(): readonly Opened[] {
    return [this.first, this.second].filter((each) => each !== undefined);
  }

  private opened(seriesUid: string | undefined): Opened | undefined {
    return this.all.find((each) => each.series.some(({ info, images }) => seriesUid !== undefined && (info.seriesInstanceUid === seriesUid || images[0]?.seriesInstanceUid === seriesUid)));
  }

  private listen(): void {
    this.engine.drawn = () => this.all.forEach((each) => each.open.drawn());
  }

  private tellKeyImages(): void {
    this.listener.keyImages(this.all.flatMap((each) => each.keyImages));
  }

  private make(source: ImageSource, uid: string, bytes: number, drawings: DrawingStore | undefined): Opened {
    const change = (values: Partial<Opened>): void => {
      if (this.all.includes(opened)) {
        Object.assign(opened, values);
        this.listener.changed(opened);
      }
    };
    const open = new OpenStudy(source, uid, this.engine, bytes, drawings, {
      series: (series) => change({ series }),
      study: (info) => change({ info }),
      arrived: (arrival) => change({ arrival }),
      keyImages: (keyImages) => { change({ keyImages }); this.tellKeyImages(); },
      failed: (error) => this.listener.failed(messageOf(error)),
    });
    const opened: Opened = { uid, source, open, info: undefined, series: [], arrival: undefined, keyImages: [], signal: open.signal };
    return opened;
  }
}

/** The series of a study that can be shown, as far as is known. */
export const shownOf = (study: ShownStudy | undefined): string[] =>
  (study?.series ?? []).filter((series) => !series.isKnown || series.images.length > 0).map((series) => series.info.seriesInstanceUid);
