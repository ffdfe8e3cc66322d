/** The database of the catalog, and how far its tables are. */
export interface CatalogSchema {
  /** Which it is, and where. */
  database: string;
  applied: string[];
  /** Migrations that wait to be applied. */
  pending: string[];
}

/** A database that does not serve, as its plugin has found it. */
export interface DatabaseTest extends CatalogSchema {
  plugin: string;
}

/** Which database serves, which is kept like it, and how far that is. */
export interface DatabaseMove {
  /** The plugin whose database serves; null where the settings choose none. */
  current: string | null;
  standby: string | null;
  /** `None` without a standby. */
  state: string;
  /** Whether they change places as soon as they are alike. */
  isToSwitch: boolean;
  kind: string | null;
  compared: number;
  written: number;
  removed: number;
  pending: number;
  verified: number;
  problem: string | null;
}
