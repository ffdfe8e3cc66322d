import type { DatabaseMove, Plugin } from '../admin/models.js';

/** The plugins that provide a database for the catalog: the one that serves, first, the one that is kept like it, and those that lie ready. */
export const databasesOf = (plugins: readonly Plugin[], { current, standby }: Pick<DatabaseMove, 'current' | 'standby'>): string[] =>
  [...new Set([current, standby, ...plugins.filter(({ state }) => state === 'LeftOut').map(({ id }) => id)])].filter((id) => id !== null);
