import { describe, expect, it, vi } from 'vitest';
import { Http } from '../net/http.js';
import { AdminClient } from './client.js';

function serving(answer: unknown) {
  const send = vi.fn<typeof fetch>(async () => new Response(JSON.stringify(answer)));
  const request = () => {
    const [url, init] = send.mock.calls[0] ?? [];
    return { url: String(url), method: init?.method, body: init?.body === undefined ? undefined : (JSON.parse(String(init.body)) as unknown) };
  };
  return { client: new AdminClient(new Http('http://pacs.test', () => 'Bearer t', send)), request };
}

describe('the administration', () => {
  it.each<[string, (client: AdminClient) => Promise<unknown>, string, string, unknown]>([
    ['status', (client) => client.status(), 'GET', '/admin/status', undefined],
    ['a change', (client) => client.change('gantry.find', 'reload', { canary: 10, drain: 'wait', deadline: 5 }), 'POST', '/admin/plugins/gantry.find/reload?canary=10&drain=wait&deadline=5', undefined],
    ['a canary by AE', (client) => client.change('gantry.find', 'load', { ae: ['CT1', 'CT 2'] }), 'POST', '/admin/plugins/gantry.find/load?ae=CT1&ae=CT+2', undefined],
    ['an installation', (client) => client.install('/srv/a b'), 'POST', '/admin/install?folder=%2Fsrv%2Fa+b', undefined],
    ['settings', (client) => client.changeSettings('gantry.find', { MaximumMatches: 5, Folder: null }), 'PATCH', '/admin/plugins/gantry.find/settings', { MaximumMatches: 5, Folder: null }],
    ['a log', (client) => client.log({ after: 7, level: 'Warning', plugin: '' }), 'GET', '/admin/logs?after=7&level=Warning', undefined],
    ['a level for all', (client) => client.setLogLevel(undefined, 'Debug'), 'PUT', '/admin/log/levels', { level: 'Debug' }],
    ['transactions', (client) => client.transactions({ ae: 'CT1', limit: 50 }), 'GET', '/admin/transactions?ae=CT1&limit=50', undefined],
    ['an AE', (client) => client.putNode('CT 1', { host: 'ct1', port: 104 }), 'PUT', '/admin/nodes/CT%201', { host: 'ct1', port: 104 }],
    ['an AE that may call', (client) => client.allow('CT1'), 'POST', '/admin/nodes/CT1/allow', {}],
    ['the end of an association', (client) => client.abort(12), 'DELETE', '/admin/associations/12', undefined],
    ['retrieves', (client) => client.retrievals(true), 'GET', '/admin/retrievals?all=true', undefined],
  ])('asks for %s', async (_, ask, method, path, body) => {
    const { client, request } = serving({});
    await ask(client);
    expect(request()).toEqual({ url: `http://pacs.test${path}`, method, body });
  });

  it('refuses an answer that is none of a server', async () => expect(serving('hello').client.status()).rejects.toThrow('none of a Gantry server'));
});
