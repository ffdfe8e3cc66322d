import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withHead } from './pageHead.ts';

const pages = readdirSync(new URL('..', import.meta.url)).filter((name) => name.endsWith('.html')).map((name) => [name, readFileSync(new URL(`../${name}`, import.meta.url), 'utf8')] as const);

describe('the head of a page', () => {
  it.each(pages)('is given to each, and none has its parts twice: %s', (_, html) => {
    const whole = withHead(html);
    expect(['<meta charset', '<meta name="viewport"', '<meta name="referrer"', '<link rel="icon"', '<style>', '<title>'].map((part) => whole.split(part).length - 1)).toEqual([1, 1, 1, 1, 1, 1]);
    expect(whole.indexOf('charset')).toBeLessThan(200); // browsers look no farther than 1,024 bytes
  });

  it('is not forgotten where a page has no place for it', () => expect(() => withHead('<p>')).toThrow('A page needs a head.'));
});
