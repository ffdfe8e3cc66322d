import { isAbort } from '../net/http.js';
import type { PixelLoader } from './pixelLoader.js';

/** Settings of the background loading. */
export interface PrefetchLimits {
  /** The most bytes of pixels that are held; 512 MiB unless set. */
  bytes: number;
  /** How many images are loaded at a time; 4 unless set. */
  concurrent: number;
}

/** How far the loading of an image is. */
export type ImageState = 'waiting' | 'loading' | 'loaded' | 'failed';

const usual: PrefetchLimits = { bytes: 512 * 1024 * 1024, concurrent: 4 };

/**
 * Loads images in the background in the order of a plan, in a memory that is bounded: what is last in the plan gives way to what is before it, and where all that is
 * held is before what comes next, loading rests until the plan changes.
 */
export class Prefetcher {
  private readonly held = new Map<string, number>();
  private readonly loading = new Map<string, AbortController>();
  private readonly failed = new Set<string>();
  private readonly sizes = new Map<string, number>();
  private limits: PrefetchLimits;
  private plan: string[] = [];
  private ranks = new Map<string, number>();
  private bytes = 0;
  private isClosed = false;

  /** @param changed Is told of an image whose state has changed. */
  constructor(
    private readonly pixels: Pick<PixelLoader, 'load' | 'release'>,
    private readonly changed: (imageId: string, state: ImageState, problem?: unknown) => void,
    limits: Partial<PrefetchLimits> = {},
  ) {
    this.limits = { ...usual, ...limits };
  }

  /** The bytes of pixels that are held. */
  get heldBytes(): number {
    return this.bytes;
  }

  /** How far the loading of an image is. */
  stateOf(imageId: string): ImageState {
    return this.held.has(imageId) ? 'loaded' : this.failed.has(imageId) ? 'failed' : this.loading.has(imageId) ? 'loading' : 'waiting';
  }

  /** Has images be loaded in this order. What is under way goes on if it is in the plan at all, else it is ended. */
  follow(plan: readonly string[]): void {
    this.plan = [...plan];
    this.ranks = new Map(plan.map((imageId, rank) => [imageId, rank]));
    for (const [imageId, abort] of this.loading) {
      if (!this.ranks.has(imageId)) {
        abort.abort();
      }
    }

    this.proceed();
  }

  /** Holds no more than so many bytes from now on; what is last in the plan goes. */
  limit(bytes: number): void {
    this.limits = { ...this.limits, bytes };
    this.trim();
    this.proceed();
  }

  /** Tries once more what failed. */
  retry(): void {
    this.failed.clear();
    this.proceed();
  }

  /** Ends all, and releases all. */
  close(): void {
    this.isClosed = true;
    this.loading.forEach((abort) => abort.abort());
    [...this.held.keys()].forEach((imageId) => this.release(imageId));
  }

  private proceed(): void {
    for (const imageId of this.plan) {
      if (this.isClosed || this.loading.size >= this.limits.concurrent) {
        return;
      }

      if (this.stateOf(imageId) === 'waiting') {
        if (!this.makeRoom(imageId)) {
          return; // all that is held is nearer than this, and what comes after is farther still
        }

        void this.load(imageId);
      }
    }
  }

  private async load(imageId: string): Promise<void> {
    const abort = new AbortController();
    this.loading.set(imageId, abort);
    this.changed(imageId, 'loading');
    let [state, problem]: [ImageState, unknown] = ['waiting', undefined];
    try {
      const bytes = await this.pixels.load(imageId, abort.signal);
      if (abort.signal.aborted) {
        this.pixels.release(imageId);
      } else {
        this.held.set(imageId, bytes);
        this.sizes.set(imageId, bytes);
        this.bytes += bytes;
        state = 'loaded';
      }
    } catch (error) {
      if (!abort.signal.aborted && !isAbort(error)) {
        this.failed.add(imageId);
        [state, problem] = ['failed', error];
      }
    }

    this.loading.delete(imageId);
    this.changed(imageId, state, problem);
    this.trim();
    this.proceed();
  }

  // What an image takes is known once it was there; the others tell what to expect.
  private makeRoom(imageId: string): boolean {
    const usualSize = this.held.size === 0 ? 0 : this.bytes / this.held.size;
    const needed = (this.sizes.get(imageId) ?? usualSize) + usualSize * this.loading.size;
    return this.giveWay(this.limits.bytes - needed, this.rank(imageId), 0);
  }

  // One that is larger than was expected may go beyond the bound. One image is held whatever its size: somebody looks at it.
  private trim(): void {
    this.giveWay(this.limits.bytes, -1, 1);
  }

  private giveWay(room: number, rank: number, least: number): boolean {
    while (this.bytes > room && this.held.size > least) {
      const farthest = [...this.held.keys()].reduce((first, second) => (this.rank(second) > this.rank(first) ? second : first));
      if (this.rank(farthest) <= rank) {
        return false;
      }

      this.release(farthest);
      this.changed(farthest, 'waiting');
    }

    return this.bytes <= room || this.held.size === 0;
  }

  private rank(imageId: string): number {
    return this.ranks.get(imageId) ?? Number.POSITIVE_INFINITY;
  }

  private release(imageId: string): void {
    this.bytes -= this.held.get(imageId) ?? 0;
    this.held.delete(imageId);
    this.pixels.release(imageId);
  }
}
