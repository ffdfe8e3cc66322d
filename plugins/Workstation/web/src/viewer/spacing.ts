import { items, number, numbers, text, type DicomJson } from '../dicom/json.js';
import { Tags } from '../dicom/tags.js';

/** What lengths on an image mean. */
export type Spacing =
  /** In the patient, in mm: slices, or calibrated. */
  | { kind: 'patient' }
  /** At the detector, in mm: nearer to the tube everything is magnified. */
  | { kind: 'detector' }
  /** At the detector, and corrected by an estimated magnification. */
  | { kind: 'estimated' }
  /** In some regions only, each with units of its own: ultrasound. */
  | { kind: 'regions' }
  /** Unknown: lengths are in pixels. */
  | { kind: 'none' };

const projection = new Set(['CR', 'DX', 'MG', 'XA', 'RF', 'IO', 'PX']);
const centimetres = 3; // Physical Units X Direction, PS3.3 §C.8.5.5.1.1

/** What lengths on an image mean, so that nobody takes mm at a detector for mm in a patient (PS3.3 §10.7.1.3). */
export function spacingOf(data: DicomJson): Spacing {
  const regions = items(data, Tags.SequenceOfUltrasoundRegions);
  if (regions.length > 0) {
    return regions.some((region) => number(region, '00186024') === centimetres && number(region, '00186026') === centimetres) ? { kind: 'regions' } : { kind: 'none' };
  }

  const [pixel, imager] = [numbers(data, Tags.PixelSpacing), numbers(data, Tags.ImagerPixelSpacing)];
  if (pixel.length === 2 && pixel.every((value) => value > 0)) {
    const isProjection = projection.has(text(data, Tags.Modality));
    const isCalibrated = text(data, Tags.PixelSpacingCalibrationType) !== '' || (imager.length === 2 && imager.some((value, axis) => value !== pixel[axis]));
    return isProjection && !isCalibrated ? { kind: 'detector' } : { kind: 'patient' };
  }

  if (imager.length === 2 && imager.every((value) => value > 0)) {
    return (number(data, Tags.EstimatedRadiographicMagnificationFactor) ?? 0) > 0 ? { kind: 'estimated' } : { kind: 'detector' };
  }

  return { kind: 'none' };
}
