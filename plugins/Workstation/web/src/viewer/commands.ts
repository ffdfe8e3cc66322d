/** What a person can have the viewer do, by name: keys, buttons and other programs all go through these. */
export const commandNames = [
  'image.next', 'image.previous', 'image.first', 'image.last', 'image.forward', 'image.back',
  'series.next', 'series.previous', 'view.next', 'view.previous',
  'cine.toggle', 'cine.faster', 'cine.slower',
  'zoom.in', 'zoom.out', 'zoom.fit', 'zoom.pixel',
  'rotate.right', 'rotate.left', 'flip.horizontal', 'flip.vertical', 'invert', 'reset',
  'window.1', 'window.2', 'window.3', 'window.4', 'window.5', 'window.6', 'window.7', 'window.8', 'window.default',
  'tool.window', 'tool.pan', 'tool.zoom', 'tool.scroll', 'tool.magnify',
  'tool.length', 'tool.angle', 'tool.cobb', 'tool.bidirectional', 'tool.ellipse', 'tool.rectangle', 'tool.freehand', 'tool.probe', 'tool.arrow',
  'annotation.delete', 'annotation.deleteAll', 'undo', 'redo', 'cancel',
  'keyImage.toggle', 'keyImage.save', 'overlay.toggle', 'tags.show', 'link.toggle', 'referenceLines.toggle', 'mpr.toggle', 'keys.show',
  'layout.1x1', 'layout.1x2', 'layout.2x1', 'layout.1x3', 'layout.2x2', 'layout.2x3', 'layout.3x3', 'layout.4x4', 'fullscreen.toggle',
] as const;

/** A command of the viewer. */
export type Command = (typeof commandNames)[number];

/** Whether a text names a command. */
export const isCommand = (text: string): text is Command => (commandNames as readonly string[]).includes(text);
