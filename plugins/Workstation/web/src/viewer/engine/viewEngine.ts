import type { PixelLoader } from '../../loader/pixelLoader.js';
import type { ImageRef } from '../../model/study.js';
import type { DrawingSurface } from '../drawings/drawingKeeper.js';
import type { Point } from '../mpr/volume.js';
import type { Axes } from '../orientation.js';

/** What a mouse does on an image. */
export type ToolName =
  | 'window' | 'pan' | 'zoom' | 'scroll' | 'magnify'
  | 'length' | 'angle' | 'cobb' | 'bidirectional' | 'ellipse' | 'rectangle' | 'freehand' | 'probe' | 'arrow';

/** All tools, in the order in which they are shown. */
export const toolNames: readonly ToolName[] = [
  'window', 'pan', 'zoom', 'scroll', 'magnify', 'length', 'angle', 'cobb', 'bidirectional', 'ellipse', 'rectangle', 'freehand', 'probe', 'arrow',
];

/** Which values are seen. */
export interface ValueWindow {
  center: number;
  width: number;
}

/** How an image is shown. */
export interface ViewState extends ValueWindow {
  index: number;
  /** The window that the image itself says; undefined where it is not known. */
  own?: ValueWindow;
  /** How many pixels of the page a pixel of the image takes. */
  zoom: number;
  rotation: number;
  /** How the image lies in the page, as it is drawn; undefined where none is. */
  axes?: Axes;
  isInverted: boolean;
}

/** What a view tells of. */
export interface ViewListener {
  /** Another image is shown, or the same one otherwise. */
  changed(state: ViewState): void;

  /** An image cannot be shown. */
  failed(imageId: string, error: unknown): void;
}

/** A view of a stack of images. */
export interface View {
  /** Shows a stack, from an image of it, from 0. Resolves when that image is there. */
  show(images: readonly ImageRef[], index: number): Promise<void>;
  goTo(index: number): void;
  setWindow(center: number, width: number): void;
  /** The window that the image itself says. */
  resetWindow(): void;
  invert(): void;
  /** Turns by so many degrees, clockwise. */
  rotate(degrees: number): void;
  /** Flips what is seen from left to right, or upside down. */
  flip(axis: 'horizontal' | 'vertical'): void;
  zoomBy(factor: number): void;
  fit(): void;
  /** Shows each pixel of the image as one of the screen. */
  pixelForPixel(): void;
  reset(): void;
  close(): void;
}

/** How a volume is cut. */
export type Plane = 'axial' | 'coronal' | 'sagittal';

/** What a plane tells of. */
export interface PlaneListener {
  /** It can be drawn. */
  ready(): void;
  /** It is drawn otherwise. */
  changed(): void;
  failed(error: unknown): void;
}

/** A plane of a volume. */
export interface PlaneView {
  /** What is seen; undefined before it is known. */
  readonly window: ValueWindow | undefined;
  /** The window that the images themselves say; undefined before it is known. */
  readonly own: ValueWindow | undefined;
  /** Cuts the volume at a place. */
  goTo(point: Point): void;
  setWindow(window: ValueWindow): void;
  /** The window that the images themselves say. */
  resetWindow(): void;
  zoomBy(factor: number): void;
  fit(): void;
  /** Where a place is drawn, in pixels of the page from the corner of the element; undefined before anything is. */
  toElement(point: Point): [number, number] | undefined;
  /** The place that is drawn somewhere. */
  toPatient(x: number, y: number): Point | undefined;
  close(): void;
}

/** Planes of one volume. */
export interface VolumeViews {
  open(element: HTMLDivElement, plane: Plane, listener: PlaneListener): PlaneView;
  close(): void;
}

/** What the viewer shows images with. There is one file that knows the library behind it. */
export interface ViewEngine {
  readonly pixels: PixelLoader;
  /** What is drawn on images. */
  readonly drawings: DrawingSurface;
  /** Told when something was drawn, changed or removed. */
  drawn: (() => void) | undefined;
  open(element: HTMLDivElement, listener: ViewListener): View;
  /** Shows the images of a series as a volume. They are one: see `volumeOf`. */
  openVolume(images: readonly ImageRef[]): VolumeViews;
  /** Draws a small picture of an image; resolves with its URL, which is an object's: whoever asks revokes it. */
  thumbnail(imageId: string): Promise<string>;
  useTool(tool: ToolName): void;
  /** Shows in the other views where the image that is seen in one cuts theirs; in none for undefined. To be told anew when another image is seen in it. */
  showReferenceLines(source: View | undefined): void;
  resize(): void;
  undo(): void;
  redo(): void;
  /** Ends what is being drawn. */
  cancel(): void;
  deleteSelected(): void;
  /** Deletes what was drawn on images. */
  deleteAnnotations(imageIds: ReadonlySet<string>): void;
  /** Gives up all that is known of images that are not shown any more, and what was drawn on them. */
  forget(imageIds: ReadonlySet<string>): void;
  close(): void;
}
