import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parts } from '../../build/parts.js';

const names = readdirSync(new URL('../../examples', import.meta.url)).map((file) => file.replace(/\.js$/, ''));
const withoutElement = ['messages', 'no-xml', 'vite'];

describe('examples', () => {
  it('are there for each module of the package that shows something, and for no other', () =>
    expect(names.sort()).toEqual(Object.keys(parts).filter((name) => !withoutElement.includes(name)).sort()));

  it.each(names)('import what they show as other pages do: %s', (name) => {
    const text = readFileSync(new URL(`../../examples/${name}.js`, import.meta.url), 'utf8');
    expect(text).toContain(`'@gantry/workstation/${name}'`);
    expect(text).toContain('export default (place');
  });

  it('are of modules that the package has', () => {
    const { exports } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { exports: Record<string, unknown> };
    expect(Object.keys(exports).map((each) => each.slice(2)).sort()).toEqual(Object.keys(parts).sort());
  });
});
