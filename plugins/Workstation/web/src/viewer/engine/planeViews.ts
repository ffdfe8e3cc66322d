import * as core from '@cornerstonejs/core';
import type { ImageRef } from '../../model/study.js';
import type { Point } from '../mpr/volume.js';
import { rangeOf, windowOf } from '../presets.js';
import { errorOf } from './pixels.js';
import type { Plane, PlaneListener, PlaneView, ValueWindow, VolumeViews } from './viewEngine.js';

const { Events, OrientationAxis, ViewportType } = core.Enums;
const sets = core.utilities.genericViewportDisplaySetMetadataProvider;
const axes = { axial: OrientationAxis.AXIAL, coronal: OrientationAxis.CORONAL, sagittal: OrientationAxis.SAGITTAL } as const;
let volumes = 0;

/** A volume of Cornerstone, and planes of it. They are calculated by the GPU where there is one, else without it. */
export class CornerstoneVolume implements VolumeViews {
  private readonly id = `gantry-volume-${++volumes}`;
  private readonly views = new Set<CornerstonePlane>();
  private frame = 0;

  constructor(private readonly engine: core.RenderingEngine, images: readonly ImageRef[]) {
    sets.add(this.id, { kind: 'planar', imageIds: images.map(({ imageId }) => imageId), volumeId: `cornerstoneStreamingImageVolume:${this.id}` });
    core.eventTarget.addEventListener(Events.IMAGE_LOADED, this.draw);
  }

  open(element: HTMLDivElement, plane: Plane, listener: PlaneListener): PlaneView {
    const view = new CornerstonePlane(this.engine, `${this.id}-${plane}`, this.id, element, plane, listener, () => this.views.delete(view));
    this.views.add(view);
    return view;
  }

  close(): void {
    core.eventTarget.removeEventListener(Events.IMAGE_LOADED, this.draw);
    cancelAnimationFrame(this.frame);
    [...this.views].forEach((view) => view.close());
    sets.remove(this.id);
    const volume = core.cache.getVolume(`cornerstoneStreamingImageVolume:${this.id}`);
    if (volume) {
      core.cache.removeVolumeLoadObject(volume.volumeId);
    }
  }

  // More of it has come: it is seen at the next frame.
  private readonly draw = (): void => {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.views.forEach((view) => view.render()));
  };
}

type Planar = InstanceType<typeof core.PlanarViewport>;

class CornerstonePlane implements PlaneView {
  private readonly viewport: Planar;
  private isReady = false;
  private isClosed = false;
  private point: Point | undefined;

  constructor(
    private readonly engine: core.RenderingEngine,
    private readonly id: string,
    private readonly set: string,
    private readonly element: HTMLDivElement,
    plane: Plane,
    private readonly listener: PlaneListener,
    private readonly closed: () => void,
  ) {
    engine.enableElement({ viewportId: id, type: ViewportType.PLANAR_NEXT, element, defaultOptions: { background: [0, 0, 0], orientation: axes[plane] } });
    this.viewport = engine.getViewport(id) as unknown as Planar;
    element.addEventListener(Events.CAMERA_MODIFIED, this.tell);
    element.addEventListener(Events.IMAGE_RENDERED, this.tell);
    void this.show(axes[plane]);
  }

  goTo(point: Point): void {
    this.point = point;
    if (this.isReady) {
      this.viewport.setViewState({ slice: { kind: 'volumePoint', sliceWorldPoint: [...point] } });
      this.viewport.render();
    }
  }

  get window(): ValueWindow | undefined {
    const range = this.viewport.getDisplaySetPresentation(this.set)?.voiRange ?? this.viewport.getDefaultVOIRange(this.set);
    return range && windowOf(range);
  }

  get own(): ValueWindow | undefined {
    const range = this.viewport.getDefaultVOIRange(this.set);
    return range && windowOf(range);
  }

  setWindow({ center, width }: ValueWindow): void {
    if (this.isReady) {
      this.viewport.setDisplaySetPresentation(this.set, { voiRange: rangeOf(center, width) });
      this.viewport.render();
    }
  }

  resetWindow(): void {
    if (this.isReady) {
      this.viewport.resetDisplaySetPresentation(this.set);
      this.viewport.render();
    }
  }

  zoomBy(factor: number): void {
    this.viewport.setZoom(Math.min(20, Math.max(0.2, this.viewport.getZoom() * factor)));
    this.viewport.render();
  }

  fit(): void {
    this.viewport.resetViewState({ resetOrientation: false });
    if (this.point) {
      this.goTo(this.point);
    }
  }

  toElement(point: Point): [number, number] | undefined {
    if (!this.isReady) {
      return undefined;
    }

    const [x, y] = this.viewport.worldToCanvas([...point]);
    return Number.isFinite(x) && Number.isFinite(y) ? [x, y] : undefined;
  }

  toPatient(x: number, y: number): Point | undefined {
    return this.isReady ? (this.viewport.canvasToWorld([x, y]) as unknown as Point) : undefined;
  }

  render(): void {
    if (this.isReady) {
      this.viewport.render();
    }
  }

  close(): void {
    if (!this.isClosed) {
      [this.isClosed, this.isReady] = [true, false];
      this.element.removeEventListener(Events.CAMERA_MODIFIED, this.tell);
      this.element.removeEventListener(Events.IMAGE_RENDERED, this.tell);
      this.closed();
      this.engine.disableElement(this.id);
    }
  }

  private async show(orientation: (typeof axes)[Plane]): Promise<void> {
    try {
      await this.viewport.setDisplaySets({ displaySetId: this.set, options: { orientation } });
      if (!this.isClosed) {
        this.isReady = true;
        this.listener.ready();
        if (this.point) {
          this.goTo(this.point);
        }
      }
    } catch (error) {
      if (!this.isClosed) {
        this.listener.failed(errorOf(error));
      }
    }
  }

  private readonly tell = (): void => this.listener.changed();
}
