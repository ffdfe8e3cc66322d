import { describe, expect, it } from 'vitest';
import type { DicomJson } from '../dicom/json.js';
import { Tags } from '../dicom/tags.js';
import type { ImageRef } from '../model/study.js';
import { planeOf, type ImagePlane } from './imagePlane.js';
import type { Point } from './mpr/volume.js';
import { referenceLine } from './referenceLine.js';

const [axial, coronal, sagittal] = [[1, 0, 0, 0, 1, 0], [1, 0, 0, 0, 0, -1], [0, 1, 0, 0, 0, -1]];
const turned = Math.SQRT1_2;

const values = (tag: string, ...all: unknown[]): DicomJson => ({ [tag]: { vr: 'DS', Value: all } });
const image = (attributes: DicomJson | undefined, frame = 1, size: { rows?: number; columns?: number } = { rows: 20, columns: 40 }): ImageRef =>
  ({ imageId: 'image', seriesInstanceUid: '2.25.1', frame, instance: { sopInstanceUid: '2.25.2', sopClassUid: '', frames: 1, ...size, ...(attributes && { attributes }) } });
const attributes = (position: Point, orientation: readonly number[], frameOfReference = '2.25.9'): DicomJson => ({
  ...values(Tags.ImagePositionPatient, ...position), ...values(Tags.ImageOrientationPatient, ...orientation), ...values(Tags.PixelSpacing, 2, 1), ...values(Tags.FrameOfReferenceUID, frameOfReference),
});
const plane = (...given: Parameters<typeof attributes>): ImagePlane => planeOf(image(attributes(...given)))!;

// Ends in either order, to a thousandth of a millimetre.
const ends = (line: [Point, Point] | undefined): string[] | undefined => line?.map((end) => end.map((value) => (Math.round(value * 1e3) / 1e3 + 0).toString()).join(' ')).sort();

describe('the plane of an image', () => {
  it('is all of its pixels', () => expect(plane([-19.5, -19, 5], axial)).toEqual({ frameOfReference: '2.25.9', corner: [-20, -20, 5], along: [40, 0, 0], down: [0, 40, 0], half: [0.5, 1, 0] }));

  it('is that of the frame', () => {
    const group = (z: number): DicomJson => ({ [Tags.PlanePositionSequence]: { vr: 'SQ', Value: [values(Tags.ImagePositionPatient, -19.5, -19, z)] } });
    const shared: DicomJson = {
      [Tags.PlaneOrientationSequence]: { vr: 'SQ', Value: [values(Tags.ImageOrientationPatient, ...axial)] }, [Tags.PixelMeasuresSequence]: { vr: 'SQ', Value: [values(Tags.PixelSpacing, 2, 1)] },
    };
    const frames: DicomJson = {
      ...values(Tags.FrameOfReferenceUID, '2.25.9'), [Tags.SharedFunctionalGroupsSequence]: { vr: 'SQ', Value: [shared] }, [Tags.PerFrameFunctionalGroupsSequence]: { vr: 'SQ', Value: [group(5), group(7)] },
    };
    expect([1, 2].map((frame) => planeOf(image(frames, frame))?.corner)).toEqual([[-20, -20, 5], [-20, -20, 7]]);
  });

  const whole = attributes([0, 0, 0], axial);
  it.each([
    ['what is not known', undefined], ['no place', { ...whole, ...values(Tags.ImagePositionPatient) }], ['directions that cannot be', attributes([0, 0, 0], [1, 0, 0, 1, 0, 0])],
    ['no spacing', { ...whole, ...values(Tags.PixelSpacing, 0, 1) }], ['no frame of reference', attributes([0, 0, 0], axial, '')],
  ])('is unknown of %s', (_, data) => expect(planeOf(image(data))).toBeUndefined());
  it('is unknown of no size', () => expect(planeOf(image(whole, 1, {}))).toBeUndefined());
});

describe('a reference line', () => {
  const target = plane([-19.5, 3, 19], coronal); // x from -20 to 20, z from 20 to -20, at y = 3

  it('is where both images are', () => {
    expect(ends(referenceLine(plane([-19.5, -19, 5], axial), target))).toEqual(['-20 3 5', '20 3 5']);
    expect(ends(referenceLine(target, plane([-19.5, -19, 5], axial)))).toEqual(['-20 3 5', '20 3 5']);
    expect(ends(referenceLine(plane([7, -19.5, 19], sagittal), target))).toEqual(['7 3 -20', '7 3 20']);
  });

  it('ends with either image', () => {
    expect(ends(referenceLine(plane([0.5, -19, 5], axial), target))).toEqual(['0 3 5', '20 3 5']);
    expect(ends(referenceLine(plane([-29.5, -19, 5], axial), target))).toEqual(['-20 3 5', '10 3 5']);
  });

  it('may be oblique', () => {
    // Turned by 45° about the y axis through the middle: rows lead to the left and to the head.
    const oblique = planeOf(image(attributes([-19.5 * turned, -19, -19.5 * turned], [turned, 0, turned, 0, 1, 0])))!;
    expect(ends(referenceLine(oblique, target))).toEqual([`${-14.142} 3 ${-14.142}`, `${14.142} 3 ${14.142}`]);
  });

  it.each<[string, ImagePlane]>([
    ['passes above', plane([-19.5, -19, 25], axial)],
    ['ends before it', plane([-19.5, -60, 5], axial)],
    ['passes beside it', plane([25, -19.5, 19], sagittal)],
    ['lies beside it', plane([30.5, -19, 5], axial)],
    ['is parallel', plane([-19.5, 8, 19], coronal)],
    ['is as good as parallel', plane([-19.5, 8, 19], [1, 0, 0, 0, 0.02, -0.9998])],
    ['is of another frame of reference', plane([-19.5, -19, 5], axial, '2.25.8')],
  ])('is none where the other image %s', (_, source) => expect(referenceLine(source, target)).toBeUndefined());

  it('is a side of an image that ends right there', () => expect(ends(referenceLine(plane([-19.5, 4, 5], axial), target))).toEqual(['-20 3 5', '20 3 5']));
});
