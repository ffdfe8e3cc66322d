import { items, numbers, type DicomJson } from './json.js';
import { Tags } from './tags.js';

/**
 * The numbers that an attribute has for a frame: those of its own functional group, else of that of all frames, else of the data set itself, as images of one frame have them (PS3.3 §C.7.6.16).
 * @param frame From 1.
 * @param group The sequence of the functional group that the attribute is in.
 */
export function numbersOfFrame(data: DicomJson, frame: number, group: string, tag: string): number[] {
  const [shared] = items(data, Tags.SharedFunctionalGroupsSequence);
  const own = items(data, Tags.PerFrameFunctionalGroupsSequence)[frame - 1];
  const inGroups = [own, shared].map((groups) => numbers(items(groups ?? {}, group)[0] ?? {}, tag));
  return inGroups.find((values) => values.length > 0) ?? numbers(data, tag);
}
