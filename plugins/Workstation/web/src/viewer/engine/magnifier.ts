import * as core from '@cornerstonejs/core';
import { BaseTool, Enums, type Types } from '@cornerstonejs/tools';
import { present, scaleOf, setScale } from './stackCamera.js';

const { Events } = Enums;

// In pixels of the page.
const [size, aboveFinger] = [250, 40];
const factor = 3;

interface Glass {
  readonly id: string;
  readonly element: HTMLDivElement;
  readonly viewport: core.Types.IStackViewport;
  /** Whether its image is there. */
  isReady: boolean;
}

let glasses = 0;

/** A glass that shows what is under the pointer three times as large, for as long as a button is held. The library's own can do nothing without a GPU. */
export class Magnifier extends BaseTool {
  static override toolName = 'GantryMagnifier';
  private end: (() => void) | undefined;

  constructor(properties: Types.PublicToolProps = {}) {
    super(properties, { supportedInteractionTypes: ['Mouse', 'Touch'], configuration: {} });
  }

  /** The library asks it before anything else is done with a press: true where that is all. */
  readonly preMouseDownCallback = (event: Types.EventTypes.InteractionEventType): boolean => this.begin(event, 0);
  readonly preTouchStartCallback = (event: Types.EventTypes.InteractionEventType): boolean => this.begin(event, -size / 2 - aboveFinger);

  private begin(event: Types.EventTypes.InteractionEventType, offset: number): boolean {
    const { element, currentPoints } = event.detail;
    const { viewport, renderingEngine } = core.getEnabledElement(element) ?? {};
    const imageId = viewport instanceof core.StackViewport ? viewport.getCurrentImageId() : undefined;
    this.end?.();
    if (!(viewport instanceof core.StackViewport) || !renderingEngine || !imageId) {
      return false; // there is nothing to be seen in it
    }

    let points = currentPoints;
    const glass = open(renderingEngine, element);
    place(glass, points.canvas, offset);
    const drag = (moved: Event): void => {
      points = (moved as Types.EventTypes.InteractionEventType).detail.currentPoints;
      place(glass, points.canvas, offset);
      look(glass, points.world);
    };
    const ends = [Events.MOUSE_UP, Events.MOUSE_CLICK, Events.TOUCH_END];
    const drags = [Events.MOUSE_DRAG, Events.TOUCH_DRAG];
    const end = (): void => {
      ends.forEach((name) => element.removeEventListener(name, end));
      drags.forEach((name) => element.removeEventListener(name, drag));
      this.end = undefined;
      glass.isReady = false;
      if (!renderingEngine.hasBeenDestroyed) {
        renderingEngine.disableElement(glass.id);
      }

      glass.element.remove();
    };
    this.end = end;
    ends.forEach((name) => element.addEventListener(name, end));
    drags.forEach((name) => element.addEventListener(name, drag));
    glass.viewport.setStack([imageId]).then(() => {
      if (this.end === end) {
        glass.isReady = true;
        copy(viewport, glass.viewport);
        look(glass, points.world);
      }
    }, end); // the view says itself what is wrong with its image
    return true;
  }
}

function open(engine: core.Types.IRenderingEngine, element: HTMLDivElement): Glass {
  const glass = document.createElement('div');
  const id = `gantry-magnifier-${++glasses}`;
  glass.className = 'magnifier';
  Object.assign(glass.style, { position: 'absolute', width: `${size}px`, height: `${size}px`, cursor: 'none', outline: '1px solid #6db3f8' });
  (element.querySelector('.viewport-element') ?? element).append(glass);
  engine.enableElement({ viewportId: id, type: core.Enums.ViewportType.STACK, element: glass, defaultOptions: { background: [0, 0, 0] } });
  return { id, element: glass, viewport: engine.getViewport<core.Types.IStackViewport>(id), isReady: false };
}

// Has the glass be over a point of the view.
function place({ element }: Glass, [x, y]: core.Types.Point2, offset: number): void {
  Object.assign(element.style, { left: `${x - size / 2}px`, top: `${y - size / 2 + offset}px` });
}

function copy(from: core.Types.IStackViewport, to: core.Types.IStackViewport): void {
  const { VOILUTFunction, ...properties } = from.getProperties();
  const isByGpu = !core.getShouldUseCPURendering();
  to.setProperties({ ...properties, ...(isByGpu && VOILUTFunction !== undefined && { VOILUTFunction }) }); // without one the library knows one only, and refuses to be told
  const { rotation = 0 } = from.getViewPresentation();
  const { flipHorizontal = false, flipVertical = false } = from.getCamera();
  present(to, { rotation, flipHorizontal, flipVertical });
  setScale(to, scaleOf(from) * factor);
}

// Has a place be in the middle of the glass.
function look({ viewport, isReady }: Glass, world: core.Types.Point3): void {
  if (!isReady) {
    return;
  }

  const { focalPoint, position } = viewport.getCamera();
  if (focalPoint && position) {
    viewport.setCamera({ focalPoint: world, position: world.map((value, axis) => value + position[axis]! - focalPoint[axis]!) as core.Types.Point3 });
    viewport.render();
  }
}
