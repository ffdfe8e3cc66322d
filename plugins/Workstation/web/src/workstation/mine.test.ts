import { describe, expect, it, vi } from 'vitest';
import { Http } from '../net/http.js';
import { MineClient } from './mine.js';

const client = (answer: unknown) => {
  const send = vi.fn(async () => new Response(answer === undefined ? null : JSON.stringify(answer), { status: answer === undefined ? 204 : 200 }));
  return { send, mine: new MineClient(new Http('', () => undefined, send)) };
};

describe('what a person has chosen', () => {
  it.each([[undefined, {}], [{}, {}], [null, {}], [{ keys: ['j'] }, {}], [{ keys: { j: 'image.next', r: '', x: 7 } }, { j: 'image.next', r: '' }]])('is read as far as it is understood: %j', async (answer, keys) =>
    expect(await client(answer).mine.read(new AbortController().signal)).toEqual({ keys }));

  it('is written whole', async () => {
    const { send, mine } = client({});
    await mine.write({ keys: { j: 'image.next' } });
    const [[url, init]] = send.mock.calls as unknown as [[string, RequestInit]];
    expect([url, init.method, init.body]).toEqual(['/workstation/mine', 'PUT', '{"keys":{"j":"image.next"}}']);
  });
});
