/** A known AE; what is missing is as it usually is. */
export interface RemoteNode {
  aeTitle: string;
  host?: string;
  port?: number;
  alias?: string;
  /** From where it may call. */
  addresses?: string[];
  /** What it may do. */
  operations?: string[];
  maximumAssociations?: number;
  certificates?: string[];
  tls?: { serverName?: string; anyName: boolean; fingerprint?: string };
}

/** A caller that was refused. */
export interface Refusal {
  callingAETitle?: string;
  address?: string;
  reason: string;
  calledAETitle?: string;
  detail: string;
  count: number;
  first: string;
  last: string;
}

/** A C-MOVE or C-GET. */
export interface Retrieval {
  id: string;
  command: string;
  requestor: string;
  destination: string;
  level: string;
  keys: string[];
  begunAt: string;
  seconds: number;
  remaining: number;
  completed: number;
  failed: number;
  warning: number;
  status?: string;
  comment?: string;
  state?: string;
  dueAt?: string;
}

/** What another AE is to send here: studies, or series of one study. */
export interface FetchOrder {
  from: string;
  studies: string[];
  series?: string[];
  patientId?: string;
  /** The higher, the earlier; -100 to 100. */
  priority?: number;
}

/** What another AE sends here. Counts are as it tells them, and missing before. */
export interface Fetch {
  uid: string;
  from: string;
  state: 'waiting' | 'running' | 'paused' | 'done' | 'failed';
  priority: number;
  studies: string[];
  series: string[];
  remaining?: number;
  completed?: number;
  failed?: number;
  warning?: number;
  user: string;
  createdAt: string;
  changedAt: string;
  note: string;
}

/** What is to be sent to another AE: UIDs of studies, series or instances. */
export interface SendOrder {
  to: string;
  uids: readonly string[];
  /** What images are sent in where that AE takes it; as they are stored unless it is there. */
  transferSyntax?: string;
}

/** How an AE answered a C-ECHO. */
export interface Echo {
  status: string;
  milliseconds: number;
}
