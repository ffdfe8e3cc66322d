import type { StudyInfo } from '../model/study.js';
import type { Http } from '../net/http.js';
import type { Column } from '../search/columns.js';

/** Something that a plugin of the server adds to the workstation. */
export interface Contribution {
  /** The plugin's id, a slash, and its own: `acme.stickers/board`. */
  id: string;
  /** The plugin's version. */
  version: string;
  kind: 'button' | 'column' | 'page';
  title: string;
  /** The URL of its script. */
  script: string;
  /** The custom element of a button or page; the function of a column. */
  name: string;
}

/** Asks the server as whoever has signed in; a path of the server's begins with a slash. */
export type ServerRequest = (path: string, init?: RequestInit) => Promise<Response>;

/** What a script is given, besides what it is about. */
export interface ScriptContext {
  server: string;
  token: string;
  request: ServerRequest;
}

/** What plugins have added, of the versions that serve now, as far as whoever has signed in has the right to see it. */
export async function contributionsOf(http: Http, signal: AbortSignal): Promise<Contribution[]> {
  const answer = await http.json('workstation/modules', { signal });
  const { added } = (typeof answer === 'object' && answer !== null ? answer : {}) as { added?: unknown };
  return Array.isArray(added) ? added.map((each) => contributionOf(each, http)).filter((each) => each !== undefined) : [];
}

// What a later version of the server may have besides is nothing to this one.
function contributionOf(answer: unknown, http: Http): Contribution | undefined {
  const { id, version, kind, title, script, element, function: exported } = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>;
  const name = kind === 'column' ? exported : element;
  return isAddedId(id) && isText(title) && isText(script) && script.startsWith('modules/') && isText(name) && (kind === 'button' || kind === 'column' || kind === 'page')
    ? { id, version: isText(version) ? version : '', kind, title, script: http.url(`workstation/${script}`), name }
    : undefined;
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** Whether a text is the id of something added. */
export const isAddedId = (value: unknown): value is `${string}/${string}` => typeof value === 'string' && /^[a-z0-9.-]+\/[a-z0-9-]+$/.test(value);

/** Makes requests of a server with a token; of no other, for the token is meant for that one alone. */
export function requestOf(server: string, token: string, send: typeof fetch = (input, init) => fetch(input, init)): ServerRequest {
  return async (path, init = {}) => {
    if (!/^\/(?![/\\])/.test(path)) {
      throw new TypeError(`'${path}' is no path of the server: it begins with a slash.`);
    }

    const headers = new Headers(init.headers);
    if (token !== '') {
      headers.set('Authorization', `Bearer ${token}`);
    }

    return send(server + path, { ...init, headers });
  };
}

/** Loads a script; one that was loaded before is the same again. */
export type ScriptLoader = (url: string) => Promise<Record<string, unknown>>;

export const loadScript: ScriptLoader = (url) => import(/* @vite-ignore */ new URL(url, location.href).href) as Promise<Record<string, unknown>>;

/** A column of the list whose values are asked of a plugin's script. */
export function columnOf({ id, title, script, name }: Contribution, context: ScriptContext, load: ScriptLoader = loadScript): Column {
  return {
    name: id,
    title: { text: title },
    value: () => '',
    load: async (studies: readonly StudyInfo[], signal: AbortSignal) => {
      const { [name]: values } = await load(script);
      if (typeof values !== 'function') {
        throw new Error(`${script} exports no function ${name}.`);
      }

      const answer: unknown = await (values as (studies: readonly StudyInfo[], context: ScriptContext & { signal: AbortSignal }) => unknown)(studies, { ...context, signal });
      const pairs = answer instanceof Map ? [...(answer as Map<unknown, unknown>)] : Object.entries(answer ?? {});
      return new Map(pairs.map(([uid, text]) => [String(uid), text === undefined || text === null ? '' : String(text)]));
    },
  };
}
