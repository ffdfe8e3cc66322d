import { describe, expect, it } from 'vitest';
import type { ImageRef, InstanceInfo } from '../../model/study.js';
import { middleOf, sectionOf, stepAlong, volumeOf, within, type Point, type VolumeShape } from './volume.js';

const room = 1_000_000;

const slices = (count: number, change: (index: number) => Partial<InstanceInfo> = () => ({})): ImageRef[] => Array.from({ length: count }, (_, index) => ({
  imageId: `${index}`, seriesInstanceUid: '2.25.1', frame: 1,
  instance: {
    sopInstanceUid: `2.25.${index}`, sopClassUid: '', frames: 1, rows: 11, columns: 21, position: [-10, -20, index * 2], orientation: [1, 0, 0, 0, 1, 0], frameOfReferenceUid: '2.25.9',
    attributes: { '00280030': { vr: 'DS', Value: [0.5, 0.25] }, '00280002': { vr: 'US', Value: [1] } }, ...change(index),
  },
}));

const volume = volumeOf(slices(6), room) as VolumeShape;

describe('a volume', () => {
  it('is known by its corner and its edges', () => expect(volume).toEqual({ origin: [-10, -20, 0], edges: [[5, 0, 0], [0, 5, 0], [0, 0, 10]], counts: [21, 11, 6] }));
  it('has a middle', () => expect(middleOf(volume)).toEqual([-7.5, -17.5, 5]));
  it('is not left', () => {
    expect(within(volume, [-8, -18, 4])).toEqual([-8, -18, 4]);
    expect(within(volume, [100, -100, 4])).toEqual([-5, -20, 4]);
  });
  it.each<[Point, Point]>([[[0, 0, 1], [0, 0, 2]], [[0, -1, 0], [0, -0.5, 0]], [[2, 0, 0], [0.25, 0, 0]]])('is scrolled along %s by a voxel', (direction, step) =>
    stepAlong(volume, direction).forEach((value, axis) => expect(value).toBeCloseTo(step[axis]!)));

  it('is cut along its outline, halves of voxels and all', () => {
    const corners = sectionOf(volume, [-7, -17, 4], [0, 0, -1]);
    expect(corners).toHaveLength(4);
    expect(new Set(corners.map((corner) => corner.map((value) => value.toFixed(3)).join(' ')))).toEqual(new Set(['-10.125 -20.250 4.000', '-4.875 -20.250 4.000', '-4.875 -14.750 4.000', '-10.125 -14.750 4.000']));
    expect(Math.hypot(...corners[0]!.map((value, axis) => value - corners[2]![axis]!))).toBeCloseTo(Math.hypot(5.25, 5.5)); // in their order: those across lie across
    expect(sectionOf(volume, [-7, -17, 40], [0, 0, 1])).toEqual([]);
    expect(sectionOf(volume, middleOf(volume), [1, 1, 1]).length).toBeGreaterThanOrEqual(3);
  });

  it.each([
    ['mpr.few', slices(2)],
    ['mpr.frames', slices(6, (index) => (index === 3 ? { frames: 2 } : {}))],
    ['mpr.noPlaces', slices(6, (index) => (index === 3 ? { position: undefined } : {}))],
    ['mpr.noPlaces', slices(6, () => ({ attributes: {} }))],
    ['mpr.noPlaces', slices(6, (index) => (index === 3 ? { orientation: [0, 1, 0, 0, 0, 1] } : {}))],
    ['mpr.mixed', slices(6, (index) => (index === 3 ? { rows: 12 } : {}))],
    ['mpr.mixed', slices(6, (index) => (index === 3 ? { frameOfReferenceUid: '2.25.8' } : {}))],
    ['mpr.color', slices(6, () => ({ attributes: { '00280030': { vr: 'DS', Value: [0.5, 0.25] }, '00280002': { vr: 'US', Value: [3] } } }))],
    ['mpr.uneven', slices(6, (index) => (index === 5 ? { position: [-10, -20, 12] } : {}))],
    ['mpr.uneven', slices(6, () => ({ position: [-10, -20, 3] }))],
    ['mpr.tilted', slices(6, (index) => ({ position: [-10, -20 + index * 0.2, index * 2] }))],
  ])('is none: %s', (problem, images) => expect(volumeOf(images, room)).toEqual({ problem }));
  it('is none where there is no room', () => expect(volumeOf(slices(6), 1_000)).toEqual({ problem: 'mpr.large' }));
});
