import { describe, expect, it } from 'vitest';
import { bySeriesNumber, placesAlongNormal, sortInstances } from './order.js';
import type { InstanceInfo, SeriesInfo } from './study.js';

const axial: InstanceInfo['orientation'] = [1, 0, 0, 0, 1, 0];

const slice = (uid: string, z: number, instanceNumber?: number): InstanceInfo => ({
  sopInstanceUid: uid,
  sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
  instanceNumber,
  frames: 1,
  position: [0, 0, z],
  orientation: axial,
});

const names = (instances: InstanceInfo[]): string => instances.map((instance) => instance.sopInstanceUid).join('');

describe('the order of instances', () => {
  it('is along the normal of the slices', () => expect(names(sortInstances([slice('c', 10), slice('a', 0), slice('b', 5)]))).toBe('abc'));

  it('begins with the end that has the first instance number', () =>
    expect(names(sortInstances([slice('a', 0, 3), slice('b', 5, 2), slice('c', 10, 1)]))).toBe('cba'));

  it('is by number where two slices lie in one place', () =>
    expect(names(sortInstances([slice('c', 0, 3), slice('a', 0, 1), slice('b', 5, 2)]))).toBe('abc'));

  it('is by number where slices are not parallel', () => {
    const tilted: InstanceInfo = { ...slice('b', -9, 2), orientation: [1, 0, 0, 0, 0, -1] };
    expect(names(sortInstances([slice('c', 0, 3), tilted, slice('a', 9, 1)]))).toBe('abc');
  });

  it('puts instances without a number last', () =>
    expect(names(sortInstances([{ ...slice('b', 0), position: undefined }, { ...slice('a', 0, 1), position: undefined }]))).toBe('ab'));

  it('measures places in mm', () => expect(placesAlongNormal([slice('a', -5), slice('b', 7.5)])).toEqual([-5, 7.5]));
});

it('orders series by number, those without one last', () => {
  const series = (uid: string, seriesNumber?: number): SeriesInfo => ({
    seriesInstanceUid: uid, modality: 'CT', seriesNumber, seriesDescription: '', bodyPart: '',
  });
  expect([series('2.3'), series('2.2', 9), series('2.1', 10)].sort(bySeriesNumber).map((each) => each.seriesInstanceUid)).toEqual(['2.2', '2.1', '2.3']);
});
