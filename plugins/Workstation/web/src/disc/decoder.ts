import { getWebWorkerManager } from '@cornerstonejs/core';
import { internal, wadors, wadouri, type Types } from '@cornerstonejs/dicom-image-loader';
import InlineWorker from 'gantry-decoder-worker?worker&inline';

/** Begins the loader with a worker that is inside the page: nothing from `file://` may be another one's worker. */
export function beginDecoder(options: Types.LoaderOptions): void {
  internal.setOptions(options);
  wadors.register(options);
  wadouri.register(options);
  getWebWorkerManager().registerWorker('dicomImageLoader', () => new InlineWorker(), {
    maxWorkerInstances: Math.max(1, Math.floor((navigator.hardwareConcurrency || 2) / 2)),
  });
}
