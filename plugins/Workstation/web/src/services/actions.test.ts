import { describe, expect, it } from 'vitest';
import type { Plugin, RetiredPlugin } from '../admin/models.js';
import { actionsOf, actionsOfListener, moodOf } from './actions.js';

const plugin = (change: Partial<Plugin>): Plugin => ({
  id: 'gantry.find', version: '1.0', generation: 1, state: 'Serving', folder: '', description: null, provides: [], requires: [], serves: [], operations: 0, refusal: null, canRollBack: false, canPause: true,
  faults: 0, lastFault: null, oldestOperationSeconds: null, abandonedOperations: 0, canary: null, health: [], ...change,
});

const retired = (id: string, unloadedAt: string | null): RetiredPlugin => ({ id, version: '0.9', generation: 0, retiredAt: '', unloadedAt, collectedAt: null, operations: 1, isKept: false });

describe('what can be done with a plugin', () => {
  it('is to load it where none serves', () => expect(actionsOf(plugin({ version: null, state: 'Unloaded', canPause: false }), [])).toEqual(['load']));
  it('is to reload and unload it where one does', () => expect(actionsOf(plugin({}), [])).toEqual(['reload', 'unload', 'pause']));
  it('is to resume it where it is paused', () => expect(actionsOf(plugin({ state: 'Paused' }), [])).toEqual(['reload', 'unload', 'resume']));
  it('is not to pause what performs nothing', () => expect(actionsOf(plugin({ canPause: false }), [])).toEqual(['reload', 'unload']));

  it('is more where there is more', () => {
    const canary = { version: '2', generation: 2, gets: '10 %', operations: 0, performed: 0, health: [] };
    expect(actionsOf(plugin({ canRollBack: true, canary }), [retired('gantry.find', null)])).toEqual(['reload', 'unload', 'pause', 'rollback', 'promote', 'cancel']);
  });

  it('is not to cancel what has ended, or another\'s', () => expect(actionsOf(plugin({}), [retired('gantry.find', 'then'), retired('gantry.move', null)])).not.toContain('cancel'));
  it('of a listener is what it does not do already', () => {
    const listener = { name: 'dicom', endpoint: '*:11112', port: 11112, aeTitles: ['GANTRY'], tls: false, associations: 0 };
    expect((['serving', 'paused', 'stopped'] as const).map((state) => actionsOfListener({ ...listener, state }))).toEqual([['pause', 'stop'], ['start', 'stop'], ['start']]);
  });

  it('depends on a state', () => expect(['Serving', 'Unloaded', 'Refused', 'Quarantined'].map(moodOf)).toEqual(['good', 'quiet', 'problem', 'problem']));
});
