import { describe, expect, it, vi } from 'vitest';
import { Tags } from '../dicom/tags.js';
import { Http } from '../net/http.js';
import { DicomWebSource } from './dicomWeb.js';

const signal = new AbortController().signal;
const study = (uid: string) => ({ [Tags.StudyInstanceUID]: { vr: 'UI', Value: [uid] } });

function serving(answer: unknown, status = 200) {
  const send = vi.fn<typeof fetch>(async () => new Response(status === 204 ? null : JSON.stringify(answer), { status, headers: { 'Content-Type': 'application/dicom+json' } }));
  return { source: new DicomWebSource('Local', new Http('http://pacs.test/dicom-web', undefined, send)), send, url: () => new URL(String(send.mock.calls[0]?.[0])) };
}

describe('a DICOMweb source', () => {
  it('asks for one study more than it gives, to know whether there are more', async () => {
    const { source, url } = serving([study('2.25.1'), study('2.25.2'), study('2.25.3')]);
    const page = await source.findStudies({ patientName: 'ANON*', modalities: ['CT', 'MR'], studyDate: '20260101-', fuzzy: true }, 20, 2, signal);
    expect(page.studies.map((each) => each.studyInstanceUid)).toEqual(['2.25.1', '2.25.2']);
    expect(page.hasMore).toBe(true);
    expect(Object.fromEntries(url().searchParams)).toMatchObject({
      PatientName: 'ANON*', ModalitiesInStudy: 'CT,MR', StudyDate: '20260101-', fuzzymatching: 'true', offset: '20', limit: '3',
    });
    expect(url().searchParams.getAll('includefield')).toContain(Tags.NumberOfStudyRelatedInstances);
  });

  it('finds nothing where the server has nothing', async () => {
    const { source } = serving(null, 204);
    expect(await source.findStudies({}, 0, 50, signal)).toEqual({ studies: [], hasMore: false });
  });

  it('reads the metadata of a series', async () => {
    const { source, url } = serving([{ [Tags.SOPInstanceUID]: { vr: 'UI', Value: ['2.25.9'] }, [Tags.Rows]: { vr: 'US', Value: [4] }, [Tags.Columns]: { vr: 'US', Value: [4] } }]);
    expect(await source.instances('2.25.1', '2.25.2', signal)).toMatchObject([{ sopInstanceUid: '2.25.9', frames: 1 }]);
    expect(url().pathname).toBe('/dicom-web/studies/2.25.1/series/2.25.2/metadata');
  });

  it('names frames as the loader of WADO-RS reads them', () => {
    const { source } = serving([]);
    expect(source.imageId('2.25.1', '2.25.2', { sopInstanceUid: '2.25.9', sopClassUid: '', frames: 2 }, 2)).toBe(
      'wadors:http://pacs.test/dicom-web/studies/2.25.1/series/2.25.2/instances/2.25.9/frames/2',
    );
  });

  it('has no thumbnail where the server has none', async () => {
    const { source } = serving({ title: 'No image' }, 404);
    expect(await source.thumbnail('2.25.1', '2.25.2', signal)).toBeUndefined();
  });

  it('refuses an answer that is no DICOM JSON', async () => {
    const { source } = serving({ studies: [] });
    await expect(source.findStudies({}, 0, 50, signal)).rejects.toThrow('Local answered with what is no DICOM JSON.');
  });
});
