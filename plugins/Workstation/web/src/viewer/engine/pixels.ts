import * as core from '@cornerstonejs/core';
import type { PixelLoader } from '../../loader/pixelLoader.js';
import { fileId, part10Scheme } from '../../sources/part10Registry.js';
import { abortRequest } from './cornerstone.js';
import type { ImageRef } from '../../model/study.js';
import { forgetFile } from './fileImages.js';
import { registerMetadata } from './metadata.js';

const isFile = (imageId: string): boolean => imageId.startsWith(`${part10Scheme}:`);

/** Loads pixels into Cornerstone's cache, from which views draw. */
export class CornerstonePixels implements PixelLoader {
  private readonly framesOfFile = new Map<string, Set<string>>();

  know(images: readonly ImageRef[]): void {
    images.forEach(registerMetadata);
  }

  async load(imageId: string, signal: AbortSignal): Promise<number> {
    const abort = (): void => abortRequest(imageId);
    signal.addEventListener('abort', abort, { once: true });
    try {
      const image = await core.imageLoader.loadAndCacheImage(imageId, { priority: 5, requestType: core.Enums.RequestType.Prefetch });
      this.note(imageId);
      return isFile(imageId) ? image.sizeInBytes * 2 : image.sizeInBytes; // the file is held, too
    } catch (error) {
      throw errorOf(error);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  release(imageId: string): void {
    if (core.cache.getImageLoadObject(imageId)) {
      core.cache.removeImageLoadObject(imageId);
    }

    const frames = this.framesOfFile.get(fileId(imageId));
    if (frames?.delete(imageId) && frames.size === 0) {
      this.framesOfFile.delete(fileId(imageId));
      forgetFile(imageId);
    }
  }

  private note(imageId: string): void {
    if (isFile(imageId)) {
      const frames = this.framesOfFile.get(fileId(imageId)) ?? new Set();
      this.framesOfFile.set(fileId(imageId), frames.add(imageId));
    }
  }
}

/** What Cornerstone failed with: it gives requests, and objects around errors. */
export function errorOf(error: unknown): Error {
  if (error instanceof Error) {
    return error;
  }

  if (typeof XMLHttpRequest !== 'undefined' && error instanceof XMLHttpRequest) {
    return new Error(error.status === 0 ? 'The server does not answer.' : `${error.status} ${error.statusText}`.trim());
  }

  const inner = typeof error === 'object' && error !== null && 'error' in error ? error.error : undefined;
  return inner === undefined ? new Error(String(error)) : errorOf(inner);
}
