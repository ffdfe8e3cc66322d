import { afterEach, describe, expect, it } from 'vitest';
import { commandNames } from '../viewer/commands.js';
import { toolNames } from '../viewer/engine/viewEngine.js';
import { english, isMessage, message, setMessages } from './messages.js';

afterEach(() => setMessages({}));

describe('texts', () => {
  it('have their places filled', () => expect(message('viewer.image', { index: 1, count: 9 })).toBe('Image 1 of 9'));
  it('keep a place that nothing is given for', () => expect(message('viewer.image', { index: 1 })).toBe('Image 1 of {count}'));

  it('can be in another language, which may lack some', () => {
    setMessages({ 'common.close': 'Schließen' });
    expect(message('common.close')).toBe('Schließen');
    expect(message('common.save')).toBe('Save');
  });

  it('are there for all commands and tools', () => {
    const own = commandNames.filter((name) => !/^(window\.\d|layout|tool)/.test(name)).map((name) => `command.${name}`);
    expect([...own, ...toolNames.map((name) => `tool.${name}`)].filter((key) => !isMessage(key))).toEqual([]);
  });

  it('are none of them empty', () => expect(Object.entries(english).filter(([, text]) => text.trim() === '')).toEqual([]));
});
