import { describe, expect, it, vi } from 'vitest';
import { AdminClient } from '../admin/client.js';
import { Tags } from '../dicom/tags.js';
import { Http } from '../net/http.js';
import { ServerArchive } from './serverArchive.js';

const signal = new AbortController().signal;
const study = (uid: string, ...modalities: string[]) => ({ [Tags.StudyInstanceUID]: { vr: 'UI', Value: [uid] }, [Tags.ModalitiesInStudy]: { vr: 'CS', Value: modalities } });

function scene(...answers: [status: number, body: unknown][]) {
  const send = vi.fn<typeof fetch>(async () => {
    const [status, body] = answers.shift() ?? [500, {}];
    return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' } });
  });
  const asked = (index: number) => ({ url: new URL(String(send.mock.calls[index]?.[0])), init: send.mock.calls[index]?.[1] });
  return { asked, archive: new ServerArchive({ aeTitle: 'PACS 1', host: 'pacs1', alias: 'Old archive' }, new AdminClient(new Http('http://pacs.test', undefined, send))) };
}

describe('an archive that the server searches', () => {
  it('is asked for what is shown and one study more', async () => {
    const { archive, asked } = scene([200, [study('2.25.1', 'CT'), study('2.25.2', 'CT'), study('2.25.3', 'CT')]]);
    const page = await archive.findStudies({ patientName: 'ANON*', modalities: ['CT'], fuzzy: true }, 1, 1, signal);
    expect(page.studies.map((each) => each.studyInstanceUid)).toEqual(['2.25.2']);
    expect(page.hasMore).toBe(true);
    expect(asked(0).url.pathname).toBe('/admin/nodes/PACS%201/studies');
    expect(Object.fromEntries(asked(0).url.searchParams)).toEqual({ PatientName: 'ANON*', ModalitiesInStudy: 'CT', limit: '3' });
    expect(archive.name).toBe('Old archive');
  });

  it('tells several modalities apart itself', async () => {
    const { archive, asked } = scene([200, [study('2.25.1', 'CT'), study('2.25.2', 'US'), study('2.25.3', 'MR', 'SR')]]);
    const page = await archive.findStudies({ modalities: ['CT', 'MR'] }, 0, 50, signal);
    expect(page).toMatchObject({ studies: [{ studyInstanceUid: '2.25.1' }, { studyInstanceUid: '2.25.3' }], hasMore: false });
    expect(asked(0).url.searchParams.has('ModalitiesInStudy')).toBe(false);
  });

  it('sends a study here, and tells how much of it has come', async () => {
    const { archive, asked } = scene(
      [202, { uid: '2.25.9' }], [200, { state: 'waiting', note: '' }], [200, { state: 'running', completed: 1, warning: 1, failed: 0, remaining: 2, note: '' }],
      [200, { state: 'done', completed: 3, warning: 0, failed: 1, remaining: 0, note: '1 could not be sent' }],
    );
    const retrieve = await archive.retrieve('2.25.1', signal);
    expect(JSON.parse(String(asked(0).init?.body))).toEqual({ from: 'PACS 1', studies: ['2.25.1'], priority: 10 });
    expect(await retrieve.progress(signal)).toEqual({ completed: 0, total: undefined, isDone: false, problem: undefined });
    expect(await retrieve.progress(signal)).toEqual({ completed: 2, total: 4, isDone: false, problem: undefined });
    expect(await retrieve.progress(signal)).toEqual({ completed: 3, total: 4, isDone: true, problem: '1 could not be sent' });
    expect(asked(3).url.pathname).toBe('/admin/fetches/2.25.9');
  });

  it('ends what nobody waits for, and takes it that it has ended by itself', async () => {
    const { archive, asked } = scene([202, { uid: '2.25.9' }], [200, {}], [409, { detail: 'It has ended already.' }], [503, { detail: 'Away.' }]);
    const retrieve = await archive.retrieve('2.25.1', signal);
    await retrieve.cancel();
    expect([asked(1).url.pathname, asked(1).init?.method]).toEqual(['/admin/fetches/2.25.9/cancel', 'POST']);
    await retrieve.cancel();
    await expect(retrieve.cancel()).rejects.toThrow('Away.');
  });
});
