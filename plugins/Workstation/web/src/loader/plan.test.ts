import { describe, expect, it } from 'vitest';
import { nearest, planOf } from './plan.js';

const series = ['a', 'b', 'c'].map((uid) => ({ uid, imageIds: [0, 1, 2, 3].map((index) => `${uid}${index}`) }));

describe('the plan', () => {
  it('has the first image of each series before all others', () =>
    expect(planOf(series, undefined).slice(0, 4)).toEqual(['a0', 'b0', 'c0', 'a1']));

  it('begins with what is looked at, and goes on with what is nearest to it', () =>
    expect(planOf(series, { seriesUid: 'b', index: 2, direction: 1 })).toEqual(['b2', 'a0', 'b0', 'c0', 'b3', 'b1', 'c1', 'c2', 'c3', 'a1', 'a2', 'a3']));

  it('has each image once', () => {
    const plan = planOf(series, { seriesUid: 'a', index: 0, direction: -1 });
    expect(new Set(plan).size).toBe(12);
    expect(plan).toHaveLength(12);
  });

  it('does without a series that has gone', () => expect(planOf(series, { seriesUid: 'x', index: 0, direction: 1 })).toHaveLength(12));

  it('is empty without images', () => expect(planOf([{ uid: 'a', imageIds: [] }], { seriesUid: 'a', index: 0, direction: 1 })).toEqual([]));
});

describe('nearest first', () => {
  it('looks ahead twice as far as back', () => expect(nearest(9, 4, 1)).toEqual([4, 5, 6, 3, 7, 8, 2, 1, 0]));
  it('goes the way that was scrolled', () => expect(nearest(5, 2, -1)).toEqual([2, 1, 0, 3, 4]));
  it('has all, wherever it begins', () => {
    for (let index = 0; index < 7; index++) {
      expect([...nearest(7, index, 1)].sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    }
  });
});
