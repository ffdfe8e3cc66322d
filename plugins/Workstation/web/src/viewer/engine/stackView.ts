import * as core from '@cornerstonejs/core';
import type { ImageRef } from '../../model/study.js';
import { clamp } from '../linking.js';
import { rangeOf, windowOf } from '../presets.js';
import { planeOf } from '../imagePlane.js';
import { plus, type Point } from '../mpr/volume.js';
import { axesOf, type Axes } from '../orientation.js';
import { referenceLine } from '../referenceLine.js';
import { errorOf } from './pixels.js';
import type { Line } from './referenceLines.js';
import { present, scaleOf, setScale } from './stackCamera.js';
import type { ValueWindow, View, ViewListener } from './viewEngine.js';

const { Events, ViewportType } = core.Enums;
const changes = [Events.VOI_MODIFIED, Events.CAMERA_MODIFIED];

/** A stack viewport of Cornerstone. */
export class StackView implements View {
  private readonly viewport: core.Types.IStackViewport;
  private images: readonly ImageRef[] = [];
  private isClosed = false;
  /** The image that is to be seen; undefined where it is not there yet, or cannot be shown. */
  private shown: number | undefined;

  constructor(
    private readonly engine: core.RenderingEngine,
    readonly id: string,
    private readonly element: HTMLDivElement,
    private readonly listener: ViewListener,
    private readonly closed: () => void,
  ) {
    this.hide();
    engine.enableElement({ viewportId: id, type: ViewportType.STACK, element, defaultOptions: { background: [0, 0, 0] } });
    this.viewport = engine.getViewport<core.Types.IStackViewport>(id);
    element.addEventListener(Events.STACK_NEW_IMAGE, this.arrive);
    changes.forEach((name) => element.addEventListener(name, this.tell));
    core.eventTarget.addEventListener(Events.IMAGE_LOAD_ERROR, this.fail);
  }

  async show(images: readonly ImageRef[], index: number): Promise<void> {
    const target = clamp(index, images.length);
    if (this.shown === undefined || this.images[this.shown]?.imageId !== images[target]?.imageId) {
      this.hide(); // the library leaves the image before on the screen until another is there: of another patient, perhaps
    }

    this.images = images;
    if (images.length === 0) {
      return;
    }

    try {
      await this.viewport.setStack(images.map((image) => image.imageId), target);
      this.viewport.render();
      this.tell();
    } catch (error) {
      this.noteFailure(images[target]?.imageId ?? '', error);
    }
  }

  goTo(index: number): void {
    const target = clamp(index, this.images.length);
    if (this.images.length > 0 && target !== this.viewport.getTargetImageIdIndex()) {
      this.viewport.setImageIdIndex(target).catch((error: unknown) => this.noteFailure(this.images[target]?.imageId ?? '', error));
    }
  }

  setWindow(center: number, width: number): void {
    this.viewport.setProperties({ voiRange: rangeOf(center, width) });
    this.viewport.render();
  }

  resetWindow(): void {
    this.viewport.resetProperties();
    this.viewport.render();
  }

  invert(): void {
    this.viewport.setProperties({ invert: !this.viewport.getProperties().invert });
    this.viewport.render();
    this.tell();
  }

  rotate(degrees: number): void {
    const presentation = this.viewport.getViewPresentation();
    this.present({ ...presentation, rotation: ((presentation.rotation ?? 0) + degrees + 360) % 360 });
  }

  flip(axis: 'horizontal' | 'vertical'): void {
    const presentation = this.viewport.getViewPresentation();
    const isOnItsSide = Math.round((presentation.rotation ?? 0) / 90) % 2 !== 0; // the library flips an image before it turns it: a person means what is seen
    this.present((axis === 'horizontal') !== isOnItsSide
      ? { ...presentation, flipHorizontal: !presentation.flipHorizontal }
      : { ...presentation, flipVertical: !presentation.flipVertical });
  }

  zoomBy(factor: number): void {
    this.setScale(scaleOf(this.viewport) * factor);
  }

  fit(): void {
    this.viewport.resetCamera();
    this.viewport.render();
  }

  pixelForPixel(): void {
    this.setScale(1);
  }

  reset(): void {
    this.viewport.resetProperties();
    this.viewport.resetCamera();
    this.present({ rotation: 0, flipHorizontal: false, flipVertical: false });
  }

  /** Where the image that is seen in another view cuts the one that is seen here; undefined where it does not. */
  lineOf(other: StackView): Line | undefined {
    const [source, target] = [other, this].map(({ image }) => image && planeOf(image));
    const ends = source && target && referenceLine(source, target);
    if (!ends) {
      return undefined;
    }

    // Without a GPU the library draws the middle of a pixel where its corner is.
    const draw = (end: Point): core.Types.Point2 => this.viewport.worldToCanvas([...(core.getShouldUseCPURendering() ? plus(end, target.half) : end)] as core.Types.Point3);
    return [draw(ends[0]), draw(ends[1])];
  }

  /** Whether all of an image is seen, as large as can be; known by a GPU only. */
  get isFitted(): boolean {
    return this.shown !== undefined && Math.abs(this.viewport.getZoom() - 1) < 1e-3 && Math.hypot(...this.viewport.getPan()) < 1;
  }

  /** Makes it so in another size, turned as it is. */
  refit(): void {
    if (!this.isClosed) {
      this.viewport.setZoom(1);
      this.viewport.setPan([0, 0]);
      this.viewport.render();
    }
  }

  /** Its size has changed, and what is told of it with that. */
  noteSize(): void {
    this.tell();
  }

  close(): void {
    if (this.isClosed) {
      return; // a viewer that leaves the page closes its engine, and then its views leave it
    }

    this.isClosed = true;
    this.element.removeEventListener(Events.STACK_NEW_IMAGE, this.arrive);
    changes.forEach((name) => this.element.removeEventListener(name, this.tell));
    core.eventTarget.removeEventListener(Events.IMAGE_LOAD_ERROR, this.fail);
    this.closed();
    this.engine.disableElement(this.id);
  }

  private present(presentation: core.Types.ViewPresentation): void {
    present(this.viewport, presentation);
    this.viewport.render();
    this.tell();
  }

  /** The image that is seen; undefined where none is. */
  private get image(): ImageRef | undefined {
    return this.shown === undefined ? undefined : this.images[this.shown];
  }

  /** Where the rows and the columns of the image lead: asked of what draws it, so that it is so whatever turned it. */
  private get axes(): Axes | undefined {
    const data = this.viewport.getImageData() as core.Types.IImageData | core.Types.CPUIImageData | undefined;
    if (!data) {
      return undefined;
    }

    const { origin, spacing, direction } = data;
    const next = (from: 0 | 3, by: number): core.Types.Point3 => [0, 1, 2].map((axis) => origin[axis]! + direction[from + axis]! * by) as core.Types.Point3;
    return axesOf(this.viewport.worldToCanvas(origin), this.viewport.worldToCanvas(next(0, spacing[0])), this.viewport.worldToCanvas(next(3, spacing[1])));
  }

  /** The first window of the image, or the range of its values where it says none. */
  private get own(): ValueWindow | undefined {
    const image = this.viewport.getCornerstoneImage();
    const [center, width] = [image?.windowCenter, image?.windowWidth].map((value) => (Array.isArray(value) ? (value as number[])[0] : value));
    return center === undefined || width === undefined ? undefined : { center, width };
  }

  private setScale(scale: number): void {
    setScale(this.viewport, scale);
    this.viewport.render();
  }

  private hide(): void {
    this.shown = undefined;
    this.element.style.opacity = '0';
  }

  // The library compares only the place of an image with what it waits for, so that one of the stack before may come here.
  private readonly arrive = (event: Event): void => {
    const { imageId, imageIdIndex } = (event as CustomEvent<{ imageId: string; imageIdIndex: number }>).detail;
    if (this.images[imageIdIndex]?.imageId !== imageId) {
      this.hide();
      void this.show(this.images, this.viewport.getTargetImageIdIndex());
      return;
    }

    this.shown = imageIdIndex;
    this.element.style.opacity = '';
    queueMicrotask(this.tell); // its window is known when the library is done with it
  };

  private readonly tell = (): void => {
    if (this.shown === undefined || this.isClosed) {
      return;
    }

    const { voiRange, invert } = this.viewport.getProperties();
    this.listener.changed({
      index: this.shown,
      ...(voiRange ? windowOf(voiRange) : { center: 0, width: 0 }),
      zoom: scaleOf(this.viewport),
      own: this.own,
      rotation: this.viewport.getViewPresentation().rotation ?? 0,
      axes: this.axes,
      isInverted: invert ?? false,
    });
  };

  private readonly fail = (event: Event): void => {
    const { imageId, error } = (event as CustomEvent<{ imageId: string; error: unknown }>).detail;
    this.noteFailure(imageId, error); // the event is of all views
  };

  private noteFailure(imageId: string, error: unknown): void {
    if (!this.isClosed && this.images[this.viewport.getTargetImageIdIndex()]?.imageId === imageId) {
      this.hide();
      this.listener.failed(imageId, errorOf(error));
    }
  }
}
