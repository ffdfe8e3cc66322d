import { isCommand, type Command } from './commands.js';

/** Keys, and what they do. A key is as `keyOf` writes it: `Ctrl+Z`, `ArrowDown`, `?`. */
export type Keymap = Readonly<Record<string, Command>>;

/** The keys that radiologists know from other viewers. */
export const usualKeys: Keymap = {
  ArrowDown: 'image.next', ArrowUp: 'image.previous', Home: 'image.first', End: 'image.last', 'Shift+ArrowDown': 'image.forward', 'Shift+ArrowUp': 'image.back',
  PageDown: 'series.next', PageUp: 'series.previous', ArrowRight: 'view.next', ArrowLeft: 'view.previous',
  ' ': 'cine.toggle', '>': 'cine.faster', '<': 'cine.slower',
  '+': 'zoom.in', '-': 'zoom.out', '=': 'zoom.fit', '*': 'zoom.pixel',
  r: 'rotate.right', l: 'rotate.left', h: 'flip.horizontal', v: 'flip.vertical', i: 'invert', Backspace: 'reset',
  1: 'window.1', 2: 'window.2', 3: 'window.3', 4: 'window.4', 5: 'window.5', 6: 'window.6', 7: 'window.7', 8: 'window.8', 0: 'window.default',
  w: 'tool.window', p: 'tool.pan', z: 'tool.zoom', s: 'tool.scroll', g: 'tool.magnify',
  d: 'tool.length', a: 'tool.angle', c: 'tool.cobb', b: 'tool.bidirectional', e: 'tool.ellipse', q: 'tool.rectangle', f: 'tool.freehand', x: 'tool.probe', t: 'tool.arrow',
  Delete: 'annotation.delete', 'Shift+Delete': 'annotation.deleteAll', 'Ctrl+z': 'undo', 'Ctrl+y': 'redo', 'Ctrl+Shift+z': 'redo', Escape: 'cancel',
  k: 'keyImage.toggle', 'Shift+k': 'keyImage.save', o: 'overlay.toggle', m: 'tags.show', y: 'link.toggle', n: 'referenceLines.toggle', j: 'mpr.toggle', '?': 'keys.show',
  'Alt+1': 'layout.1x1', 'Alt+2': 'layout.1x2', 'Alt+4': 'layout.2x2', 'Alt+6': 'layout.2x3', F11: 'fullscreen.toggle',
};

/** What a keyboard event says of its key. */
export type KeyPress = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** A key with what is held down with it. Signs are as they are typed, whatever the keyboard; letters are small. */
export function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyPress): string {
  const isLetter = /^\p{L}$/u.test(key);
  const isSign = key.length === 1 && !isLetter && key !== ' ';
  return [
    (ctrlKey || metaKey) && 'Ctrl', // a Mac's command key is what control is elsewhere
    altKey && 'Alt',
    shiftKey && !isSign && 'Shift', // a sign is its own, with shift or without
    isLetter ? key.toLowerCase() : key,
  ].filter((part) => part !== false).join('+');
}

/**
 * A keymap with a person's own keys: a key with an empty text does nothing any more.
 * @param own What was kept, of whatever version: what is no command is left out.
 */
export function withOwnKeys(own: Readonly<Record<string, string>>, keys: Keymap = usualKeys): Keymap {
  const merged: Record<string, Command> = { ...keys };
  for (const [key, command] of Object.entries(own)) {
    if (command === '') {
      delete merged[key];
    } else if (isCommand(command)) {
      merged[key] = command;
    }
  }

  return merged;
}

/** A person's own keys after one was chosen for a command: it has this one alone, whatever the key did before. What is as usual is left out. */
export function rebound(own: Readonly<Record<string, string>>, command: Command, key: string, keys: Keymap = usualKeys): Record<string, string> {
  const others = Object.entries(withOwnKeys(own, keys)).filter(([each, its]) => its === command && each !== key).map(([each]): [string, string] => [each, '']);
  return Object.fromEntries(Object.entries({ ...own, ...Object.fromEntries(others), [key]: command }).filter(([each, its]) => (keys[each] ?? '') !== its));
}

/** The keys of each command, for people to read. */
export function keysByCommand(keys: Keymap): Map<Command, string[]> {
  const found = new Map<Command, string[]>();
  for (const [key, command] of Object.entries(keys)) {
    found.set(command, [...(found.get(command) ?? []), key === ' ' ? 'Space' : key]);
  }

  return found;
}

/** Whether a key is typed into a field, where it is no command. */
export function isTyping(event: Event): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.isContentEditable || /^(input|select|textarea)$/i.test(target.localName));
}

/** The command of a key that is meant for an element: keys work without a click first, where nothing else on the page has the focus. */
export function commandOf(event: KeyboardEvent, element: HTMLElement, keys: Keymap): Command | undefined {
  const path = event.composedPath();
  const isOurs = path.includes(element) || path[0] === document.body || path[0] === document.documentElement;
  const isButton = path[0] instanceof HTMLButtonElement && (event.key === ' ' || event.key === 'Enter');
  return isOurs && !event.defaultPrevented && !isButton && !isTyping(event) && element.checkVisibility() ? keys[keyOf(event)] : undefined;
}
