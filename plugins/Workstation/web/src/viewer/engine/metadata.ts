import { wadors } from '@cornerstonejs/dicom-image-loader';
import type { ImageRef } from '../../model/study.js';

/** Tells the loader of WADO-RS what is known of an image. It works out frames after the first itself, from what the first says. */
export function registerMetadata({ imageId, frame, instance }: ImageRef): void {
  const { metaDataManager } = wadors;
  if (frame === 1 && instance.attributes && imageId.startsWith('wadors:') && !metaDataManager.get(imageId)) {
    metaDataManager.add(imageId, instance.attributes as unknown as Parameters<typeof metaDataManager.add>[1]);
  }
}

/** Forgets it. */
export function forgetMetadata(imageId: string): void {
  if (imageId.startsWith('wadors:')) {
    wadors.metaDataManager.remove(imageId);
  }
}
