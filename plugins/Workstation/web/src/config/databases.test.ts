import { describe, expect, it } from 'vitest';
import type { Plugin } from '../admin/models.js';
import { databasesOf } from './databases.js';

const plugin = (id: string, state: string): Plugin => ({ id, state }) as Plugin;

describe('the databases that there are', () => {
  it('are that which serves, that which is kept like it, and those that lie ready', () => {
    const plugins = [plugin('gantry.find', 'Serving'), plugin('gantry.mysql', 'LeftOut'), plugin('gantry.postgresql', 'Standby'), plugin('gantry.sqlite', 'Serving')];
    expect(databasesOf(plugins, { current: 'gantry.sqlite', standby: 'gantry.postgresql' })).toEqual(['gantry.sqlite', 'gantry.postgresql', 'gantry.mysql']);
    expect(databasesOf(plugins, { current: null, standby: null })).toEqual(['gantry.mysql']);
  });
});
