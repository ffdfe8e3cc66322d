import type { ImageRef } from '../../model/study.js';
import { imageKey, merge, nothingDrawn, type Drawing, type DrawingDocument, type KeyImage, type Shape } from './drawing.js';
import { ChangedElsewhere, type DrawingStore } from './drawingStore.js';

/** A shape on an image that is shown. */
export interface PlacedShape extends Shape {
  imageId: string;
}

/** Where is drawn. */
export interface DrawingSurface {
  /** What a person has drawn here. */
  shapes(): readonly PlacedShape[];

  /** Draws shapes: a person's own, which can be changed, or those of another. */
  draw(shapes: readonly PlacedShape[], by?: string): void;
}

/** What a keeper tells of. */
export interface KeeperListener {
  keyImages(images: readonly KeyImage[]): void;
  failed(error: unknown): void;
}

const pause = 800;
const mostTries = 5;

/** Keeps what is drawn on a study: shows what was drawn before as soon as the images are there, and saves a while after something was changed. */
export class DrawingKeeper {
  private readonly imageIds = new Map<string, string>();
  private readonly places = new Map<string, KeyImage>();
  private base = nothingDrawn;
  private tag: string | undefined;
  private waiting: Drawing[] = [];
  private waitingOfOthers: { user: string; drawing: Drawing }[] = [];
  private marked: readonly KeyImage[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether something was changed that could not be saved, since what was drawn before was not known yet or the server did not take it. */
  private isUnsaved = false;
  /** What there was when this was closed. */
  private last: DrawingDocument | undefined;
  private saving: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: DrawingStore,
    private readonly study: string,
    private readonly surface: DrawingSurface,
    private readonly listener: KeeperListener,
  ) {}

  /** Reads what was drawn before, unless that was done. What is drawn meanwhile is kept beside it. */
  async open(signal: AbortSignal): Promise<void> {
    if (this.tag !== undefined) {
      return;
    }

    const kept = await this.store.read(this.study, signal);
    const early = this.marked;
    [this.base, this.tag, this.waiting] = [kept.own, kept.tag, [...kept.own.annotations]];
    this.waitingOfOthers = kept.others.flatMap(({ user, document }) => document.annotations.map((drawing) => ({ user, drawing })));
    this.mark(merge(nothingDrawn, { ...nothingDrawn, keyImages: early }, kept.own).keyImages);
    this.drawWaiting();
    if (this.isUnsaved || early.length > 0) {
      this.changed();
    }
  }

  /** Tries once more what failed: to read what was drawn before, or to save. */
  async retry(signal: AbortSignal): Promise<void> {
    await this.open(signal);
    if (this.isUnsaved) {
      await this.save();
    }
  }

  /** Saves at once what has not been saved: the page may be gone before long. */
  flush(): void {
    if (this.timer !== undefined) {
      void this.save();
    }
  }

  /** The images that there are now. */
  place(images: Iterable<ImageRef>): void {
    let isMore = false;
    for (const { imageId, instance, frame } of images) {
      if (!this.places.has(imageId)) {
        const place = { sopInstanceUid: instance.sopInstanceUid, frame };
        this.places.set(imageId, place);
        this.imageIds.set(imageKey(place), imageId);
        isMore = true;
      }
    }

    if (isMore) {
      this.drawWaiting();
    }
  }

  /** Something was drawn, changed or removed. */
  changed(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.save(), pause);
  }

  /** Marks other images. */
  setKeyImages(images: readonly KeyImage[]): void {
    this.marked = images;
    this.changed();
  }

  /** Saves at once what has not been saved; after that nothing is. The surface is asked before this returns. */
  close(): Promise<void> {
    this.last = this.now();
    return this.timer === undefined && !this.isUnsaved ? this.saving : this.save();
  }

  private drawWaiting(): void {
    const isHere = (drawing: Drawing): boolean => this.imageIds.has(imageKey(drawing));
    this.surface.draw(this.waiting.filter(isHere).map((drawing) => this.placed(drawing)));
    this.waiting = this.waiting.filter((drawing) => !isHere(drawing));
    for (const { user, drawing } of this.waitingOfOthers.filter((each) => isHere(each.drawing))) {
      this.surface.draw([this.placed(drawing)], user);
    }

    this.waitingOfOthers = this.waitingOfOthers.filter(({ drawing }) => !isHere(drawing));
  }

  private placed({ sopInstanceUid, frame, ...shape }: Drawing): PlacedShape {
    return { ...shape, imageId: this.imageIds.get(imageKey({ sopInstanceUid, frame })) ?? '' };
  }

  // What is on images that have not come yet is as it was.
  private now(): DrawingDocument {
    const drawn = this.surface.shapes().flatMap(({ imageId, ...shape }): Drawing[] => {
      const place = this.places.get(imageId);
      return place ? [{ ...shape, ...place }] : [];
    });
    return { annotations: [...drawn, ...this.waiting], keyImages: this.marked };
  }

  // What is saved is what there is when its turn comes: a save before it may have brought what was drawn elsewhere.
  private save(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.saving = this.saving.then(() => this.write()).catch((error: unknown) => this.listener.failed(error));
    return this.saving;
  }

  private async write(): Promise<void> {
    this.isUnsaved = true;
    if (this.tag === undefined) {
      return; // it is saved when it is known what was drawn before
    }

    let document = this.last ?? this.now();
    let wanted = document;
    for (let tries = 1; textOf(wanted) !== textOf(this.base); tries++) {
      try {
        this.tag = await this.store.write(this.study, wanted, this.tag);
        this.base = wanted;
      } catch (error) {
        if (!(error instanceof ChangedElsewhere) || tries >= mostTries) {
          throw error;
        }

        const kept = await this.store.read(this.study);
        wanted = merge(this.base, document, kept.own);
        this.show(kept.own, document);
        [this.base, this.tag] = [kept.own, kept.tag];
        document = wanted;
      }
    }

    this.isUnsaved = false;
  }

  // What came from elsewhere is drawn, too.
  private show(theirs: DrawingDocument, mine: DrawingDocument): void {
    if (this.last !== undefined) {
      this.last = merge(this.base, this.last, theirs);
      return; // nothing is shown any more
    }

    const known = new Set([...mine.annotations, ...this.base.annotations].map(({ id }) => id));
    this.waiting.push(...theirs.annotations.filter(({ id }) => !known.has(id)));
    this.drawWaiting();
    this.mark(merge(this.base, mine, theirs).keyImages);
  }

  private mark(images: readonly KeyImage[]): void {
    this.marked = images;
    this.listener.keyImages(images);
  }
}

const textOf = ({ annotations, keyImages }: DrawingDocument): string =>
  JSON.stringify([[...annotations].sort((first, second) => first.id.localeCompare(second.id)), keyImages.map(imageKey).sort()]);
