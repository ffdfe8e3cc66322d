import type { ReactiveControllerHost } from 'lit';
import type { StudyInfo } from '../model/study.js';
import { isAbort, messageOf } from '../net/http.js';
import type { Column } from './columns.js';

/** The values of columns that ask for them: for each study once, however often it is drawn. A column that fails stays empty, and says why. */
export class LoadedColumns {
  private readonly values = new Map<string, Map<string, string>>();
  private readonly failures = new Map<string, string>();
  private abort = new AbortController();

  constructor(private readonly host: ReactiveControllerHost) {}

  /** What failed, as a column's name and the reason. */
  get problems(): readonly (readonly [name: string, reason: string])[] {
    return [...this.failures];
  }

  /** The columns, with the values that are there. */
  of(columns: readonly Column[]): readonly Column[] {
    return columns.map((column) => (column.load === undefined ? column : { ...column, value: (study) => this.values.get(column.name)?.get(study.studyInstanceUid) ?? '' }));
  }

  /** Asks for what is not there yet. */
  async load(columns: readonly Column[], studies: readonly StudyInfo[]): Promise<void> {
    const { signal } = this.abort;
    await Promise.all(columns.map(async ({ name, load }) => {
      const known = this.values.get(name) ?? new Map<string, string>();
      const missing = studies.filter(({ studyInstanceUid }) => !known.has(studyInstanceUid));
      if (load === undefined || missing.length === 0) {
        return;
      }

      this.values.set(name, known);
      missing.forEach(({ studyInstanceUid }) => known.set(studyInstanceUid, '')); // asked for: another call need not
      try {
        const values = await load(missing, signal);
        if (!signal.aborted) {
          values.forEach((text, uid) => known.set(uid, text));
          this.failures.delete(name);
        }
      } catch (error) {
        if (!signal.aborted && !isAbort(error)) {
          this.failures.set(name, messageOf(error));
        }
      }

      this.host.requestUpdate();
    }));
  }

  /** Forgets what there is: another source or question. What is under way ends. */
  clear(): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.values.clear();
    this.failures.clear();
  }
}
