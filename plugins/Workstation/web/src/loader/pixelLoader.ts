import type { ImageRef } from '../model/study.js';

/** Loads the pixels of images and holds them until they are released. */
export interface PixelLoader {
  /** Is told what is known of images, before any of them is loaded or shown. */
  know(images: readonly ImageRef[]): void;

  /**
   * Loads an image, and resolves with the bytes that it takes in memory.
   * @param signal Ends the loading; what has begun to be decoded may still be held, and is then released by whoever aborted.
   */
  load(imageId: string, signal: AbortSignal): Promise<number>;

  /** Gives up an image that was loaded. */
  release(imageId: string): void;
}
