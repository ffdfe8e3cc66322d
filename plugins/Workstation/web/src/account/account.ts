import { HttpProblem, type Http } from '../net/http.js';

/** Whoever is signed in, and what may be done in that name. */
export interface Account {
  name: string;
  displayName: string;
  rights: readonly string[];
}

/** Whether somebody has a right; `*` is every one. */
export const hasRight = (account: Account, right: string): boolean => account.rights.includes('*') || account.rights.includes(right);

/** The accounts of a Gantry server: `/account`. A session is a cookie that no script can read. */
export class AccountClient {
  constructor(private readonly http: Http) {}

  /** Who is signed in, by a session or a token; undefined where nobody is. */
  async current(signal?: AbortSignal): Promise<Account | undefined> {
    try {
      return accountOf(await this.http.json('account', { signal }));
    } catch (error) {
      if (error instanceof HttpProblem && error.status === 401) {
        return undefined;
      }

      throw error;
    }
  }

  /**
   * Begins a session.
   * @param newPassword Another password, in place of the present one.
   * @throws NewPasswordNeeded where the password is right and has to be changed. HttpProblem where it is wrong.
   */
  async signIn(name: string, password: string, newPassword?: string, signal?: AbortSignal): Promise<Account> {
    try {
      return accountOf(await this.http.json('account/login', { method: 'POST', body: { name, password, newPassword }, signal }));
    } catch (error) {
      throw error instanceof HttpProblem && error.status === 403 && newPassword === undefined ? new NewPasswordNeeded(error.message) : error;
    }
  }

  /** Ends the session. */
  async signOut(): Promise<void> {
    await this.http.response('account/logout', { method: 'POST' });
  }
}

/** A password is right, and has to be changed before anything else. */
export class NewPasswordNeeded extends Error {}

function accountOf(answer: unknown): Account {
  const { name, displayName, rights } = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>;
  if (typeof name !== 'string' || name === '' || !Array.isArray(rights)) {
    throw new Error('The server says otherwise who is signed in than is understood here.');
  }

  return { name, displayName: typeof displayName === 'string' && displayName !== '' ? displayName : name, rights: rights.map(String) };
}
