import { init, type Types } from '@cornerstonejs/dicom-image-loader';

/** Begins the loader, whose workers and codecs are files beside the page. The disc viewer, which can have none, puts another file in the place of this one. */
export function beginDecoder(options: Types.LoaderOptions): void {
  init(options);
}
