import * as core from '@cornerstonejs/core';
import { wadouri, type Types } from '@cornerstonejs/dicom-image-loader';
import { Enums, utilities } from '@cornerstonejs/metadata';
import { fileId, part10Scheme, readPart10File } from '../../sources/part10Registry.js';
import { withoutPadding } from './paddedImages.js';

const reading = new Map<string, Promise<void>>();

/** Has Cornerstone load images of files that a source reads, of discs and folders. */
export function registerFileImages(): void {
  core.imageLoader.registerImageLoader(part10Scheme, (imageId, options) => ({
    promise: read(imageId).then(() => checkPalette(imageId)).then(() => wadouri.loadImageFromNaturalizedMetadata(imageId, options as Types.DICOMLoaderImageOptions).promise as Promise<core.Types.IImage>).then(withoutPadding),
  }));
}

/**
 * Refuses an image whose palette the library cannot read: it would never tell.
 * @throws Error where its palette is segmented (PS3.3 §C.7.9.2).
 */
export function checkPalette(imageId: string): void {
  const pixels = core.metaData.get('imagePixelModule', imageId) as { photometricInterpretation?: string; redPaletteColorLookupTableData?: unknown } | undefined;
  if (pixels?.photometricInterpretation === 'PALETTE COLOR' && pixels.redPaletteColorLookupTableData == null) {
    throw new Error('Its palette is in segments, which is not supported.');
  }
}

/** Gives up what is known of a file, its bytes among that. */
export function forgetFile(imageId: string): void {
  utilities.clearTypedCacheData(Enums.MetadataModules.NATURALIZED, fileId(imageId));
}

// The frames of a file are asked for at once, and the file is read once for all of them.
function read(imageId: string): Promise<void> {
  const id = fileId(imageId);
  if (core.metaData.get(Enums.MetadataModules.NATURALIZED, id)) {
    return Promise.resolve();
  }

  let under = reading.get(id);
  if (under === undefined) {
    under = add(id).finally(() => reading.delete(id));
    reading.set(id, under);
  }

  return under;
}

async function add(id: string): Promise<void> {
  await utilities.addDicomPart10Instance(id, await readPart10File(id));
}
