import type { MediaRequest } from '../admin/models.js';

/** How many of a request's media are made, of how many: of each copy as many as it is split over, and one as long as that is not known. */
export function progressOf({ executionStatus, copies, parts, piecesMade }: MediaRequest): { made: number; total: number } {
  const total = Math.max(copies, 1) * Math.max(parts, 1);
  return { made: executionStatus === 'DONE' ? total : Math.min(piecesMade, total), total };
}

/** What can be done with a request as it stands. */
export function changesOf({ executionStatus }: MediaRequest): readonly ('cancel' | 'repeat')[] {
  return executionStatus === 'DONE' || executionStatus === 'FAILURE' ? ['repeat'] : ['cancel'];
}
