import { isPart10 } from '../dicom/part10.js';
import { HttpProblem, isAbort, messageOf, type Http } from '../net/http.js';
import { filesOfZip, isZip, type ZippedFile } from './zip.js';

/** A file that a person chose or dropped, or one that is taken out of a ZIP when its turn comes, and where it lay. */
export type NamedFile = readonly [path: string, file: Blob | (() => Promise<Blob>)];

/** How far files have come. */
export interface ImportState {
  total: number;
  stored: number;
  /** Files that are no DICOM, or a DICOMDIR, which is of its medium alone. */
  skipped: number;
  failed: readonly { path: string; reason: string }[];
}

const atOnce = 3;
const mostTries = 4;
const preamble = 133;

/** Sends files to a server by STOW-RS, a few at a time; what fails is told, and does not hold up the others. */
export class Importer {
  private readonly waiting: NamedFile[] = [];
  private readonly abort = new AbortController();
  private running = 0;
  private state: ImportState = { total: 0, stored: 0, skipped: 0, failed: [] };

  /**
   * @param http The DICOMweb service.
   * @param changed Is told after each file.
   * @param pause How long to wait where the server is busy, in milliseconds.
   */
  constructor(
    private readonly http: Http,
    private readonly changed: (state: ImportState) => void,
    private readonly pause = 2_000,
  ) {}

  /** Whether files wait or are on their way. */
  get isRunning(): boolean {
    return this.running > 0 || this.waiting.length > 0;
  }

  /** Adds files; those that are on their way go on. */
  add(files: readonly NamedFile[]): void {
    this.waiting.push(...files);
    this.note({ total: this.state.total + files.length });
    while (this.running < atOnce && this.waiting.length > 0) {
      this.running++;
      void this.work();
    }
  }

  /** Ends; what has been stored stays. */
  cancel(): void {
    this.waiting.length = 0;
    this.abort.abort();
  }

  private async work(): Promise<void> {
    for (let next = this.waiting.shift(); next !== undefined; next = this.waiting.shift()) {
      await this.send(next);
    }

    this.running--;
    this.note({});
  }

  private async send([path, content]: NamedFile): Promise<void> {
    try {
      const file = content instanceof Blob ? content : await content();
      if (content instanceof Blob && /\.zip$/i.test(path) && (await isZip(file))) {
        this.unpack(path, await filesOfZip(file));
        return;
      }

      const isDirectory = /(^|\/)dicomdir$/i.test(path);
      if (isDirectory || !isPart10(new Uint8Array(await file.slice(0, preamble).arrayBuffer()))) {
        this.note({ skipped: this.state.skipped + 1 });
        return;
      }

      await this.store(file);
      this.note({ stored: this.state.stored + 1 });
    } catch (error) {
      if (!isAbort(error) && !this.abort.signal.aborted) {
        this.note({ failed: [...this.state.failed, { path, reason: messageOf(error) }] });
      }
    }
  }

  // Its files wait in its place. One in another is not opened.
  private unpack(path: string, files: readonly ZippedFile[]): void {
    const rest = this.waiting.splice(0);
    files.forEach((file) => this.waiting.push([`${path}/${file.path}`, () => file.open()]));
    rest.forEach((file) => this.waiting.push(file));
    this.note({ total: this.state.total + files.length - 1 });
  }

  // A server that has much to do says so, and is asked again.
  private async store(file: Blob): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.http.response('studies', { method: 'POST', accept: 'application/dicom+json', content: { type: 'application/dicom', data: file }, signal: this.abort.signal });
        return;
      } catch (error) {
        if (!(error instanceof HttpProblem) || error.status !== 503 || tries === mostTries) {
          throw error;
        }

        await new Promise((resolve) => setTimeout(resolve, this.pause));
        this.abort.signal.throwIfAborted();
      }
    }
  }

  private note(change: Partial<ImportState>): void {
    this.state = { ...this.state, ...change };
    this.changed(this.state);
  }
}
