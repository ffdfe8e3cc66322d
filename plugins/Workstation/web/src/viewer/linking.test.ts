import { describe, expect, it } from 'vitest';
import type { ImageRef } from '../model/study.js';
import { clamp, follow } from './linking.js';

const stack = (places: number[], frameOfReferenceUid: string | undefined): ImageRef[] => places.map((z, index) => ({
  imageId: `${index}`, seriesInstanceUid: '', frame: 1,
  instance: { sopInstanceUid: `${index}`, sopClassUid: '', frames: 1, position: [0, 0, z], orientation: [1, 0, 0, 0, 1, 0], frameOfReferenceUid },
}));

describe('linked views', () => {
  it('show the slice that lies nearest', () =>
    expect(follow({ images: stack([0, 5, 10], '2.25.1'), index: 2 }, 1, { images: stack([-3, 0, 3, 6, 9, 12], '2.25.1'), index: 0 })).toBe(4));

  it('go on by as many images in another frame of reference', () =>
    expect(follow({ images: stack([0, 5, 10], '2.25.1'), index: 2 }, 1, { images: stack([0, 5, 10], '2.25.2'), index: 0 })).toBe(1));

  it('stay within their images', () => {
    expect(follow({ images: stack([0, 5, 10], undefined), index: 0 }, 2, { images: stack([0, 5], undefined), index: 1 })).toBe(0);
    expect(clamp(7, 3)).toBe(2);
    expect(clamp(-1, 3)).toBe(0);
  });
});
