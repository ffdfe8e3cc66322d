import * as core from '@cornerstonejs/core';
import * as tools from '@cornerstonejs/tools';
import type { Place } from '../drawings/drawing.js';
import type { DrawingSurface, PlacedShape } from '../drawings/drawingKeeper.js';
import { nameOfTool, toolOfName } from './tools.js';

const { Events } = tools.Enums;
const changes = [Events.ANNOTATION_COMPLETED, Events.ANNOTATION_MODIFIED, Events.ANNOTATION_REMOVED];
const colorOfOthers = 'rgb(255, 170, 60)';

/** What is drawn on the images of a viewer, as Cornerstone has it. */
export class Shapes implements DrawingSurface {
  private readonly ofOthers = new Set<string>();
  private waiting: { shapes: readonly PlacedShape[]; by: string | undefined }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** @param changed Told of each change. */
  constructor(private readonly changed: () => void) {
    changes.forEach((name) => core.eventTarget.addEventListener(name, this.changed));
  }

  shapes(): PlacedShape[] {
    return [
      ...tools.annotation.state.getAllAnnotations().flatMap((annotation) => (this.isOfOthers(annotation.annotationUID) ? [] : shapeOf(annotation))),
      ...this.waiting.flatMap(({ shapes, by }) => (by === undefined ? shapes : [])),
    ];
  }

  // The library measures what is drawn at once, and fails for good where the image is still on its way.
  draw(shapes: readonly PlacedShape[], by?: string): void {
    this.waiting.push({ shapes, by });
    this.drawWaiting();
  }

  private drawWaiting(): void {
    clearTimeout(this.timer);
    if (!areImagesThere()) {
      this.timer = setTimeout(() => this.drawWaiting(), 50);
      return;
    }

    const waiting = this.waiting;
    this.waiting = [];
    waiting.forEach(({ shapes, by }) => this.add(shapes, by));
    core.getEnabledElements().forEach(({ viewport }) => viewport.render()); // an image that is shown already asks for nothing more
  }

  private add(shapes: readonly PlacedShape[], by: string | undefined): void {
    const known = new Set(tools.annotation.state.getAllAnnotations().map(({ annotationUID }) => annotationUID));
    for (const shape of shapes) {
      // Another's id may be any: it must not be one of a person's own.
      const id = by === undefined ? shape.id : core.utilities.uuidv4();
      if (known.has(id)) {
        continue;
      }

      tools.annotation.state.addAnnotation(annotationOf(shape, id, by), shape.frameOfReference ?? '');
      if (by !== undefined) {
        this.ofOthers.add(id);
        tools.annotation.locking.setAnnotationLocked(id, true);
        tools.annotation.config.style.setAnnotationStyles(id, { color: colorOfOthers, colorLocked: colorOfOthers, textBoxColor: colorOfOthers, textBoxColorLocked: colorOfOthers });
      }
    }
  }

  /** Whether a shape is another's, and not to be removed here. */
  isOfOthers(id: string | undefined): boolean {
    return id !== undefined && this.ofOthers.has(id);
  }

  close(): void {
    clearTimeout(this.timer);
    this.waiting = [];
    changes.forEach((name) => core.eventTarget.removeEventListener(name, this.changed));
  }
}

// Views that are to show nothing do not count.
function areImagesThere(): boolean {
  const stacks = core.getEnabledElements().flatMap(({ viewport }) => (viewport instanceof core.StackViewport ? [viewport] : []));
  return stacks.some((stack) => stack.getImageData() !== undefined) && !stacks.some((stack) => stack.getImageIds().length > 0 && stack.getImageData() === undefined);
}

function shapeOf({ annotationUID, metadata, data, isLocked }: tools.Types.Annotation): PlacedShape[] {
  const [tool, contour, imageId] = [toolOfName(metadata?.toolName ?? ''), data.contour as { polyline?: core.Types.Point3[]; closed?: boolean } | undefined, metadata?.referencedImageId];
  const points = contour?.polyline ?? data.handles?.points ?? [];
  return annotationUID === undefined || tool === undefined || imageId === undefined || points.length === 0 || isLocked ? [] : [{
    id: annotationUID, tool, imageId,
    points: points.map(placeOf),
    frameOfReference: metadata?.FrameOfReferenceUID ?? '',
    ...(metadata?.viewPlaneNormal && { normal: placeOf(metadata.viewPlaneNormal) }),
    ...(metadata?.viewUp && { up: placeOf(metadata.viewUp) }),
    ...(typeof data.label === 'string' && data.label !== '' && { text: data.label.slice(0, 1_024) }),
    ...(contour && { isClosed: contour.closed ?? false }),
  }];
}

function annotationOf(shape: PlacedShape, id: string, by: string | undefined): tools.Types.Annotation {
  const points = shape.points.map(([x, y, z]): core.Types.Point3 => [x, y, z]);
  const text = by === undefined ? shape.text ?? '' : [shape.text, `(${by})`].filter(Boolean).join(' ');
  return {
    annotationUID: id, highlighted: false, invalidated: true, isLocked: false, isVisible: true,
    metadata: {
      toolName: nameOfTool(shape.tool), FrameOfReferenceUID: shape.frameOfReference ?? '', referencedImageId: shape.imageId,
      ...(shape.normal && { viewPlaneNormal: [...shape.normal] as core.Types.Point3 }), ...(shape.up && { viewUp: [...shape.up] as core.Types.Point3 }),
    },
    data: {
      label: text, cachedStats: {},
      handles: { points: shape.tool === 'freehand' ? [] : points, activeHandleIndex: null, textBox: { hasMoved: false, worldPosition: [0, 0, 0], worldBoundingBox: { topLeft: [0, 0, 0], topRight: [0, 0, 0], bottomLeft: [0, 0, 0], bottomRight: [0, 0, 0] } } },
      ...(shape.tool === 'freehand' && { contour: { polyline: points, closed: shape.isClosed ?? false }, isOpenUShapeContour: false }),
    },
  } as unknown as tools.Types.Annotation; // each tool has a type of its own
}

// The library has typed arrays in some places; a thousandth of a thousandth of a millimetre is as far as anybody sees.
const placeOf = (point: ArrayLike<number>): Place => [rounded(point[0]), rounded(point[1]), rounded(point[2])];

const rounded = (value = 0): number => Math.round(value * 1e6) / 1e6;

