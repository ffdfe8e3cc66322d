import { message } from '../ui/messages.js';
import type { ShownStudy } from './openStudies.js';

/** What a viewer says of studies that are still coming from elsewhere; empty where none is. */
export function arrivalOf(studies: readonly (ShownStudy | undefined)[]): string {
  const { completed = 0, total, isDone = true, problem } = studies.map((study) => study?.arrival).find((each) => each && (!each.isDone || each.problem !== undefined)) ?? {};
  return problem !== undefined ? message('viewer.arrivalFailed', { reason: problem })
    : isDone ? '' : total === undefined ? message('viewer.arrivingSome', { completed }) : message('viewer.arriving', { completed, total });
}
