import * as core from '@cornerstonejs/core';
import * as tools from '@cornerstonejs/tools';
import { beginCornerstone, type CornerstoneOptions } from './cornerstone.js';
import { forgetMetadata } from './metadata.js';
import { CornerstonePixels } from './pixels.js';
import { StackView } from './stackView.js';
import { ToolSet } from './tools.js';
import type { ToolName, View, ViewEngine, ViewListener } from './viewEngine.js';

let engines = 0;

/** The views of a viewer, drawn by Cornerstone3D: by the GPU where there is one, else without it. */
export class CornerstoneEngine implements ViewEngine {
  readonly pixels = new CornerstonePixels();
  private readonly id = `gantry-engine-${++engines}`;
  private readonly views = new Map<View, StackView>();
  private readonly engine: core.RenderingEngine;
  private readonly tools: ToolSet;
  private opened = 0;

  /** @param askText Asks a person for the text of an arrow. */
  constructor(options: CornerstoneOptions, askText: (done: (text: string) => void) => void) {
    beginCornerstone(options);
    this.engine = new core.RenderingEngine(this.id);
    this.tools = new ToolSet(`${this.id}-tools`, askText);
  }

  open(element: HTMLDivElement, listener: ViewListener): View {
    const id = `${this.id}-view-${++this.opened}`;
    const view = new StackView(this.engine, id, element, listener, () => {
      this.tools.remove(id, this.id);
      this.views.delete(view);
    });
    this.views.set(view, view);
    this.tools.add(id, this.id);
    return view;
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
    this.tools.showReferenceLines(source && this.views.get(source)?.id);
    this.engine.render();
  }

  resize(): void {
    this.engine.resize(true, true);
    this.views.forEach((view) => view.noteSize());
  }

  undo(): void {
    core.utilities.HistoryMemo.DefaultHistoryMemo.undo();
  }

  redo(): void {
    core.utilities.HistoryMemo.DefaultHistoryMemo.redo();
  }

  cancel(): void {
    this.elements().forEach((element) => tools.cancelActiveManipulations(element));
  }

  deleteSelected(): void {
    tools.annotation.selection.getAnnotationsSelected().forEach((uid) => tools.annotation.state.removeAnnotation(uid));
    this.engine.render();
  }

  deleteAnnotations(imageIds: ReadonlySet<string>): void {
    for (const { annotationUID, metadata } of tools.annotation.state.getAllAnnotations()) {
      if (annotationUID !== undefined && imageIds.has(metadata?.referencedImageId ?? '')) {
        tools.annotation.state.removeAnnotation(annotationUID);
      }
    }

    this.engine.render();
  }

  forget(imageIds: ReadonlySet<string>): void {
    this.deleteAnnotations(imageIds);
    imageIds.forEach(forgetMetadata);
  }

  close(): void {
    [...this.views.keys()].forEach((view) => view.close());
    this.tools.close();
    this.engine.destroy();
  }

  private elements(): HTMLDivElement[] {
    return this.engine.getViewports().map((viewport) => viewport.element);
  }
}
