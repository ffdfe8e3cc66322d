import { describe, expect, it, vi } from 'vitest';
import { Http } from '../net/http.js';
import { AccountClient, NewPasswordNeeded, hasRight } from './account.js';

function scene(status: number, body: unknown) {
  const send = vi.fn(async (_url: string | URL | Request, _init?: RequestInit) => new Response(status === 204 ? null : JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } }));
  return { send, client: new AccountClient(new Http('', () => undefined, send)) };
}

const reader = { name: 'anon', displayName: '', rights: ['instances.search'] };

describe('accounts', () => {
  it('say who is signed in', async () => expect(await scene(200, reader).client.current()).toEqual({ ...reader, displayName: 'anon' }));
  it('say that nobody is', async () => expect(await scene(401, { title: 'Not authorized' }).client.current()).toBeUndefined());
  it('are not guessed where the server fails', async () => await expect(scene(503, { detail: 'Busy' }).client.current()).rejects.toThrow('Busy'));
  it('are refused where the answer is another', async () => await expect(scene(200, { name: 7 }).client.current()).rejects.toThrow('understood'));

  it('begin a session', async () => {
    const { send, client } = scene(200, reader);
    expect((await client.signIn('anon', 'secret')).name).toBe('anon');
    expect([send.mock.calls[0]?.[0], send.mock.calls[0]?.[1]?.body]).toEqual(['/account/login', '{"name":"anon","password":"secret"}']);
  });

  it('want a new password where it has to be changed', async () => {
    const { client } = scene(403, { detail: 'It has to be changed.' });
    await expect(client.signIn('anon', 'old')).rejects.toThrow(NewPasswordNeeded);
    await expect(client.signIn('anon', 'old', 'new')).rejects.not.toThrow(NewPasswordNeeded);
  });

  it('end a session', async () => {
    const { send, client } = scene(204, undefined);
    await client.signOut();
    expect([send.mock.calls[0]?.[0], send.mock.calls[0]?.[1]?.method]).toEqual(['/account/logout', 'POST']);
  });

  it.each([[['*'], true], [['log.read'], true], [['instances.search'], false]])('with %o have the right to read the log: %s', (rights, expected) =>
    expect(hasRight({ name: 'a', displayName: 'a', rights }, 'log.read')).toBe(expected));
});
