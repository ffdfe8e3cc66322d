import type { AdminClient } from '../admin/client.js';
import type { RemoteNode } from '../admin/models.js';
import { studyOf } from '../model/fromJson.js';
import { HttpProblem } from '../net/http.js';
import { queryOf } from './dicomWeb.js';
import type { ArrivalProgress, StudyPage, StudyQuery } from './imageSource.js';
import type { RemoteArchive, Retrieve } from './remote.js';

// What somebody waits for comes before what was only ordered.
const priority = 10;

/** An AE that the server knows: the server searches it by C-FIND, and has it send what is wanted by C-MOVE. */
export class ServerArchive implements RemoteArchive {
  readonly name: string;

  constructor(
    private readonly node: RemoteNode,
    private readonly admin: AdminClient,
  ) {
    this.name = node.alias || node.aeTitle;
  }

  get aeTitle(): string {
    return this.node.aeTitle;
  }

  async findStudies(query: StudyQuery, offset: number, limit: number, signal: AbortSignal): Promise<StudyPage> {
    const { ModalitiesInStudy, fuzzymatching: _, ...keys } = queryOf(query);
    const modalities = query.modalities ?? [];

    // C-FIND has no pages: what was shown before comes again. Of several modalities it knows nothing; they are told apart here.
    const found = (await this.admin.findStudies(
      this.node.aeTitle, { ...keys, ModalitiesInStudy: modalities.length === 1 ? ModalitiesInStudy : undefined, limit: offset + limit + 1 }, signal)).map(studyOf);
    const studies = modalities.length > 1 ? found.filter((study) => study.modalities.some((each) => modalities.includes(each))) : found;
    return { studies: studies.slice(offset, offset + limit), hasMore: found.length > offset + limit };
  }

  async retrieve(studyInstanceUid: string, signal: AbortSignal): Promise<Retrieve> {
    const { uid } = await this.admin.fetch({ from: this.node.aeTitle, studies: [studyInstanceUid], priority }, signal);
    return {
      progress: async (watching) => this.progressOf(uid, watching),
      cancel: async () => {
        try {
          await this.admin.changeFetch(uid, 'cancel');
        } catch (error) {
          if (!(error instanceof HttpProblem && error.status === 409)) {
            throw error; // 409: it has ended by itself
          }
        }
      },
    };
  }

  private async progressOf(uid: string, signal: AbortSignal): Promise<ArrivalProgress> {
    const { state, remaining = 0, completed = 0, failed = 0, warning = 0, note } = await this.admin.fetched(uid, signal);
    const isDone = state === 'done' || state === 'failed';
    return {
      completed: completed + warning,
      total: completed + warning + failed + remaining || undefined,
      isDone,
      problem: isDone && note !== '' ? note : undefined,
    };
  }
}
