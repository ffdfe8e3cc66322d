export type * from './databaseModels.js';
export type * from './mediaModels.js';
export type * from './networkModels.js';
export type * from './peerModels.js';
export type * from './userModels.js';

/** How the server does: `GET /admin/status`. */
export interface ServerStatus {
  aeTitle: string;
  dicomEndpoint: string;
  httpEndpoint: string;
  dataFolder: string;
  version: string;
  startedAt: string;
  associations: { current: number; total: number; rejected: number };
  catalog: { patients: number; studies: number; series: number; instances: number; bytes: number } | null;
  catalogProblem: string | null;
  pluginsServing: number;
  pluginsRefused: number;
}

/** How the last operations of a command ended. */
export interface CommandHealth {
  command: string;
  operations: number;
  failures: number;
  faults: number;
  medianMilliseconds: number;
}

/** A plugin, and the version of it that serves. */
export interface Plugin {
  id: string;
  version: string | null;
  generation: number | null;
  /** Such as `Serving`, `Refused`, `Unloaded`, `Waiting`, `Paused`, `Quarantined`, `Hung`. */
  state: string;
  folder: string;
  description: string | null;
  provides: string[];
  requires: string[];
  serves: string[];
  operations: number;
  /** Why it does not serve, or what is to be known of it. */
  refusal: string | null;
  canRollBack: boolean;
  /** Whether it performs operations, which can be kept from it. */
  canPause: boolean;
  faults: number;
  lastFault: string | null;
  oldestOperationSeconds: number | null;
  abandonedOperations: number;
  /** A version on trial beside it. */
  canary: { version: string; generation: number; gets: string; operations: number; performed: number; health: CommandHealth[] } | null;
  health: CommandHealth[];
}

/** A version that does not serve any more. */
export interface RetiredPlugin {
  id: string;
  version: string;
  generation: number;
  retiredAt: string;
  unloadedAt: string | null;
  /** When it was gone from memory. */
  collectedAt: string | null;
  operations: number;
  isKept: boolean;
}

export interface PluginList {
  plugins: Plugin[];
  retired: RetiredPlugin[];
}

/** What can be done with a plugin. */
export type PluginAction = 'load' | 'reload' | 'unload' | 'rollback' | 'promote' | 'cancel' | 'pause' | 'resume';

/** How a version takes the place of another; what is not said is as the server's settings say. */
export interface SwapOptions {
  /** The percentage of operations that the new version gets at first, from 1 to 99. */
  canary?: number;
  /** The calling AEs whose operations it gets at first. */
  ae?: readonly string[];
  drain?: 'wait' | 'cancel';
  /** In seconds, from 0 to 86,400. */
  deadline?: number;
}

/** What holds the retired versions of a plugin in memory. */
export interface HeldGenerations {
  id: string;
  generations: { name: string; path: string[]; problem: string | null; objects: number; milliseconds: number }[];
}

/** An open association. */
export interface Association {
  id: number;
  direction: 'in' | 'out';
  peer: string | null;
  callingAETitle: string;
  calledAETitle: string;
  listener: string | null;
  tls: string | null;
  certificate: string | null;
  userIdentity: string | null;
  presentationContexts: { id: number; abstractSyntax: string; name: string; transferSyntax: string }[];
  operations: { command: string; sopClass: string; plugin: string | null; seconds: number }[];
  bytesReceived: number;
  bytesSent: number;
  ageSeconds: number;
  idleSeconds: number;
}

/** A setting of a plugin. */
export interface Setting {
  name: string;
  kind: 'Text' | 'Truth' | 'WholeNumber' | 'Number' | 'Time' | 'Choice' | 'Texts';
  /** The value; null for a secret one. */
  value: SettingValue | null;
  /** Where the value is from. */
  source: string;
  default: SettingValue | null;
  minimum: string | null;
  maximum: string | null;
  choices: string[];
  appliesLive: boolean;
  isSecret: boolean;
  description: string;
}

export type SettingValue = string | number | boolean | string[];

export interface SettingList {
  id: string;
  settings: Setting[];
  /** Values whose names are no settings of the version that serves. */
  unknown: { name: string; source: string }[];
  /** What came of a change. */
  effect: string | null;
}

/** A part of the JSON schema of a plugin's settings (draft 2020-12). */
export interface SettingSchema {
  type: 'string' | 'boolean' | 'integer' | 'number' | 'array';
  description?: string;
  minimum?: number | string;
  maximum?: number | string;
  'x-minimum'?: string;
  'x-maximum'?: string;
  pattern?: string;
  enum?: string[];
  minLength?: number;
  maxLength?: number;
  items?: SettingSchema;
  default?: SettingValue;
  writeOnly?: boolean;
  'x-appliesLive'?: boolean;
}

export interface SettingsSchema {
  title: string;
  properties: Record<string, SettingSchema>;
  required: string[];
}

/** A line of the server's log. */
export interface LogEntry {
  number: number;
  time: string;
  level: string;
  category: string;
  plugin: string | null;
  message: string;
  fault: string | null;
}

export interface Log {
  entries: LogEntry[];
  /** The number of the last entry that there is. */
  last: number;
}

export interface LogLevels {
  default: string;
  others: Record<string, string>;
}

/** Which records of the transaction log are asked for. */
export interface TransactionFilter {
  after?: number;
  before?: number;
  from?: string;
  to?: string;
  kind?: string;
  type?: string;
  direction?: string;
  ae?: string;
  command?: string;
  study?: string;
  status?: string;
  text?: string;
  user?: string;
  association?: string;
  /** From 1 to 5,000; 100 unless given. */
  limit?: number;
}

/** A record of the transaction log; what it does not say is missing. */
export interface Transaction {
  number: number;
  at: string;
  kind: string;
  type: string;
  direction: string;
  localAETitle?: string;
  localAddress?: string;
  remoteAETitle?: string;
  remoteAddress?: string;
  association?: string;
  command?: string;
  messageId?: number;
  sopClassUid?: string;
  sopInstanceUid?: string;
  studyInstanceUid?: string;
  status?: string;
  milliseconds: number;
  bytes: number;
  plugin?: string;
  user?: string;
  description?: string;
  customType?: string;
  customInformation?: string;
  dataSet?: Record<string, { vr: string; Value?: unknown[] }>;
  dataSetProblem?: string;
}

/** What received instances are counted by. */
export type ReceivedBy = 'day' | 'ae' | 'modality';

/** What came in some days, both counted. */
export interface Received {
  from: string;
  to: string;
  received: { name: string; instances: number; bytes: number }[];
}

/** How much the catalog holds. */
export interface Statistics {
  catalog: { patients: number; studies: number; series: number; instances: number; bytes: number };
  /** By modality: empty for series without one, null for all that are not listed, together. */
  modalities: { modality: string | null; series: number; instances: number }[];
}

/** What the deletion of a study takes. */
export interface Deletion {
  study: string;
  series: number;
  instances: number;
  bytes: number;
  isWholeStudy: boolean;
  /** What speaks against it, in sentences: with any, nothing is deleted. */
  obstacles: readonly string[];
}
