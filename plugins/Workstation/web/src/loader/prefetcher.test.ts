import { describe, expect, it } from 'vitest';
import type { PixelLoader } from './pixelLoader.js';
import { Prefetcher, type ImageState } from './prefetcher.js';

class Pixels implements Pick<PixelLoader, 'load' | 'release'> {
  readonly asked: string[] = [];
  readonly released: string[] = [];
  private readonly settle = new Map<string, { resolve: (bytes: number) => void; reject: (error: unknown) => void }>();

  load(imageId: string, signal: AbortSignal): Promise<number> {
    this.asked.push(imageId);
    return new Promise((resolve, reject) => {
      this.settle.set(imageId, { resolve, reject });
      signal.addEventListener('abort', () => reject(signal.reason));
    });
  }

  release(imageId: string): void {
    this.released.push(imageId);
  }

  async come(imageId: string, bytes = 10): Promise<void> {
    this.settle.get(imageId)?.resolve(bytes);
    await ticks();
  }

  async fail(imageId: string): Promise<void> {
    this.settle.get(imageId)?.reject(new Error('no'));
    await ticks();
  }
}

const ticks = async (): Promise<void> => {
  for (let tick = 0; tick < 8; tick++) {
    await Promise.resolve();
  }
};

function scene(limits: { bytes?: number; concurrent?: number } = {}) {
  const pixels = new Pixels();
  const seen: [string, ImageState][] = [];
  return { pixels, seen, prefetcher: new Prefetcher(pixels, (imageId, state) => seen.push([imageId, state]), { concurrent: 2, ...limits }) };
}

describe('the background loading', () => {
  it('goes by the plan, a few images at a time', async () => {
    const { pixels, prefetcher } = scene();
    prefetcher.follow(['a', 'b', 'c']);
    expect(pixels.asked).toEqual(['a', 'b']);
    await pixels.come('b');
    expect(pixels.asked).toEqual(['a', 'b', 'c']);
    expect(prefetcher.stateOf('b')).toBe('loaded');
  });

  it('goes on with what a new plan wants first, and ends what it does not want', async () => {
    const { pixels, prefetcher } = scene();
    prefetcher.follow(['a', 'b', 'c', 'd']);
    prefetcher.follow(['d', 'b']);
    await ticks();
    expect(pixels.asked).toEqual(['a', 'b', 'd']);
    expect(prefetcher.stateOf('a')).toBe('waiting');
  });

  it('holds no more than its bound: the farthest gives way to the nearer', async () => {
    const { pixels, prefetcher } = scene({ bytes: 30, concurrent: 1 });
    prefetcher.follow(['a', 'b', 'c', 'd', 'e']);
    await pixels.come('a');
    await pixels.come('b');
    await pixels.come('c');
    expect(pixels.asked).toEqual(['a', 'b', 'c']); // d is farther than all that is held
    prefetcher.follow(['e', 'd', 'c', 'b', 'a']);
    expect(pixels.released).toEqual(['a']);
    await pixels.come('e');
    expect(pixels.released).toEqual(['a', 'b']);
    await pixels.come('d');
    expect(prefetcher.heldBytes).toBe(30);
    expect(pixels.asked).toEqual(['a', 'b', 'c', 'e', 'd']);
  });

  it('gives up the farthest where an image is larger than was expected', async () => {
    const { pixels, prefetcher } = scene({ bytes: 30, concurrent: 1 });
    prefetcher.follow(['a', 'b']);
    await pixels.come('a', 10);
    await pixels.come('b', 29);
    expect(pixels.released).toEqual(['b']);
    expect(prefetcher.heldBytes).toBe(10);
    expect(pixels.asked).toEqual(['a', 'b']); // its size is known now, and it is not loaded again and again
  });

  it('holds an image that is larger than the bound where somebody looks at it', async () => {
    const { pixels, prefetcher } = scene({ bytes: 30, concurrent: 1 });
    prefetcher.follow(['a']);
    await pixels.come('a', 100);
    expect(prefetcher.stateOf('a')).toBe('loaded');
    expect(pixels.released).toEqual([]);
  });

  it('goes on after an image that fails, and tries it again when it is told to', async () => {
    const { pixels, prefetcher, seen } = scene({ concurrent: 1 });
    prefetcher.follow(['a', 'b']);
    await pixels.fail('a');
    expect(seen).toContainEqual(['a', 'failed']);
    expect(pixels.asked).toEqual(['a', 'b']);
    await pixels.come('b');
    prefetcher.retry();
    expect(pixels.asked).toEqual(['a', 'b', 'a']);
  });

  it('ends and releases all when it is closed', async () => {
    const { pixels, prefetcher } = scene({ concurrent: 1 });
    prefetcher.follow(['a', 'b', 'c']);
    await pixels.come('a');
    prefetcher.close();
    await ticks();
    expect(pixels.released).toEqual(['a']);
    expect(pixels.asked).toEqual(['a', 'b']);
    expect(prefetcher.heldBytes).toBe(0);
  });
});
