/** A port that DICOM is served on. */
export interface Listener {
  /** `dicom` for the first. */
  name: string;
  /** What it does with who calls: takes associations, rejects them for the moment, or is closed. */
  state: 'serving' | 'paused' | 'stopped';
  /** Where it is, such as `*:11112`. */
  endpoint: string;
  port: number;
  aeTitles: string[];
  tls: boolean;
  /** How many associations are open that came by it. */
  associations: number;
}

/** What can be done with a listener. */
export type ListenerAction = 'start' | 'pause' | 'stop';
