import { expect, it } from 'vitest';
import { applyTheme, keptTheme, nextTheme } from './theme-choice.js';

it('keeps dark or light, and goes round', () => {
  const kept = new Map<string, string>();
  const storage = { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
  const root = { style: { colorScheme: '' } } as HTMLElement;
  expect(keptTheme(storage)).toBe('system');
  applyTheme('dark', root, storage);
  expect([keptTheme(storage), root.style.colorScheme]).toEqual(['dark', 'dark']);
  applyTheme(nextTheme(nextTheme('dark')), root, storage);
  expect([keptTheme(storage), root.style.colorScheme]).toEqual(['system', 'light dark']);
  kept.set('gantry.theme', 'pink');
  expect(keptTheme(storage)).toBe('system');
});
