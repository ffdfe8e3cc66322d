import { numbersOfFrame } from '../dicom/functionalGroups.js';
import { text } from '../dicom/json.js';
import { Tags } from '../dicom/tags.js';
import type { ImageRef } from '../model/study.js';
import { cross, length, minus, plus, times, type Point } from './mpr/volume.js';

/** The rectangle that an image is in the patient (PS3.3 §C.7.6.2.1.1), in mm: all of its pixels, and not only the middles of them. */
export interface ImagePlane {
  frameOfReference: string;
  /** The outer corner of its first pixel. */
  corner: Point;
  /** From the corner along the first row to the end of it. */
  along: Point;
  /** From the corner to the end of the first column. */
  down: Point;
  /** Half a pixel along a row and down a column: from an outer corner of a pixel to the middle of it. */
  half: Point;
}

/** The directions of rows and of columns that Image Orientation (Patient) says; undefined where they cannot be: not of length 1, or not at right angles. */
export function directionsOf(values: readonly number[]): [row: Point, column: Point] | undefined {
  const [x, y] = [values.slice(0, 3), values.slice(3)] as unknown as [Point, Point];
  return values.length === 6 && Math.abs(length(x) - 1) < 0.05 && Math.abs(length(y) - 1) < 0.05 && length(cross(x, y)) > 0.95 ? [x, y] : undefined;
}

/** Where an image is; undefined where its data set does not say it. */
export function planeOf({ instance: { attributes, rows = 0, columns = 0 }, frame }: ImageRef): ImagePlane | undefined {
  if (!attributes) {
    return undefined;
  }

  const position = numbersOfFrame(attributes, frame, Tags.PlanePositionSequence, Tags.ImagePositionPatient);
  const [row, column] = directionsOf(numbersOfFrame(attributes, frame, Tags.PlaneOrientationSequence, Tags.ImageOrientationPatient)) ?? [];
  const [betweenRows = 0, betweenColumns = 0] = numbersOfFrame(attributes, frame, Tags.PixelMeasuresSequence, Tags.PixelSpacing);
  const frameOfReference = text(attributes, Tags.FrameOfReferenceUID);
  if (position.length !== 3 || !row || !column || !(betweenRows > 0) || !(betweenColumns > 0) || rows < 1 || columns < 1 || frameOfReference === '') {
    return undefined;
  }

  const half = plus(times(row, betweenColumns / 2), times(column, betweenRows / 2));
  return { frameOfReference, corner: minus(position as unknown as Point, half), along: times(row, betweenColumns * columns), down: times(column, betweenRows * rows), half };
}
