import { describe, expect, it, vi } from 'vitest';
import { part10 } from '../dicom/part10.testing.js';
import { Http } from '../net/http.js';
import { zipOf } from './zip.testing.js';
import { Importer, type ImportState, type NamedFile } from './importer.js';

const dicom = (): Blob => new Blob([part10([['00080060', 'CS', 'CT']]) as Uint8Array<ArrayBuffer>]);

function scene(answers: (() => Response | Promise<Response>)[]) {
  const states: ImportState[] = [];
  const send = vi.fn(async (_url: string | URL | Request, _init?: RequestInit) => (answers.length > 1 ? answers.shift()! : answers[0]!)());
  const importer = new Importer(new Http('/dicom-web', () => 'Bearer t', send), (state) => states.push(state), 0);
  const done = (): Promise<void> => vi.waitFor(() => expect(importer.isRunning).toBe(false));
  return { send, importer, done, last: () => states.at(-1) };
}

const stored = (): Response => new Response('{}', { status: 200 });
const files = (count: number): NamedFile[] => Array.from({ length: count }, (_, index) => [`a/${index}`, dicom()] as const);

describe('an import', () => {
  it('stores each file as it is', async () => {
    const { send, importer, done, last } = scene([stored]);
    importer.add(files(5));
    await done();
    expect(last()).toEqual({ total: 5, stored: 5, skipped: 0, failed: [] });
    expect(send).toHaveBeenCalledTimes(5);
    expect([send.mock.calls[0]?.[0], send.mock.calls[0]?.[1]?.headers]).toEqual(['/dicom-web/studies', { Accept: 'application/dicom+json', Authorization: 'Bearer t', 'Content-Type': 'application/dicom' }]);
  });

  it('passes over what is no DICOM, and the directory of a disc', async () => {
    const { send, importer, done, last } = scene([stored]);
    importer.add([['README.TXT', new Blob(['read me'])], ['disc/DICOMDIR', dicom()], ['empty', new Blob([])]]);
    await done();
    expect([last()?.skipped, send.mock.calls.length]).toEqual([3, 0]);
  });

  it('takes the files out of a ZIP, and stores those', async () => {
    const { send, importer, done, last } = scene([stored]);
    const content = part10([['00080060', 'CS', 'CT']]);
    const zip = zipOf([['DICOM/A', content, true], ['DICOM/B', content], ['DICOMDIR', content], ['README.TXT', new Uint8Array(4)], ['more.zip', zipOf([['C', content]])]]);
    importer.add([['disc.zip', new Blob([zip])], ['no.zip', new Blob(['PK'])]]);
    await done();
    expect(last()).toEqual({ total: 6, stored: 2, skipped: 4, failed: [] });
    expect(new Uint8Array(await (send.mock.calls[0]?.[1]?.body as Blob).arrayBuffer())).toEqual(content);
    const broken = scene([stored]);
    broken.importer.add([['disc.zip', new Blob([zip.slice(0, 100)])]]);
    await broken.done();
    expect(broken.last()?.failed).toEqual([{ path: 'disc.zip', reason: 'It is no ZIP, or its end is missing.' }]);
  });

  it('tells what was refused, and goes on', async () => {
    const { importer, done, last } = scene([() => new Response('{"detail":"No place."}', { status: 409, headers: { 'Content-Type': 'application/problem+json' } }), stored]);
    importer.add(files(2));
    await done();
    expect([last()?.stored, last()?.failed]).toEqual([1, [{ path: 'a/0', reason: 'No place.' }]]);
  });

  it('waits for a server that is busy, but not for ever', async () => {
    const busy = (): Response => new Response(null, { status: 503 });
    const { importer, done, last } = scene([busy, busy, stored]);
    importer.add(files(1));
    await done();
    expect(last()?.stored).toBe(1);
    const never = scene([busy]);
    never.importer.add(files(1));
    await never.done();
    expect([never.last()?.failed.length, never.send.mock.calls.length]).toEqual([1, 4]);
  });

  it('ends where a person says so', async () => {
    const { send, importer, done, last } = scene([() => new Promise<Response>(() => undefined)]);
    send.mockImplementation((_url, init) => new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')))));
    importer.add(files(9));
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(3));
    importer.cancel();
    await done();
    expect([last()?.stored, last()?.failed.length, send.mock.calls.length]).toEqual([0, 0, 3]);
  });
});
