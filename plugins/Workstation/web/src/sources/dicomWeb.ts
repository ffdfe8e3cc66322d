import { isDataSets, items, number, type DicomJson } from '../dicom/json.js';
import { Tags } from '../dicom/tags.js';
import { instanceOf, seriesOf, studyOf } from '../model/fromJson.js';
import type { InstanceInfo, SeriesInfo } from '../model/study.js';
import { Http, HttpProblem } from '../net/http.js';
import { message } from '../ui/messages.js';
import type { ImageSource, StudyPage, StudyQuery } from './imageSource.js';

const json = 'application/dicom+json';

// What a list shows and not every server gives unasked (PS3.18 Table 10.6.3-3 has the rest).
const studyFields = [Tags.StudyDescription, Tags.ModalitiesInStudy, Tags.NumberOfStudyRelatedSeries, Tags.NumberOfStudyRelatedInstances, Tags.IssuerOfPatientID];
const seriesFields = [Tags.SeriesDescription, Tags.BodyPartExamined, Tags.NumberOfSeriesRelatedInstances];

/** A server of DICOMweb: finds by QIDO-RS, retrieves by WADO-RS (PS3.18 §10.4, §10.6). */
export class DicomWebSource implements ImageSource {
  constructor(
    readonly name: string,
    private readonly http: Http,
  ) {}

  async findStudies(query: StudyQuery, offset: number, limit: number, signal: AbortSignal): Promise<StudyPage> {
    // One more than is shown tells whether there are more, without a count that may cost the server a lot.
    const found = await this.ask('studies', { ...queryOf(query), includefield: studyFields, offset, limit: limit + 1 }, signal);
    return { studies: found.slice(0, limit).map(studyOf), hasMore: found.length > limit };
  }

  async series(studyInstanceUid: string, signal: AbortSignal): Promise<SeriesInfo[]> {
    return (await this.ask(`studies/${studyInstanceUid}/series`, { includefield: seriesFields }, signal)).map(seriesOf);
  }

  async instances(studyInstanceUid: string, seriesInstanceUid: string, signal: AbortSignal): Promise<InstanceInfo[]> {
    return (await this.ask(`studies/${studyInstanceUid}/series/${seriesInstanceUid}/metadata`, {}, signal)).map(instanceOf);
  }

  imageId(studyInstanceUid: string, seriesInstanceUid: string, instance: InstanceInfo, frame: number): string {
    const path = `studies/${studyInstanceUid}/series/${seriesInstanceUid}/instances/${instance.sopInstanceUid}/frames/${frame}`;
    return `wadors:${absolute(this.http.url(path))}`;
  }

  async attributes(studyInstanceUid: string, seriesInstanceUid: string, instance: InstanceInfo, signal: AbortSignal): Promise<DicomJson> {
    return instance.attributes
      ?? (await this.ask(`studies/${studyInstanceUid}/series/${seriesInstanceUid}/instances/${instance.sopInstanceUid}/metadata`, {}, signal))[0]
      ?? {};
  }

  async thumbnail(studyInstanceUid: string, seriesInstanceUid: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      const response = await this.http.response(`studies/${studyInstanceUid}/series/${seriesInstanceUid}/thumbnail`, { accept: 'image/jpeg', signal });
      return URL.createObjectURL(await response.blob());
    } catch (error) {
      if (error instanceof HttpProblem && error.status >= 400 && error.status !== 401) {
        return undefined; // a series without pixels, or a server without thumbnails, which are optional
      }

      throw error;
    }
  }

  async store(studyInstanceUid: string, instances: readonly DicomJson[], signal: AbortSignal): Promise<void> {
    const boundary = `gantry${crypto.getRandomValues(new Uint32Array(4)).join('')}`;
    const data = new Blob([`--${boundary}\r\nContent-Type: ${json}\r\n\r\n${JSON.stringify(instances)}\r\n--${boundary}--\r\n`]);
    const answer = await this.http.json(`studies/${studyInstanceUid}`, {
      method: 'POST', accept: json, content: { type: `multipart/related; type="${json}"; boundary=${boundary}`, data }, signal,
    });
    const failed = isDataSets([answer]) ? items(answer as DicomJson, Tags.FailedSOPSequence) : [];
    if (failed.length > 0) {
      throw new HttpProblem(202, message('sources.notStored', { count: failed.length, reason: number(failed[0] ?? {}, Tags.FailureReason)?.toString(16).toUpperCase() ?? '?' }));
    }
  }

  private async ask(path: string, query: Record<string, string | number | readonly string[] | undefined>, signal: AbortSignal): Promise<DicomJson[]> {
    const answer = (await this.http.json(path, { query, accept: json, signal })) ?? []; // 204: nothing matches
    if (!isDataSets(answer)) {
      throw new HttpProblem(200, `${this.name} answered with what is no DICOM JSON.`);
    }

    return answer;
  }
}

/** The query of QIDO-RS for conditions. */
export function queryOf(query: StudyQuery): Record<string, string | readonly string[] | undefined> {
  return {
    PatientName: query.patientName,
    PatientID: query.patientId,
    PatientBirthDate: query.patientBirthDate,
    AccessionNumber: query.accessionNumber,
    StudyDescription: query.studyDescription,
    StudyDate: query.studyDate,
    ModalitiesInStudy: query.modalities?.join(','),
    StudyInstanceUID: query.studyInstanceUid,
    fuzzymatching: query.fuzzy ? 'true' : undefined,
  };
}

// The decoder's worker has a base of its own.
const absolute = (url: string): string => (typeof location === 'undefined' ? url : new URL(url, location.href).href);
