import * as core from '@cornerstonejs/core';
import * as tools from '@cornerstonejs/tools';
import { beginDecoder } from './decoder.js';
import { wadors } from '@cornerstonejs/dicom-image-loader';
import { checkPalette, registerFileImages } from './fileImages.js';
import { withoutPadding } from './paddedImages.js';

/** What the library is begun with. */
export interface CornerstoneOptions {
  /** The value of the Authorization header for frames; asked for each. */
  authorization?: () => string | undefined;
  /** The most bytes that decoded images may have; Cornerstone gives up the oldest beyond it. */
  cacheBytes: number;
}

const requests = new Map<string, XMLHttpRequest>();
let authorization: () => string | undefined = () => undefined;
let isBegun = false;

/** Begins the library, once for a page; a later call changes who is authorized, and the cache. */
export function beginCornerstone(options: CornerstoneOptions): void {
  authorization = options.authorization ?? (() => undefined);
  if (!isBegun) {
    isBegun = true;
    core.init();

    // Without a GPU, WebGL is calculated: two to three times slower than drawing without it.
    if (core.getRenderingCapabilities().softwareRasterizer) {
      core.setUseCPURendering(true);
    }

    beginLoader();
    guardFrames();
    tools.init();
    registerFileImages();
  }

  core.cache.setMaxCacheSize(options.cacheBytes);
}

/** Ends the request for a frame; whoever waits for it is told. */
export function abortRequest(imageId: string): void {
  requests.get(imageId)?.abort();
}

// The loader of WADO-RS, with what it lacks.
function guardFrames(): void {
  core.imageLoader.registerImageLoader('wadors', (imageId, options) => {
    try {
      checkPalette(imageId);
      const load = wadors.loadImage(imageId, options as Parameters<typeof wadors.loadImage>[1]) as unknown as ReturnType<core.Types.ImageLoaderFn>;
      return { ...load, promise: load.promise.then((image) => withoutPadding(image as core.Types.IImage)) };
    } catch (error) {
      return { promise: Promise.reject(error instanceof Error ? error : new Error(String(error))) };
    }
  });
}

function beginLoader(): void {
  beginDecoder({
    beforeSend: (xhr, imageId, headers) => {
      requests.set(imageId, xhr);
      xhr.addEventListener('loadend', () => requests.delete(imageId));
      const value = authorization();
      return value === undefined ? headers : { ...headers, Authorization: value };
    },
  });
}
