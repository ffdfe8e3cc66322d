import * as core from '@cornerstonejs/core';
import { wadors } from '@cornerstonejs/dicom-image-loader';
import { number, type DicomJson } from '../../dicom/json.js';
import { Tags } from '../../dicom/tags.js';
import { rangeWithout } from '../padding.js';
import { windowOf } from '../presets.js';

/**
 * Has an image that says no window show all its values but its padding, as the server renders it: the library counts the padding, too, which leaves little for the rest.
 * @returns The same image.
 */
export function withoutPadding(image: core.Types.IImage): core.Types.IImage {
  const { imageId, preScale } = image;
  const { windowCenter, windowWidth } = (core.metaData.get('voiLutModule', imageId) ?? {}) as { windowCenter?: unknown; windowWidth?: unknown };
  const padding = image.color || (windowCenter !== undefined && windowWidth !== undefined) ? undefined : paddingOf(imageId);
  if (padding) {
    const { rescaleSlope, rescaleIntercept, suvbw } = preScale?.scaled ? (preScale.scalingParameters ?? {}) : {};
    const range = suvbw === undefined ? rangeWithout(padding, image.getPixelData(), rescaleSlope, rescaleIntercept) : undefined; // a PET image in standard uptake values has a window of its own
    if (range) {
      const { center, width } = windowOf(range);
      [image.windowCenter, image.windowWidth] = [center, width];
    }
  }

  return image;
}

// The modules of the loader of WADO-RS do not have it.
function paddingOf(imageId: string): Parameters<typeof rangeWithout>[0] | undefined {
  const said = (core.metaData.get('imagePixelModule', imageId) ?? {}) as { pixelPaddingValue?: number; pixelPaddingRangeLimit?: number; pixelRepresentation?: number };
  const attributes = (imageId.startsWith('wadors:') ? (wadors.metaDataManager.get(imageId) ?? {}) : {}) as unknown as DicomJson;
  const value = said.pixelPaddingValue ?? number(attributes, Tags.PixelPaddingValue);
  return value === undefined ? undefined : { value, limit: said.pixelPaddingRangeLimit ?? number(attributes, Tags.PixelPaddingRangeLimit), isSigned: said.pixelRepresentation === 1 };
}
