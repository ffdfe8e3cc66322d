import type { Command } from './commands.js';
import type { ToolName } from './engine/viewEngine.js';
import type { ImageView } from './image-view.js';
import { presetsOf } from './presets.js';

/** What commands are performed on. */
export interface CommandTarget {
  /** The view that is worked with; undefined where there is none. */
  readonly active: ImageView | undefined;
  chooseTool(tool: ToolName): void;
  chooseLayout(layout: string): void;
  stepSeries(step: 1 | -1): void;
  stepView(step: 1 | -1): void;
  toggle(what: 'keyImage' | 'overlay' | 'link' | 'referenceLines' | 'mpr' | 'fullscreen'): void;
  /** Performs it where planes are shown; false for what is nothing to them, or where none are. */
  performOnPlanes(command: Command): boolean;
  show(what: 'tags' | 'keys'): void;
  edit(what: 'undo' | 'redo' | 'cancel' | 'delete' | 'deleteAll'): void;
  saveKeyImages(): void;
}

const farStep = 10;
const zoomStep = 1.25;

const onView: Partial<Record<Command, (view: ImageView) => void>> = {
  'image.next': (view) => view.goTo(view.index + 1),
  'image.previous': (view) => view.goTo(view.index - 1),
  'image.first': (view) => view.goTo(0),
  'image.last': (view) => view.goTo(view.images.length - 1),
  'image.forward': (view) => view.goTo(view.index + farStep),
  'image.back': (view) => view.goTo(view.index - farStep),
  'cine.toggle': (view) => view.togglePlaying(),
  'cine.faster': (view) => { view.cine.rate = view.cine.rate * 1.2 + 1; view.requestUpdate(); },
  'cine.slower': (view) => { view.cine.rate = view.cine.rate / 1.2 - 1; view.requestUpdate(); },
  'zoom.in': (view) => view.view?.zoomBy(zoomStep),
  'zoom.out': (view) => view.view?.zoomBy(1 / zoomStep),
  'zoom.fit': (view) => view.view?.fit(),
  'zoom.pixel': (view) => view.view?.pixelForPixel(),
  'rotate.right': (view) => view.view?.rotate(90),
  'rotate.left': (view) => view.view?.rotate(-90),
  'flip.horizontal': (view) => view.view?.flip('horizontal'),
  'flip.vertical': (view) => view.view?.flip('vertical'),
  'invert': (view) => view.view?.invert(),
  'reset': (view) => view.view?.reset(),
  'window.default': (view) => view.view?.resetWindow(),
};

const onTarget: Partial<Record<Command, (target: CommandTarget) => void>> = {
  'series.next': (target) => target.stepSeries(1),
  'series.previous': (target) => target.stepSeries(-1),
  'view.next': (target) => target.stepView(1),
  'view.previous': (target) => target.stepView(-1),
  'annotation.delete': (target) => target.edit('delete'),
  'annotation.deleteAll': (target) => target.edit('deleteAll'),
  'undo': (target) => target.edit('undo'),
  'redo': (target) => target.edit('redo'),
  'cancel': (target) => target.edit('cancel'),
  'keyImage.toggle': (target) => target.toggle('keyImage'),
  'keyImage.save': (target) => target.saveKeyImages(),
  'overlay.toggle': (target) => target.toggle('overlay'),
  'link.toggle': (target) => target.toggle('link'),
  'referenceLines.toggle': (target) => target.toggle('referenceLines'),
  'mpr.toggle': (target) => target.toggle('mpr'),
  'fullscreen.toggle': (target) => target.toggle('fullscreen'),
  'tags.show': (target) => target.show('tags'),
  'keys.show': (target) => target.show('keys'),
};

/** Performs a command. */
export function perform(command: Command, target: CommandTarget): void {
  const [group = '', rest = ''] = [command.slice(0, command.indexOf('.')), command.slice(command.indexOf('.') + 1)];
  const view = target.active;
  if (target.performOnPlanes(command)) {
    return;
  }

  if (onTarget[command]) {
    onTarget[command](target);
  } else if (onView[command]) {
    if (view) {
      onView[command](view);
    }
  } else if (group === 'tool') {
    target.chooseTool(rest as ToolName);
  } else if (group === 'layout') {
    target.chooseLayout(rest);
  } else if (group === 'window') {
    const preset = presetsOf(view?.series?.modality ?? '')[Number(rest) - 1];
    if (preset) {
      view?.view?.setWindow(preset.center, preset.width);
    }
  }
}
