/** A request for media. */
export interface MediaRequest {
  uid: string;
  /** Who asked, where it was an AE. */
  peer: string;
  executionStatus: 'IDLE' | 'PENDING' | 'CREATING' | 'DONE' | 'FAILURE' | '';
  executionStatusInfo: string;
  device: string;
  profile: string;
  label: string;
  instances: number;
  copies: number;
  /** Over how many media a copy is split. */
  parts: number;
  piecesMade: number;
  createdAt: string;
  changedAt: string;
  note: string;
}

/** A device that makes media. */
export interface MediaDevice {
  name: string;
  media: string[];
  condition: string;
  note: string;
}

/** What media are to be made of, and how; what is missing is as it usually is. */
export interface MediaOrder {
  uids: readonly string[];
  device?: string;
  profile?: string;
  label?: string;
  split?: boolean;
  lossy?: boolean;
  viewer?: boolean;
  deidentify?: boolean;
  copies?: number;
  priority?: 'Low' | 'Medium' | 'High';
}
