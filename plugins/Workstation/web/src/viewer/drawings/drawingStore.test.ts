import { describe, expect, it } from 'vitest';
import { Http } from '../../net/http.js';
import { nothingDrawn } from './drawing.js';
import { ChangedElsewhere, DrawingClient, documentOf } from './drawingStore.js';

const line = { id: 'a', tool: 'length', sopInstanceUid: '2.25.1', frame: 1, points: [[0, 0, 0], [1, 1, 1]] };

describe('what a server has of drawings', () => {
  it('is left out where it is none', () => {
    expect(documentOf(null)).toEqual(nothingDrawn);
    expect(documentOf({ annotations: [line, null, { ...line, tool: 'script' }, { ...line, points: [] }, { ...line, points: [[0, 0]] }, { ...line, points: [['0', 0, 0]] }], keyImages: [{ sopInstanceUid: '2.25.1', frame: 2 }, 7] }))
      .toEqual({ annotations: [line], keyImages: [{ sopInstanceUid: '2.25.1', frame: 2 }] });
  });

  it('is read with its tag, and written over that tag alone', async () => {
    const asked: [string, string | undefined, string | null][] = [];
    const client = new DrawingClient(new Http('/annotations', () => undefined, async (input, init) => {
      const tag = new Headers(init?.headers).get('If-Match');
      asked.push([String(input), init?.method, tag]);
      return init?.method === 'PUT' ? new Response(null, tag === '"1"' ? { status: 204, headers: { ETag: '"2"' } } : { status: 412 })
        : new Response(JSON.stringify({ own: { user: 'anna', annotations: [line], keyImages: [] }, others: [{ user: 'ben', annotations: [], keyImages: [] }] }), { headers: { ETag: '"1"' } });
    }));
    const kept = await client.read('2.25.7');
    expect([kept.own.annotations, kept.others.map(({ user }) => user), kept.tag]).toEqual([[line], ['ben'], '"1"']);
    expect(await client.write('2.25.7', kept.own, kept.tag)).toBe('"2"');
    await expect(client.write('2.25.7', kept.own, '"0"')).rejects.toBeInstanceOf(ChangedElsewhere);
    expect(asked).toEqual([['/annotations/studies/2.25.7', 'GET', null], ['/annotations/studies/2.25.7', 'PUT', '"1"'], ['/annotations/studies/2.25.7', 'PUT', '"0"']]);
  });
});
