import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isAbort, messageOf } from '../net/http.js';

/**
 * Work that an element waits for: a newer call ends the one before, and so does taking the element out of the page. What fails stands in `problem`.
 */
export class Task implements ReactiveController {
  private abort: AbortController | undefined;
  private failure: unknown;

  constructor(private readonly host: ReactiveControllerHost) {
    host.addController(this);
  }

  get isRunning(): boolean {
    return this.abort !== undefined;
  }

  /** What the last call failed with, for people; undefined where it did not. */
  get problem(): string | undefined {
    return this.failure === undefined ? undefined : messageOf(this.failure);
  }

  /** What it failed with. */
  get error(): unknown {
    return this.failure;
  }

  /** Performs work; resolves with true where it was done to its end. */
  async run(work: (signal: AbortSignal) => Promise<void>): Promise<boolean> {
    this.abort?.abort();
    const abort = new AbortController();
    this.abort = abort;
    this.host.requestUpdate();
    let failure: unknown;
    try {
      await work(abort.signal);
    } catch (error) {
      failure = error;
    }

    if (this.abort !== abort) {
      return false; // another call has taken its place
    }

    this.abort = undefined;
    this.failure = isAbort(failure) ? undefined : failure;
    this.host.requestUpdate();
    return failure === undefined;
  }

  /** Ends what is under way, and forgets what failed. */
  cancel(): void {
    this.abort?.abort();
    this.abort = undefined;
    this.failure = undefined;
    this.host.requestUpdate();
  }

  hostDisconnected(): void {
    this.cancel();
  }
}
