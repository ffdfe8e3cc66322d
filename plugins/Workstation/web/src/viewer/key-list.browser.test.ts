import { afterEach, describe, expect, it, vi } from 'vitest';
import { faultsOf } from '../ui/accessibility.testing.js';
import './key-list.js';
import type { KeyList, KeysChangedEvent } from './key-list.js';

function shown(own: Record<string, string> = {}): KeyList {
  const list = Object.assign(document.createElement('gantry-key-list'), { own });
  document.body.append(list);
  return list;
}

const rowOf = (list: KeyList, command: string): string[] => {
  const row = [...list.renderRoot.querySelectorAll('tr')].find((each) => each.querySelector('th')?.textContent === command);
  return [...(row?.querySelectorAll('kbd') ?? [])].map((key) => key.textContent ?? '');
};
const change = (list: KeyList, command: string): void => list.renderRoot.querySelector<HTMLButtonElement>(`button[aria-label="Change the key for ${command}"]`)?.click();
const press = (key: string, held: KeyboardEventInit = {}): boolean => document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...held }));

describe('gantry-key-list', () => {
  afterEach(() => document.body.replaceChildren());

  it('takes the next key for a command, in place of those that it had', async () => {
    const list = shown();
    const told = vi.fn();
    list.addEventListener('keys-changed', (event) => told((event as KeysChangedEvent).own));
    await list.updateComplete;
    expect(rowOf(list, 'Invert')).toEqual(['i']);
    change(list, 'Invert');
    await list.updateComplete;
    expect(press('Shift', { shiftKey: true })).toBe(true); // held with the key that is meant
    expect(press('J', { shiftKey: true })).toBe(false);
    await list.updateComplete;
    expect(told).toHaveBeenCalledWith({ i: '', 'Shift+j': 'invert' });
    expect(rowOf(list, 'Invert')).toEqual(['Shift+j']);
    expect(press('j')).toBe(true); // it waits for no other
    expect(await faultsOf(list)).toEqual([]);
  });

  it('leaves all as it is by Escape, and has the usual keys again', async () => {
    const list = shown({ i: '', u: 'invert' });
    await list.updateComplete;
    change(list, 'Invert');
    press('Escape');
    await list.updateComplete;
    expect(rowOf(list, 'Invert')).toEqual(['u']);
    [...list.renderRoot.querySelectorAll('button')].find((each) => each.textContent === 'The usual keys')?.click();
    await list.updateComplete;
    expect(rowOf(list, 'Invert')).toEqual(['i']);
  });
});
