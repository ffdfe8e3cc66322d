import type { DicomJson } from '../dicom/json.js';
import { eventsOf } from '../net/events.js';
import { Http, HttpProblem, type HttpRequest } from '../net/http.js';
import type {
  Association, CatalogSchema, DatabaseMove, DatabaseTest, Deletion, Echo, Fetch, FetchOrder, HeldGenerations, Listener, ListenerAction, Log, LogLevels, MediaDevice, MediaOrder, MediaRequest, Plugin, PluginAction, PluginList, Refusal, Received, ReceivedBy, RemoteNode, Retrieval, Role, Roles, SendOrder, ServerStatus, SettingList, SettingsSchema, SettingValue, Statistics, SwapOptions,
  Transaction, TransactionFilter, User, UserChange,
} from './models.js';

/** The server's administration, as calls; what the server refuses is an {@link HttpProblem} with its sentence. */
export class AdminClient {
  /** @param http Whose base is the server, with a token for it. */
  constructor(private readonly http: Http) {}

  status(signal?: AbortSignal): Promise<ServerStatus> {
    return this.call('status', { signal });
  }

  plugins(signal?: AbortSignal): Promise<PluginList> {
    return this.call('plugins', { signal });
  }

  /** Loads, reloads, unloads, rolls back, promotes, pauses or resumes a plugin, or cancels what its retired versions still do. */
  change(id: string, action: PluginAction, options: SwapOptions = {}, signal?: AbortSignal): Promise<Plugin> {
    return this.call(`plugins/${encodeURIComponent(id)}/${action}`, { method: 'POST', query: { ...options }, signal });
  }

  /** Has a folder of the server's machine copied into its plugin folder and loaded. */
  install(folder: string, options: SwapOptions = {}, signal?: AbortSignal): Promise<Plugin> {
    return this.call('install', { method: 'POST', query: { folder, ...options }, signal });
  }

  /** Asks what keeps the retired versions of a plugin in memory. */
  why(id: string, signal?: AbortSignal): Promise<HeldGenerations> {
    return this.call(`plugins/${encodeURIComponent(id)}/why`, { signal });
  }

  settings(id: string, signal?: AbortSignal): Promise<SettingList> {
    return this.call(`plugins/${encodeURIComponent(id)}/settings`, { signal });
  }

  settingsSchema(id: string, signal?: AbortSignal): Promise<SettingsSchema> {
    return this.call(`plugins/${encodeURIComponent(id)}/settings/schema`, { accept: 'application/schema+json', signal });
  }

  /** Changes the settings that an object names; null takes back what was set. */
  changeSettings(id: string, change: Record<string, SettingValue | null>, signal?: AbortSignal): Promise<SettingList> {
    return this.call(`plugins/${encodeURIComponent(id)}/settings`, { method: 'PATCH', body: change, signal });
  }

  async listeners(signal?: AbortSignal): Promise<Listener[]> {
    return (await this.call<{ listeners: Listener[] }>('listeners', { signal })).listeners;
  }

  /** Has a listener take associations, reject them for the moment, or close its port; with `abort` those that are open are aborted. */
  async changeListener(name: string, action: ListenerAction, abort: boolean): Promise<Listener[]> {
    return (await this.call<{ listeners: Listener[] }>(`listeners/${encodeURIComponent(name)}/${action}`, { method: 'POST', query: { abort: abort || undefined } })).listeners;
  }

  async associations(signal?: AbortSignal): Promise<Association[]> {
    return (await this.call<{ associations: Association[] }>('associations', { signal })).associations;
  }

  async abort(id: number, signal?: AbortSignal): Promise<void> {
    await this.call(`associations/${id}`, { method: 'DELETE', signal });
  }

  /** The entries after a number, the last of them where there are more than the limit; at most 2,000. */
  log(query: { after?: number; limit?: number; plugin?: string; level?: string }, signal?: AbortSignal): Promise<Log> {
    return this.call('logs', { query, signal });
  }

  /** The same, and then those that come, as they come; it ends with the server's answer. */
  async *followLog(query: { after?: number; limit?: number; plugin?: string; level?: string }, signal: AbortSignal): AsyncGenerator<Log> {
    const { body } = await this.http.response('admin/logs/stream', { query, accept: 'text/event-stream', signal });
    if (body) {
      for await (const { type, data } of eventsOf(body)) {
        if (type === 'log') {
          yield JSON.parse(data) as Log; // the server's own, of the same version as this page
        }
      }
    }
  }

  logLevels(signal?: AbortSignal): Promise<LogLevels> {
    return this.call('log/levels', { signal });
  }

  /** Sets a level: of a plugin or category, or of all without a name; without a level a name follows the others again. */
  setLogLevel(name: string | undefined, level: string | undefined, signal?: AbortSignal): Promise<LogLevels> {
    return this.call('log/levels', { method: 'PUT', body: { name, level }, signal });
  }

  /** Records that satisfy every condition, oldest first: the newest of them, unless `after` is given. */
  async transactions(filter: TransactionFilter, signal?: AbortSignal): Promise<Transaction[]> {
    return (await this.call<{ transactions: Transaction[] }>('transactions', { query: { ...filter }, signal })).transactions;
  }

  /** A record with the data set that was kept of it. */
  transaction(number: number, signal?: AbortSignal): Promise<Transaction> {
    return this.call(`transactions/${number}`, { signal });
  }

  echo(aeTitle: string, signal?: AbortSignal): Promise<Echo> {
    return this.call(`${nodePath(aeTitle)}/echo`, { method: 'POST', signal });
  }

  /** Studies of another AE, in DICOM JSON; query parameters are keys of C-FIND, and the limit. */
  findStudies(aeTitle: string, query: HttpRequest['query'], signal?: AbortSignal): Promise<DicomJson[]> {
    return this.call(`${nodePath(aeTitle)}/studies`, { query, accept: 'application/dicom+json', signal });
  }

  /** Has another AE send here. */
  fetch(order: FetchOrder, signal?: AbortSignal): Promise<Fetch> {
    return this.call('fetches', { method: 'POST', body: order, signal });
  }

  /** What other AEs send here; with `all` what has ended, too. */
  async fetches(all: boolean, signal?: AbortSignal): Promise<Fetch[]> {
    return (await this.call<{ fetches: Fetch[] }>('fetches', { query: { all: all || undefined }, signal })).fetches;
  }

  fetched(uid: string, signal?: AbortSignal): Promise<Fetch> {
    return this.call(`fetches/${uid}`, { signal });
  }

  changeFetch(uid: string, change: 'pause' | 'resume' | 'cancel', signal?: AbortSignal): Promise<Fetch> {
    return this.call(`fetches/${uid}/${change}`, { method: 'POST', signal });
  }

  /** What waits is begun in the order of priorities: the higher, the earlier; -100 to 100. */
  prioritiseFetch(uid: string, priority: number): Promise<Fetch> {
    return this.call(`fetches/${uid}/priority`, { method: 'POST', query: { value: priority } });
  }

  async nodes(signal?: AbortSignal): Promise<RemoteNode[]> {
    return (await this.call<{ nodes: RemoteNode[] }>('nodes', { signal })).nodes;
  }

  /** Adds an AE, or changes what is said of it; what is not said stays. */
  async putNode(aeTitle: string, change: Omit<RemoteNode, 'aeTitle'>, signal?: AbortSignal): Promise<RemoteNode[]> {
    return (await this.call<{ nodes: RemoteNode[] }>(nodePath(aeTitle), { method: 'PUT', body: change, signal })).nodes;
  }

  async removeNode(aeTitle: string, signal?: AbortSignal): Promise<RemoteNode[]> {
    return (await this.call<{ nodes: RemoteNode[] }>(nodePath(aeTitle), { method: 'DELETE', signal })).nodes;
  }

  /** Lets an AE call from where it was refused, or from given addresses. */
  async allow(aeTitle: string, addresses?: string[], signal?: AbortSignal): Promise<void> {
    await this.call(`${nodePath(aeTitle)}/allow`, { method: 'POST', body: { addresses }, signal });
  }

  async refusals(signal?: AbortSignal): Promise<Refusal[]> {
    return (await this.call<{ refusals: Refusal[] }>('refusals', { signal })).refusals;
  }

  /** The retrieves that peers asked for and that go on; with `all` the last that ended, too. */
  async retrievals(all: boolean, signal?: AbortSignal): Promise<Retrieval[]> {
    return (await this.call<{ retrievals: Retrieval[] }>('retrievals', { query: { all: all || undefined }, signal })).retrievals;
  }

  /** What the deletion of a study would take, and what speaks against it. */
  deletion(study: string, signal?: AbortSignal): Promise<Deletion> {
    return this.call(`studies/${encodeURIComponent(study)}`, { signal });
  }

  /** Deletes a study for good. */
  deleteStudy(study: string, reason: string, signal?: AbortSignal): Promise<Deletion> {
    return this.call(`studies/${encodeURIComponent(study)}`, { method: 'DELETE', query: { reason }, signal });
  }

  /** Has what the server has sent to another AE; it is among the retrievals then. */
  send(order: SendOrder, signal?: AbortSignal): Promise<Retrieval> {
    return this.call('sendings', { method: 'POST', body: order, signal });
  }

  /** Has a retrieval that was interrupted go on, or ends one. */
  changeRetrieval(id: string, change: 'resume' | 'cancel'): Promise<Retrieval> {
    return this.call(`retrievals/${encodeURIComponent(id)}/${change}`, { method: 'POST' });
  }

  /** The requests for media that have not ended; with `all` the last that have, too. */
  async media(all: boolean, signal?: AbortSignal): Promise<MediaRequest[]> {
    return (await this.call<{ media: MediaRequest[] }>('media', { query: { all: all || undefined }, signal })).media;
  }

  async mediaDevices(signal?: AbortSignal): Promise<MediaDevice[]> {
    return (await this.call<{ devices: MediaDevice[] }>('media/devices', { signal })).devices;
  }

  orderMedia(order: MediaOrder, signal?: AbortSignal): Promise<MediaRequest> {
    return this.call('media', { method: 'POST', body: order, signal });
  }

  /** Cancels a request for media, or has one that has ended made again. */
  changeMedia(uid: string, change: 'cancel' | 'repeat'): Promise<MediaRequest> {
    return this.call(`media/${encodeURIComponent(uid)}/${change}`, { method: 'POST' });
  }

  /** How much the catalog holds. Every series is gone through: it takes a while where there are many. */
  statistics(signal?: AbortSignal): Promise<Statistics> {
    return this.call('statistics', { signal });
  }

  /** What came from one day to another, each as `2026-01-31`; in the last 30 where they are empty. */
  received(by: ReceivedBy, from: string, to: string, signal?: AbortSignal): Promise<Received> {
    return this.call('statistics/received', { query: { by, from, to }, signal });
  }

  catalog(signal?: AbortSignal): Promise<CatalogSchema> {
    return this.call('catalog', { signal });
  }

  /** Brings the tables of the database that serves up to date. */
  migrate(): Promise<CatalogSchema> {
    return this.call('catalog/migrate', { method: 'POST' });
  }

  /** Has the database that serves looked through; resolves with what is wrong, which is nothing at best. */
  async checkCatalog(): Promise<string[]> {
    return (await this.call<{ faults: string[] }>('catalog/check', { method: 'POST' })).faults;
  }

  /** Has a plugin open its database, which does not serve, with some settings in the place of those that it has; nothing is changed or kept. */
  testDatabase(plugin: string, settings: Record<string, SettingValue>): Promise<DatabaseTest> {
    return this.call(`catalog/test/${encodeURIComponent(plugin)}`, { method: 'POST', body: Object.keys(settings).length === 0 ? undefined : settings });
  }

  databaseMove(signal?: AbortSignal): Promise<DatabaseMove> {
    return this.call('catalog/move', { signal });
  }

  /** Has a plugin's database become like the one that serves, and serve then. */
  moveDatabase(to: string): Promise<DatabaseMove> {
    return this.call('catalog/move', { method: 'POST', query: { to } });
  }

  /** Has the two change places again. */
  switchDatabase(): Promise<DatabaseMove> {
    return this.call('catalog/move/switch', { method: 'POST' });
  }

  /** Lets go of the database that does not serve. */
  finishMove(): Promise<DatabaseMove> {
    return this.call('catalog/move', { method: 'DELETE' });
  }

  async users(signal?: AbortSignal): Promise<User[]> {
    return (await this.call<{ users: User[] }>('users', { signal })).users;
  }

  /** Makes a user, or changes one. */
  putUser(name: string, change: UserChange): Promise<User> {
    return this.call(`users/${encodeURIComponent(name)}`, { method: 'PUT', body: change });
  }

  async removeUser(name: string): Promise<void> {
    await this.http.response(`admin/users/${encodeURIComponent(name)}`, { method: 'DELETE' });
  }

  roles(signal?: AbortSignal): Promise<Roles> {
    return this.call('roles', { signal });
  }

  /** Makes a role, or changes one. */
  putRole(name: string, change: Partial<Omit<Role, 'name'>>): Promise<Role> {
    return this.call(`roles/${encodeURIComponent(name)}`, { method: 'PUT', body: change });
  }

  async removeRole(name: string): Promise<void> {
    await this.http.response(`admin/roles/${encodeURIComponent(name)}`, { method: 'DELETE' });
  }

  private async call<T>(path: string, request: HttpRequest): Promise<T> {
    const answer = await this.http.json(`admin/${path}`, request);
    if (typeof answer !== 'object' || answer === null) {
      throw new HttpProblem(200, 'The answer is none of a Gantry server.');
    }

    return answer as T; // the server's own, of the same version as this page
  }
}

const nodePath = (aeTitle: string): string => `nodes/${encodeURIComponent(aeTitle)}`;
