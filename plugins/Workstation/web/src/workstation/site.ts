import type { Http } from '../net/http.js';
import type { HangingRule } from '../viewer/hanging.js';
import { parseRules, usualRules } from '../viewer/hangingRules.js';

/** What a site has set for its workstations. */
export interface Site {
  /** How studies hang at first; the usual rules where the site has none. */
  rules: readonly HangingRule[];
}

/** What is set where the site has set nothing. */
export const usualSite: Site = { rules: usualRules };

/** What the site has set. */
export async function siteOf(http: Http, signal: AbortSignal): Promise<Site> {
  const answer = await http.json('workstation/site', { signal });
  const { hangingRules } = (typeof answer === 'object' && answer !== null ? answer : {}) as { hangingRules?: unknown };
  const lines = Array.isArray(hangingRules) ? hangingRules.filter((line) => typeof line === 'string') : [];
  return { rules: lines.length > 0 ? parseRules(lines) : usualRules };
}
