import { describe, expect, it } from 'vitest';
import { numbersOfFrame } from './functionalGroups.js';
import type { DicomJson } from './json.js';
import { Tags } from './tags.js';

const position = (...values: number[]): DicomJson => ({ [Tags.ImagePositionPatient]: { vr: 'DS', Value: values } });
const group = (...values: number[]): DicomJson => ({ [Tags.PlanePositionSequence]: { vr: 'SQ', Value: [position(...values)] } });
const data: DicomJson = {
  ...position(9, 9, 9),
  [Tags.SharedFunctionalGroupsSequence]: { vr: 'SQ', Value: [group(1, 1, 1)] },
  [Tags.PerFrameFunctionalGroupsSequence]: { vr: 'SQ', Value: [{}, group(2, 2, 2)] },
};
const of = (from: DicomJson, frame: number): number[] => numbersOfFrame(from, frame, Tags.PlanePositionSequence, Tags.ImagePositionPatient);

describe('what is said of a frame', () => {
  it('is that of its own group', () => expect(of(data, 2)).toEqual([2, 2, 2]));
  it('is else that of all frames', () => expect([of(data, 1), of(data, 3)]).toEqual([[1, 1, 1], [1, 1, 1]]));
  it('is that of the data set where it has no groups', () => expect(of(position(9, 9, 9), 1)).toEqual([9, 9, 9]));
  it('is nothing where nothing is said', () => expect(of({}, 1)).toEqual([]));
});
