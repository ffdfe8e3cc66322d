import { describe, expect, it } from 'vitest';
import { sampleStudy } from '../model/study.testing.js';
import { allOrNone, chosenOf, toggled } from './selection.js';

const studies = ['2.25.1', '2.25.2'].map((studyInstanceUid) => ({ ...sampleStudy, studyInstanceUid }));

describe('a choice of studies', () => {
  it('has what is shown alone', () => expect(chosenOf(studies, new Set(['2.25.2', '2.25.9']))).toEqual([studies[1]]));
  it('gains and loses one', () => {
    const one = toggled(new Set(), studies[0]!);
    expect([...one]).toEqual(['2.25.1']);
    expect([...toggled(one, studies[0]!)]).toEqual([]);
  });
  it('is all, or none where it was all', () => {
    expect([...allOrNone(studies, new Set(['2.25.1']))]).toEqual(['2.25.1', '2.25.2']);
    expect([...allOrNone(studies, new Set(['2.25.1', '2.25.2']))]).toEqual([]);
  });
});
