const slowest = 1;
const fastest = 120;

/** A rate of images in a second, in its range. */
export const clampRate = (rate: number): number => Math.min(fastest, Math.max(slowest, Math.round(rate)));

/**
 * Plays images at a rate, by the clock: where they come slower than that, images are left out rather than that time is.
 */
export class Cine {
  private frame: number | undefined;
  private begun = 0;
  private from = 0;
  private shown = 0;
  private count = 0;

  /**
   * @param show Shows an image, from 0.
   * @param clock What calls back for the next picture of the screen, with the time in milliseconds.
   */
  constructor(
    private readonly show: (index: number) => void,
    private rateNow = 15,
    private readonly clock: { request: (callback: (time: number) => void) => number; cancel: (handle: number) => void } = {
      request: (callback) => requestAnimationFrame(callback),
      cancel: (handle) => cancelAnimationFrame(handle),
    },
  ) {}

  get isPlaying(): boolean {
    return this.frame !== undefined;
  }

  /** Images in a second. */
  get rate(): number {
    return this.rateNow;
  }

  set rate(rate: number) {
    this.rateNow = clampRate(rate);
    this.begun = 0; // begins to count anew from what is shown
    this.from = this.shown;
  }

  /** Plays so many images, from one of them, round and round. */
  play(count: number, from: number): void {
    this.stop();
    if (count < 2) {
      return;
    }

    [this.count, this.from, this.shown, this.begun] = [count, from, from, 0];
    this.frame = this.clock.request(this.step);
  }

  stop(): void {
    if (this.frame !== undefined) {
      this.clock.cancel(this.frame);
      this.frame = undefined;
    }
  }

  private readonly step = (time: number): void => {
    if (this.begun === 0) {
      this.begun = time;
    }

    const index = (this.from + Math.floor(((time - this.begun) * this.rateNow) / 1_000)) % this.count;
    if (index !== this.shown) {
      this.shown = index;
      this.show(index);
    }

    // What shows an image may have stopped it.
    if (this.frame !== undefined) {
      this.frame = this.clock.request(this.step);
    }
  };
}
