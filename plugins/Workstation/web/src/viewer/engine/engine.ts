import * as core from '@cornerstonejs/core';
import * as tools from '@cornerstonejs/tools';
import type { ImageRef } from '../../model/study.js';
import { beginCornerstone, type CornerstoneOptions } from './cornerstone.js';
import { forgetMetadata } from './metadata.js';
import { CornerstonePixels } from './pixels.js';
import { CornerstoneVolume } from './planeViews.js';
import type { Line } from './referenceLines.js';
import { Shapes } from './shapes.js';
import { StackView } from './stackView.js';
import { ToolSet } from './tools.js';
import type { ToolName, View, ViewEngine, ViewListener, VolumeViews } from './viewEngine.js';

// How many frames another size is tried for.
const mostFrames = 30;

let engines = 0;

/** The views of a viewer, drawn by Cornerstone3D: by the GPU where there is one, else without it. */
export class CornerstoneEngine implements ViewEngine {
  readonly pixels = new CornerstonePixels();
  readonly drawings = new Shapes(() => this.drawn?.());
  drawn: (() => void) | undefined;
  private readonly id = `gantry-engine-${++engines}`;
  private readonly views = new Map<View, StackView>();
  private readonly engine: core.RenderingEngine;
  private readonly tools: ToolSet;
  private opened = 0;
  /** The view whose image is shown as a line in the others. */
  private source: StackView | undefined;

  /** @param askText Asks a person for the text of an arrow. */
  constructor(options: CornerstoneOptions, askText: (done: (text: string) => void) => void) {
    beginCornerstone(options);
    this.engine = new core.RenderingEngine(this.id);
    this.tools = new ToolSet(`${this.id}-tools`, askText, (viewportId) => this.lineIn(viewportId));
  }

  open(element: HTMLDivElement, listener: ViewListener): View {
    const id = `${this.id}-view-${++this.opened}`;
    const view = new StackView(this.engine, id, element, listener, () => {
      this.tools.remove(id, this.id);
      this.views.delete(view);
      if (this.source === view) {
        this.showReferenceLines(undefined);
      }
    });
    this.views.set(view, view);
    this.tools.add(id, this.id);
    return view;
  }

  openVolume(images: readonly ImageRef[]): VolumeViews {
    return new CornerstoneVolume(this.engine, images);
  }

  async thumbnail(imageId: string): Promise<string> {
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [160, 160];
    await core.utilities.loadImageToCanvas({ canvas, imageId, useCPURendering: true, thumbnail: true });
    const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve));
    if (blob === null) {
      throw new Error('The picture could not be made.');
    }

    return URL.createObjectURL(blob);
  }

  useTool(tool: ToolName): void {
    this.tools.use(tool);
  }

  showReferenceLines(source: View | undefined): void {
    const before = this.source;
    this.source = source && this.views.get(source);
    if (before || this.source) {
      tools.utilities.triggerAnnotationRenderForViewportIds([...this.views.values()].map(({ id }) => id));
    }
  }

  resize(): void {
    this.resizeWithin(mostFrames, core.getShouldUseCPURendering() ? [] : [...this.views.values()].filter(({ isFitted }) => isFitted)); // without a GPU the library sees to it
  }

  undo(): void {
    core.utilities.HistoryMemo.DefaultHistoryMemo.undo();
    this.drawn?.();
  }

  redo(): void {
    core.utilities.HistoryMemo.DefaultHistoryMemo.redo();
    this.drawn?.();
  }

  cancel(): void {
    this.elements().forEach((element) => tools.cancelActiveManipulations(element));
  }

  deleteSelected(): void {
    tools.annotation.selection.getAnnotationsSelected().filter((uid) => !this.drawings.isOfOthers(uid)).forEach((uid) => this.remove(uid));
    this.engine.render();
  }

  deleteAnnotations(imageIds: ReadonlySet<string>): void {
    this.on(imageIds).filter((uid) => !this.drawings.isOfOthers(uid)).forEach((uid) => this.remove(uid));
    this.engine.render();
  }

  forget(imageIds: ReadonlySet<string>): void {
    this.on(imageIds).forEach((uid) => tools.annotation.state.removeAnnotation(uid));
    const { DefaultHistoryMemo } = core.utilities.HistoryMemo;
    DefaultHistoryMemo.size = DefaultHistoryMemo.size; // it is emptied: nothing of a study comes back in another
    imageIds.forEach(forgetMetadata);
  }

  close(): void {
    [...this.views.keys()].forEach((view) => view.close());
    this.drawings.close();
    this.tools.close();
    this.engine.destroy();
  }

  private lineIn(viewportId: string): Line | undefined {
    const target = [...this.views.values()].find(({ id }) => id === viewportId);
    return this.source && target && target !== this.source ? target.lineOf(this.source) : undefined;
  }

  // By a GPU the library does nothing about another size while a frame is still to be drawn, and the browser would go on to stretch the image of before.
  private resizeWithin(frames: number, fitted: readonly StackView[]): void {
    if (this.engine.hasBeenDestroyed) {
      return;
    }

    this.engine.resize(true, true);
    if (frames > 0 && this.engine.getViewports().some(isStretched)) {
      requestAnimationFrame(() => this.resizeWithin(frames - 1, fitted));
      return;
    }

    fitted.forEach((view) => view.refit());
    this.views.forEach((view) => view.noteSize());
  }

  // A person can take it back.
  private remove(uid: string): void {
    const [annotation, [element]] = [tools.annotation.state.getAnnotation(uid), this.elements()];
    if (annotation && element) {
      tools.AnnotationTool.createAnnotationMemo(element, annotation, { deleting: true });
    }

    tools.annotation.state.removeAnnotation(uid);
  }

  private on(imageIds: ReadonlySet<string>): string[] {
    return tools.annotation.state.getAllAnnotations().flatMap(({ annotationUID, metadata }) => (annotationUID !== undefined && imageIds.has(metadata?.referencedImageId ?? '') ? [annotationUID] : []));
  }

  private elements(): HTMLDivElement[] {
    return this.engine.getViewports().map((viewport) => viewport.element);
  }
}

// Whether what is seen was drawn in another size.
function isStretched({ canvas }: core.Types.IViewport): boolean {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight].map((size) => Math.round(size * (window.devicePixelRatio || 1))) as [number, number];
  return width > 0 && height > 0 && (width !== canvas.width || height !== canvas.height);
}
