import { describe, expect, it, vi } from 'vitest';
import { Http } from '../net/http.js';
import { columnOf, contributionsOf, requestOf, type Contribution } from './contributions.js';

const { signal } = new AbortController();
const page = { id: 'acme.one/board', version: '1.0.0', kind: 'page', title: 'Board', script: 'modules/acme.one/abc/board.js', element: 'acme-board' };
const column: Contribution = { id: 'acme.one/dots', version: '1.0.0', kind: 'column', title: 'Dots', script: '/dots.js', name: 'dots' };

const listed = (answer: unknown) => contributionsOf(new Http('http://pacs', () => undefined, async () => new Response(JSON.stringify(answer))), signal);

describe('what plugins add', () => {
  it('is read with the URL of its script', async () => {
    expect(await listed({ added: [page, { ...page, id: 'acme.one/dots', kind: 'column', element: undefined, function: 'dots' }] })).toEqual([
      { id: 'acme.one/board', version: '1.0.0', kind: 'page', title: 'Board', script: 'http://pacs/workstation/modules/acme.one/abc/board.js', name: 'acme-board' },
      { id: 'acme.one/dots', version: '1.0.0', kind: 'column', title: 'Board', script: 'http://pacs/workstation/modules/acme.one/abc/board.js', name: 'dots' },
    ]);
  });

  it.each([
    [null], [[]], [{}], [{ added: 7 }], [{ added: [null, 1, 'x', {}] }],
    [{ added: [{ ...page, kind: 'menu' }] }], [{ added: [{ ...page, id: 'board' }] }], [{ added: [{ ...page, title: '' }] }], [{ added: [{ ...page, element: undefined }] }],
    [{ added: [{ ...page, script: 'https://elsewhere/x.js' }] }], [{ added: [{ ...page, script: '../x.js' }] }],
  ])('is left out where it is not understood: %j', async (answer) => expect(await listed(answer)).toEqual([]));
});

describe('requests of scripts', () => {
  it('have the token, and go to the server alone', async () => {
    const send = vi.fn(async () => new Response('ok'));
    const request = requestOf('http://pacs', 'secret', send);
    await request('/dicom-web/studies', { headers: { Accept: 'text/plain' } });
    const [[url, init]] = send.mock.calls as unknown as [[string, RequestInit]];
    expect(url).toBe('http://pacs/dicom-web/studies');
    expect(Object.fromEntries(init.headers as Headers)).toEqual({ accept: 'text/plain', authorization: 'Bearer secret' });
    for (const path of ['https://elsewhere/', '//elsewhere/', '/\\elsewhere', 'studies', '']) {
      await expect(request(path)).rejects.toThrow('no path of the server');
    }

    expect(send).toHaveBeenCalledTimes(1);
  });
});

describe('a column of a plugin', () => {
  const context = { server: '', token: '', request: requestOf('', '') };
  const studies = [{ studyInstanceUid: '2.25.1' }, { studyInstanceUid: '2.25.2' }] as never;

  it.each([
    ['an object', () => ({ '2.25.1': 7, '2.25.2': null })],
    ['a promise of a map', async () => new Map<string, unknown>([['2.25.1', 7], ['2.25.2', undefined]])],
  ])('has the texts of %s', async (_, dots) => {
    expect([...(await columnOf(column, context, async () => ({ dots })).load!(studies, signal))]).toEqual([['2.25.1', '7'], ['2.25.2', '']]);
  });

  it('is given the studies, and what asks the server', async () => {
    const dots = vi.fn(() => ({}));
    await columnOf(column, context, async () => ({ dots })).load!(studies, signal);
    expect(dots).toHaveBeenCalledWith(studies, { ...context, signal });
  });

  it('says that its function is not there', async () => {
    await expect(columnOf(column, context, async () => ({})).load!(studies, signal)).rejects.toThrow('/dots.js exports no function dots.');
  });
});
