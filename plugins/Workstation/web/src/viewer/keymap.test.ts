import { describe, expect, it } from 'vitest';
import { commandNames } from './commands.js';
import { keyOf, keysByCommand, usualKeys, withOwnKeys, type KeyPress, rebound } from './keymap.js';

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held });

describe('keys', () => {
  it.each([
    [press('ArrowDown'), 'ArrowDown'],
    [press('ArrowDown', { shiftKey: true }), 'Shift+ArrowDown'],
    [press('Z', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+z'],
    [press('z', { metaKey: true }), 'Ctrl+z'],
    [press('?', { shiftKey: true }), '?'],
    [press('R'), 'r'],
    [press(' '), ' '],
  ])('%o is %s', (event, expected) => expect(keyOf(event)).toBe(expected));

  it('do nothing that is no command', () => Object.values(usualKeys).forEach((command) => expect(commandNames).toContain(command)));

  it('leave out no tool', () => {
    const bound = new Set(Object.values(usualKeys));
    expect(commandNames.filter((name) => name.startsWith('tool.') && !bound.has(name))).toEqual([]);
  });

  it('can be changed, and what an older version kept does no harm', () => {
    const keys = withOwnKeys({ r: '', j: 'rotate.right', u: 'explode' });
    expect(keys.r).toBeUndefined();
    expect(keys.j).toBe('rotate.right');
    expect(keys.u).toBeUndefined();
    expect(keys.i).toBe('invert');
  });

  it('are listed by what they do', () => {
    expect(keysByCommand(usualKeys).get('redo')).toEqual(['Ctrl+y', 'Ctrl+Shift+z']);
    expect(keysByCommand(usualKeys).get('cine.toggle')).toEqual(['Space']);
  });
});

describe('other keys', () => {
  const keys = { i: 'invert', r: 'rotate.right', ' ': 'cine.toggle' } as const;

  it.each([
    [{}, 'invert', 'u', { i: '', u: 'invert' }],
    [{ i: '', u: 'invert' }, 'invert', 'i', {}],
    [{ i: '', u: 'invert' }, 'invert', 'x', { i: '', x: 'invert' }],
    [{}, 'invert', 'r', { i: '', r: 'invert' }],
    [{ q: 'reset' }, 'invert', 'i', { q: 'reset' }],
  ] as const)('%j and %s by %s are %j', (own, command, key, expected) => expect(rebound(own, command, key, keys)).toEqual(expected));
});
