import type { DicomJson } from '../dicom/json.js';
import type { InstanceInfo, SeriesInfo } from '../model/study.js';
import type { ArrivalProgress, ImageSource, StudyPage, StudyQuery } from './imageSource.js';

/** An archive elsewhere: what it has can be found, and be had sent here. */
export interface RemoteArchive {
  readonly name: string;

  findStudies(query: StudyQuery, offset: number, limit: number, signal: AbortSignal): Promise<StudyPage>;

  /** Has a study sent here; one that is under way already is not asked for twice. Resolves when that was accepted. */
  retrieve(studyInstanceUid: string, signal: AbortSignal): Promise<Retrieve>;
}

/** A retrieve that was accepted. */
export interface Retrieve {
  /** How much has come so far. */
  progress(signal: AbortSignal): Promise<ArrivalProgress>;

  /** Ends it; what has come stays. */
  cancel(): Promise<void>;
}

const usualInterval = 1_000;

/**
 * A source that shows a study while it is retrieved: it is found in the archive, and read from the catalog here, where it grows. A retrieve begins with the first
 * question for the study's series, and is cancelled when nobody watches the study any more.
 */
export class RemoteSource implements ImageSource {
  private readonly retrieves = new Map<string, Promise<Retrieve>>();

  /**
   * @param archive Where studies are found.
   * @param local Where they arrive.
   * @param interval How long to wait between two looks at what has come, in milliseconds.
   */
  constructor(
    readonly archive: RemoteArchive,
    private readonly local: ImageSource,
    private readonly interval = usualInterval,
  ) {}

  get name(): string {
    return this.archive.name;
  }

  findStudies(query: StudyQuery, offset: number, limit: number, signal: AbortSignal): Promise<StudyPage> {
    return this.archive.findStudies(query, offset, limit, signal);
  }

  async series(studyInstanceUid: string, signal: AbortSignal): Promise<SeriesInfo[]> {
    await this.begin(studyInstanceUid, signal);
    return this.local.series(studyInstanceUid, signal);
  }

  instances(studyInstanceUid: string, seriesInstanceUid: string, signal: AbortSignal): Promise<InstanceInfo[]> {
    return this.local.instances(studyInstanceUid, seriesInstanceUid, signal);
  }

  imageId(studyInstanceUid: string, seriesInstanceUid: string, instance: InstanceInfo, frame: number): string {
    return this.local.imageId(studyInstanceUid, seriesInstanceUid, instance, frame);
  }

  attributes(studyInstanceUid: string, seriesInstanceUid: string, instance: InstanceInfo, signal: AbortSignal): Promise<DicomJson> {
    return this.local.attributes(studyInstanceUid, seriesInstanceUid, instance, signal);
  }

  thumbnail(studyInstanceUid: string, seriesInstanceUid: string, signal: AbortSignal): Promise<string | undefined> {
    return this.local.thumbnail(studyInstanceUid, seriesInstanceUid, signal);
  }

  watch(studyInstanceUid: string, changed: (progress: ArrivalProgress) => void): () => void {
    const abort = new AbortController();
    void this.follow(studyInstanceUid, changed, abort.signal);
    return () => {
      abort.abort();
      void this.end(studyInstanceUid);
    };
  }

  private begin(studyInstanceUid: string, signal: AbortSignal): Promise<Retrieve> {
    const known = this.retrieves.get(studyInstanceUid);
    if (known !== undefined) {
      return known;
    }

    const retrieve = this.archive.retrieve(studyInstanceUid, signal);
    this.retrieves.set(studyInstanceUid, retrieve);
    retrieve.catch(() => this.retrieves.delete(studyInstanceUid)); // asked for once more, it may be accepted; whoever asked is told why it was not
    return retrieve;
  }

  private async follow(studyInstanceUid: string, changed: (progress: ArrivalProgress) => void, signal: AbortSignal): Promise<void> {
    let last = -1;
    try {
      const retrieve = await this.begin(studyInstanceUid, signal);
      while (!signal.aborted) {
        const progress = await retrieve.progress(signal);
        if (!signal.aborted && (progress.completed !== last || progress.isDone)) {
          last = progress.completed;
          changed(progress);
        }

        if (progress.isDone) {
          this.retrieves.delete(studyInstanceUid);
          return;
        }

        await new Promise((resolve) => setTimeout(resolve, this.interval));
      }
    } catch (error) {
      if (!signal.aborted) {
        this.retrieves.delete(studyInstanceUid);
        changed({ completed: Math.max(0, last), isDone: true, problem: error instanceof Error ? error.message : String(error) });
      }
    }
  }

  private async end(studyInstanceUid: string): Promise<void> {
    const retrieve = this.retrieves.get(studyInstanceUid);
    this.retrieves.delete(studyInstanceUid);
    try {
      await (await retrieve)?.cancel();
    } catch {
      // Nobody waits for it any more, and the server ends what nobody asks for.
    }
  }
}
