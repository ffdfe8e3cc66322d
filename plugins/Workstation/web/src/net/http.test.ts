import { describe, expect, it, vi } from 'vitest';
import { Http, HttpProblem, isAbort } from './http.js';

const answering = (body: BodyInit | null, init?: ResponseInit) => vi.fn<typeof fetch>(async () => new Response(body, init));

describe('requests', () => {
  it('go below the base, with a query that leaves out what is not said', () => {
    const http = new Http('/dicom-web/');
    expect(http.url('studies', { limit: 5, PatientName: '', includefield: ['A', 'B'], fuzzymatching: undefined })).toBe(
      '/dicom-web/studies?limit=5&includefield=A&includefield=B',
    );
  });

  it('carry what opens the server, asked each time', async () => {
    const send = answering('{}');
    let token = 'a';
    const http = new Http('/admin', () => `Bearer ${token}`, send);
    await http.json('status');
    token = 'b';
    await http.json('status', { method: 'PUT', body: { level: 'Debug' } });
    expect(new Headers(send.mock.calls[0]?.[1]?.headers).get('Authorization')).toBe('Bearer a');
    expect(new Headers(send.mock.calls[1]?.[1]?.headers).get('Authorization')).toBe('Bearer b');
    expect(send.mock.calls[1]?.[1]).toMatchObject({ method: 'PUT', body: '{"level":"Debug"}' });
  });

  it('give undefined for an answer without content', async () =>
    expect(await new Http('', undefined, answering(null, { status: 204 })).json('studies')).toBeUndefined());

  it('fail with the sentence of the problem, and its faults', async () => {
    const problem = JSON.stringify({ title: 'Bad settings', status: 400, detail: 'Two faults.', faults: ['a', 'b'] });
    const send = answering(problem, { status: 400, headers: { 'Content-Type': 'application/problem+json' } });
    await expect(new Http('', undefined, send).json('x')).rejects.toMatchObject({ status: 400, message: 'Two faults.', faults: ['a', 'b'] });
  });

  it.each([
    ['text/html', '<p>no</p>'],
    ['application/problem+json', '{"tit'],
    ['application/json', 'null'],
  ])('fail with the status where the answer is %s %s', async (type, body) => {
    const send = answering(body, { status: 503, statusText: 'Service Unavailable', headers: { 'Content-Type': type } });
    await expect(new Http('', undefined, send).json('x')).rejects.toMatchObject({ status: 503, message: '503 Service Unavailable' });
  });

  it('fail with status 0 where no answer comes', async () => {
    const http = new Http('', undefined, () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(http.json('x')).rejects.toEqual(new HttpProblem(0, 'Failed to fetch'));
  });

  it('fail as aborted where they were', async () => {
    const abort = new AbortController();
    abort.abort();
    const http = new Http('', undefined, () => Promise.reject(new TypeError('Failed to fetch')));
    const error: unknown = await http.json('x', { signal: abort.signal }).catch((reason: unknown) => reason);
    expect(isAbort(error)).toBe(true);
  });

  it('fail where the answer is no JSON', async () =>
    expect(new Http('', undefined, answering('<p>')).json('x')).rejects.toBeInstanceOf(HttpProblem));
});
