import type { Http } from '../net/http.js';

/** What a person has chosen for the workstation, on whatever machine. */
export interface Mine {
  /** Keys over the usual ones. */
  keys: Readonly<Record<string, string>>;
}

/** What is chosen where nothing is. */
export const nothingChosen: Mine = { keys: {} };

/** What whoever has signed in has chosen: `/workstation/mine` of a Gantry server. */
export class MineClient {
  constructor(private readonly http: Http) {}

  async read(signal: AbortSignal): Promise<Mine> {
    return mineOf(await this.http.json('workstation/mine', { signal }));
  }

  async write(mine: Mine): Promise<void> {
    await this.http.response('workstation/mine', { method: 'PUT', body: mine });
  }
}

// Kept by whatever version: what is not understood is left out.
function mineOf(answer: unknown): Mine {
  const { keys } = (typeof answer === 'object' && answer !== null ? answer : {}) as { keys?: unknown };
  const pairs = typeof keys === 'object' && keys !== null && !Array.isArray(keys) ? Object.entries(keys) : [];
  return { keys: Object.fromEntries(pairs.filter((pair): pair is [string, string] => typeof pair[1] === 'string')) };
}
