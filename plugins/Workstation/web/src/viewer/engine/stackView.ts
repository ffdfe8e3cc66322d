import * as core from '@cornerstonejs/core';
import type { ImageRef } from '../../model/study.js';
import { clamp } from '../linking.js';
import { rangeOf, windowOf } from '../presets.js';
import { registerMetadata } from './metadata.js';
import { errorOf } from './pixels.js';
import type { View, ViewListener } from './viewEngine.js';

const { Events, ViewportType } = core.Enums;
const changes = [Events.STACK_NEW_IMAGE, Events.VOI_MODIFIED, Events.CAMERA_MODIFIED];

/** A stack viewport of Cornerstone. */
export class StackView implements View {
  private readonly viewport: core.Types.IStackViewport;
  private images: readonly ImageRef[] = [];
  private isClosed = false;

  constructor(
    private readonly engine: core.RenderingEngine,
    readonly id: string,
    private readonly element: HTMLDivElement,
    private readonly listener: ViewListener,
    private readonly closed: () => void,
  ) {
    engine.enableElement({ viewportId: id, type: ViewportType.STACK, element, defaultOptions: { background: [0, 0, 0] } });
    this.viewport = engine.getViewport<core.Types.IStackViewport>(id);
    changes.forEach((name) => element.addEventListener(name, this.tell));
    core.eventTarget.addEventListener(Events.IMAGE_LOAD_ERROR, this.fail);
  }

  async show(images: readonly ImageRef[], index: number): Promise<void> {
    this.images = images;
    images.forEach(registerMetadata);
    try {
      await this.viewport.setStack(images.map((image) => image.imageId), clamp(index, images.length));
      this.viewport.render();
      this.tell();
    } catch (error) {
      this.listener.failed(images[index]?.imageId ?? '', errorOf(error));
    }
  }

  goTo(index: number): void {
    const target = clamp(index, this.images.length);
    if (this.images.length > 0 && target !== this.viewport.getTargetImageIdIndex()) {
      this.viewport.setImageIdIndex(target).catch((error: unknown) => this.listener.failed(this.images[target]?.imageId ?? '', errorOf(error)));
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
    this.present(axis === 'horizontal'
      ? { ...presentation, flipHorizontal: !presentation.flipHorizontal }
      : { ...presentation, flipVertical: !presentation.flipVertical });
  }

  zoomBy(factor: number): void {
    this.setZoom(this.viewport.getZoom() * factor);
  }

  fit(): void {
    this.viewport.resetCamera();
    this.viewport.render();
  }

  pixelForPixel(): void {
    const image = this.viewport.getCornerstoneImage();
    const { clientWidth, clientHeight } = this.element;
    if (image && clientWidth > 0 && clientHeight > 0) {
      this.setZoom(1 / Math.min(clientWidth / image.columns, clientHeight / image.rows));
    }
  }

  reset(): void {
    this.viewport.resetProperties();
    this.viewport.resetCamera();
    this.present({ rotation: 0, flipHorizontal: false, flipVertical: false });
  }

  close(): void {
    if (this.isClosed) {
      return; // a viewer that leaves the page closes its engine, and then its views leave it
    }

    this.isClosed = true;
    changes.forEach((name) => this.element.removeEventListener(name, this.tell));
    core.eventTarget.removeEventListener(Events.IMAGE_LOAD_ERROR, this.fail);
    this.closed();
    this.engine.disableElement(this.id);
  }

  private present(presentation: core.Types.ViewPresentation): void {
    this.viewport.setViewPresentation(presentation);
    this.viewport.render();
  }

  private setZoom(zoom: number): void {
    this.viewport.setZoom(Math.min(50, Math.max(0.05, zoom)));
    this.viewport.render();
  }

  private readonly tell = (): void => {
    if (this.images.length === 0) {
      return;
    }

    const { voiRange, invert } = this.viewport.getProperties();
    this.listener.changed({
      index: this.viewport.getCurrentImageIdIndex(),
      ...(voiRange ? windowOf(voiRange) : { center: 0, width: 0 }),
      zoom: this.viewport.getZoom(),
      rotation: this.viewport.getViewPresentation().rotation ?? 0,
      isInverted: invert ?? false,
    });
  };

  private readonly fail = (event: Event): void => {
    const { imageId, error } = (event as CustomEvent<{ imageId: string; error: unknown }>).detail;
    if (this.images.some((image) => image.imageId === imageId)) {
      this.listener.failed(imageId, errorOf(error)); // the event is of all views
    }
  };
}
