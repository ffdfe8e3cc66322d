import { describe, expect, it } from 'vitest';
import { Http } from '../net/http.js';
import { usualRules } from '../viewer/hangingRules.js';
import { siteOf } from './site.js';

const read = (answer: unknown) => siteOf(new Http('', () => undefined, async () => new Response(JSON.stringify(answer))), new AbortController().signal);

describe('what a site has set', () => {
  it('are its rules of hanging, as far as they can be read', async () => expect((await read({ hangingRules: ['CT: 1x2', 'nonsense'] })).rules).toEqual([{ modalities: ['CT'], layout: '1x2' }]));

  it.each([[{}], [null], [{ hangingRules: [] }], [{ hangingRules: 'CT: 1x2' }]])('are the usual ones otherwise: %j', async (answer) => expect((await read(answer)).rules).toBe(usualRules));
});
