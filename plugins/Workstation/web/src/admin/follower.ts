/** Asks for something again and again while an element is in the page and visible; never twice at a time, and more seldom while it fails. */
export class Follower {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private abort: AbortController | undefined;
  private failures = 0;

  /**
   * @param ask Asks once. What it throws is told to `failed`.
   * @param interval Between two questions, in milliseconds.
   */
  constructor(
    private readonly ask: (signal: AbortSignal) => Promise<void>,
    private readonly failed: (error: unknown) => void,
    private readonly interval = 2_000,
  ) {}

  get isRunning(): boolean {
    return this.abort !== undefined;
  }

  /** Begins with a question at once. */
  start(): void {
    if (this.abort === undefined) {
      this.abort = new AbortController();
      this.failures = 0;
      void this.turn(this.abort.signal);
    }
  }

  /** Ends, and the question that is under way with it. */
  stop(): void {
    this.abort?.abort();
    this.abort = undefined;
    clearTimeout(this.timer);
  }

  private async turn(signal: AbortSignal): Promise<void> {
    try {
      if (typeof document === 'undefined' || document.visibilityState === 'visible') {
        await this.ask(signal);
      }

      this.failures = 0;
    } catch (error) {
      if (signal.aborted) {
        return;
      }

      this.failures = Math.min(4, this.failures + 1);
      this.failed(error);
    }

    if (!signal.aborted) {
      this.timer = setTimeout(() => void this.turn(signal), this.interval * 2 ** this.failures);
    }
  }
}
