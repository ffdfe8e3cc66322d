import { describe, expect, it } from 'vitest';
import type { MediaRequest } from '../admin/models.js';
import { changesOf, progressOf } from './progress.js';

const request = (change: Partial<MediaRequest>): MediaRequest => ({
  uid: '2.25.1', peer: '', executionStatus: 'CREATING', executionStatusInfo: 'NORMAL', device: 'imagefile', profile: '', label: '', instances: 3, copies: 2, parts: 3, piecesMade: 4, createdAt: '', changedAt: '', note: '', ...change,
});

describe('the progress of a request for media', () => {
  it('counts each part of each copy', () => expect(progressOf(request({}))).toEqual({ made: 4, total: 6 }));
  it('is nothing of one before it is known over how many media it is split', () => expect(progressOf(request({ copies: 1, parts: 0, piecesMade: 0 }))).toEqual({ made: 0, total: 1 }));
  it('is all once it is made', () => expect(progressOf(request({ executionStatus: 'DONE', piecesMade: 0 }))).toEqual({ made: 6, total: 6 }));
});

describe('what can be done with a request for media', () => {
  it.each([['IDLE', ['cancel']], ['PENDING', ['cancel']], ['CREATING', ['cancel']], ['DONE', ['repeat']], ['FAILURE', ['repeat']]] as const)('%s: %s', (executionStatus, changes) =>
    expect(changesOf(request({ executionStatus }))).toEqual(changes));
});
