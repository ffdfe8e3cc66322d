import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { archiveActions, StudyActionEvent, usualActions, type StudyAction, type UsualAction } from '../actions/studyActions.js';
import { AdminClient } from '../admin/client.js';
import { AccountClient, hasRight, type Account } from '../account/account.js';
import '../account/gantry-sign-in.js';
import type { SignedInEvent } from '../account/gantry-sign-in.js';
import { readableName } from '../dicom/values.js';
import { chosenFiles, droppedFiles, hasFiles } from '../import/dropped.js';
import '../import/gantry-import.js';
import type { GantryImport } from '../import/gantry-import.js';
import type { NamedFile } from '../import/importer.js';
import type { StudyInfo } from '../model/study.js';
import { columnOf, contributionsOf, isAddedId, requestOf, type Contribution } from '../modules/contributions.js';
import { Http, messageOf } from '../net/http.js';
import { usualColumns, type Column } from '../search/columns.js';
import '../search/gantry-search.js';
import type { FiltersChangedEvent, GantrySearch, StudyChosenEvent } from '../search/gantry-search.js';
import { DicomWebSource } from '../sources/dicomWeb.js';
import { DiscSource } from '../sources/disc.js';
import type { ImageSource } from '../sources/imageSource.js';
import { RemoteSource } from '../sources/remote.js';
import { ServerArchive } from '../sources/serverArchive.js';
import { filesOfInput } from '../sources/mediaFiles.js';
import { icon } from '../ui/icons.js';
import type { KeysChangedEvent } from '../viewer/key-list.js';
import { DrawingClient } from '../viewer/drawings/drawingStore.js';
import { message } from '../ui/messages.js';
import { Task } from '../ui/task.js';
import { theme } from '../ui/theme.js';
import { MineClient, nothingChosen, type Mine } from './mine.js';
import { firstRoute, pages, readRoute, writeRoute, type AddedPage, type Page, type Route } from './route.js';
import { siteOf, usualSite, type Site } from './site.js';
import { applyTheme, keptTheme, nextTheme } from './theme-choice.js';

const tokenKey = 'gantry.token';

// What a page needs is loaded when it is shown first.
const parts: Record<Page, () => Promise<unknown>> = {
  studies: () => import('../viewer/gantry-viewer.js'),
  transfers: () => import('../transfers/gantry-transfers.js'),
  media: () => import('../media/gantry-media.js'),
  statistics: () => import('../statistics/gantry-statistics.js'),
  services: () => import('../services/gantry-services.js'),
  log: () => import('../log/gantry-log.js'),
  config: () => import('../config/gantry-config.js'),
};

// What the server asks for behind each page. One that would show nothing but refusals is left out.
const needed: Record<Page, string> = { studies: 'instances.search', transfers: 'transfers.manage', media: 'media.order', statistics: 'status.read', services: 'status.read', log: 'log.read', config: 'plugins.manage' };

// The dialogs of what can be done with studies are loaded when one is wanted.
const dialogs: Record<UsualAction, () => Promise<unknown>> = {
  send: () => import('../actions/gantry-send.js'),
  export: () => import('../actions/gantry-export.js'),
  media: () => import('../actions/gantry-order-media.js'),
  retrieve: () => import('../actions/gantry-retrieve.js'),
  delete: () => import('../actions/gantry-delete.js'),
};

/** The workstation: the elements together, with one sign-in, and what is shown in the URL: `<gantry-workstation>`. */
@customElement('gantry-workstation')
export class GantryWorkstation extends LitElement {
  static override styles = [theme, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr); height: 100dvh; }
    header { display: flex; flex-wrap: wrap; gap: 4px 14px; align-items: center; padding: 5px 14px; border-bottom: 1px solid var(--_hair); background: var(--_raised); }
    h1 { font-size: 15px; font-weight: 650; letter-spacing: 0.01em; margin: 0; }
    nav { display: flex; gap: 2px; }
    nav a { color: var(--_quiet); text-decoration: none; padding: 4px 10px; border-radius: 6px; }
    nav a:hover { color: var(--_text); }
    nav a[aria-current='page'] { color: var(--_text); font-weight: 600; background: color-mix(in srgb, var(--_accent) 16%, transparent); }
    .end { margin-left: auto; }
    .end button { background: none; border-color: transparent; color: var(--_quiet); }
    .end button:hover { color: var(--_text); }
    main { min-height: 0; overflow: auto; display: grid; }
    .skip:not(:focus) { position: absolute; left: -9999px; }
    main > p { padding: 0 14px; }
  `];

  /** The URL of the server; empty for that of the page. */
  @property() server = '';
  /** Where the server's DICOMweb is, from its URL. */
  @property({ attribute: 'dicom-web' }) dicomWeb = '/dicom-web';
  @state() private route: Route = firstRoute;
  @state() private token = '';
  /** Who has signed in; null for nobody, undefined while that is asked. */
  @state() private account: Account | null | undefined;
  @state() private sources: readonly ImageSource[] = [];
  @state() private acting: { action: string; studies: readonly StudyInfo[]; source: ImageSource } | undefined;
  /** What plugins add, as far as the server has told. */
  @state() private added: readonly Contribution[] = [];
  @state() private site: Site = usualSite;
  @state() private mine: Mine = nothingChosen;
  @state() private columns: readonly Column[] = usualColumns;
  @state() private opened: ImageSource | undefined;
  private readonly reading = new Task(this);
  private readonly finding = new Task(this);
  private readonly asking = new Task(this);

  // What is drawn on studies of this server is kept by it.
  private drawings: DrawingClient | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.token = sessionStorage.getItem(tokenKey) ?? '';
    this.route = readRoute(location.search);
    applyTheme(keptTheme());
    addEventListener('popstate', this.back);
    this.drawings = new DrawingClient(new Http(`${this.server}/annotations`, () => this.authorization));
    this.sources = [new DicomWebSource(message('workstation.local'), new Http(`${this.server}${this.dicomWeb}`, () => this.authorization))];
    void this.reading.run(async (signal) => {
      this.account = (await this.accounts.current(signal)) ?? null;
      this.begin();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.back);
    this.sources.forEach((source) => source.close?.());
  }

  override render(): TemplateResult {
    return html`
      <header>
        <a class="skip" href="#content" @click=${this.skip}>${message('workstation.skip')}</a>
        <h1>${message('workstation.title')}</h1>
        ${this.account ? html`<nav aria-label=${message('workstation.pages')}>${this.pages.map((page) => html`
          <a href=${writeRoute({ ...firstRoute, page }) || '?'} aria-current=${page === this.shownRoute.page ? 'page' : nothing} @click=${(event: MouseEvent) => this.navigate(event, page)}>${this.titleOf(page)}</a>`)}</nav>` : nothing}
        <span class="row end">
          ${this.account && this.stores ? html`
            <button title=${message('import.drop')} @click=${() => this.renderRoot.querySelector<HTMLInputElement>('input[name=store]')?.click()}>${message('import.choose')}</button>
            <input type="file" name="store" hidden multiple @change=${(event: Event) => this.store(chosenFiles(event.target as HTMLInputElement))}>` : nothing}
          ${this.account ? html`
            <button @click=${() => this.renderRoot.querySelector<HTMLInputElement>('input[name=folder]')?.click()}>${message('workstation.openFolder')}</button>
            <input type="file" name="folder" hidden webkitdirectory multiple @change=${this.openFolder}>
            <span class="quiet">${this.account.displayName}</span>
            <button @click=${() => this.signOut()}>${message('workstation.signOut')}</button>` : nothing}
          <button title=${message('workstation.theme')} aria-label=${message('workstation.theme')} @click=${() => applyTheme(nextTheme(keptTheme()))}>${icon('invert')}</button>
        </span>
      </header>
      <main id="content" tabindex="-1" @dragover=${(event: DragEvent) => this.stores && hasFiles(event) && event.preventDefault()} @drop=${this.drop}>
        ${[this.reading.problem, this.finding.problem, this.asking.problem].filter((reason) => reason !== undefined).map((reason) => html`<p class="problem" role="alert">${message('common.failed', { reason })}</p>`)}
        ${this.account === null ? html`<gantry-sign-in .server=${this.server} @signed-in=${this.noteSignIn}></gantry-sign-in>`
          : this.account === undefined ? nothing
          : this.pages.length === 0 ? html`<p>${message('workstation.nothing')}</p>` : this.pageOf(this.shownRoute)}
      </main>
      ${this.account && this.acting ? this.dialogOf(this.acting) : nothing}
      ${this.account && this.stores ? html`<gantry-import .src=${`${this.server}${this.dicomWeb}`} .authorization=${this.authorization}
        @imported=${() => this.renderRoot.querySelector<GantrySearch>('gantry-search')?.search()}></gantry-import>` : nothing}`;
  }

  override updated(): void {
    const { page, study } = this.shownRoute;
    if (this.account && (isAddedId(page) || this.actingAdded)) {
      import('../modules/gantry-added.js').catch(this.tell);
    }

    if (this.account && !isAddedId(page) && (page !== 'studies' || study !== '')) {
      parts[page]().catch(this.tell);
    }
  }

  private readonly tell = (error: unknown): void => void this.reading.run(() => Promise.reject(new Error(messageOf(error))));

  private titleOf(page: Page | AddedPage): string {
    return isAddedId(page) ? this.added.find(({ id }) => id === page)?.title ?? '' : message(`workstation.${page}`);
  }

  private pageOf({ page, study, filters }: Route): TemplateResult {
    if (isAddedId(page)) {
      return html`<gantry-added .server=${this.server} .token=${this.token} .contribution=${this.added.find(({ id }) => id === page)}></gantry-added>`;
    }

    switch (page) {
      case 'transfers': return html`<gantry-transfers .server=${this.server} .token=${this.token}></gantry-transfers>`;
      case 'media': return html`<gantry-media .server=${this.server} .token=${this.token}></gantry-media>`;
      case 'statistics': return html`<gantry-statistics .server=${this.server} .token=${this.token}></gantry-statistics>`;
      case 'services': return html`<gantry-services .server=${this.server} .token=${this.token}></gantry-services>`;
      case 'log': return html`<gantry-log .server=${this.server} .token=${this.token}></gantry-log>`;
      case 'config': return html`<gantry-config .server=${this.server} .token=${this.token}></gantry-config>`;
      case 'studies': return html`
        <gantry-search ?hidden=${study !== ''} .sources=${this.sources} .filters=${filters} .columns=${this.columns} .actions=${this.actions} @study-action=${this.act}
          @filters-changed=${(event: FiltersChangedEvent) => this.go({ ...this.route, filters: event.filters }, true)} @study-chosen=${this.openStudy}></gantry-search>
        ${study === '' ? nothing : html`<gantry-viewer .source=${this.opened ?? this.sources[0]} .archives=${this.sources} .rules=${this.site.rules} .user=${this.account?.displayName ?? ''} .ownKeys=${this.mine.keys} @keys-changed=${this.keepKeys} .study=${study} .authorization=${this.authorization} .drawings=${this.opened === undefined || this.opened === this.sources[0] ? this.drawings : undefined}></gantry-viewer>`}`;
    }
  }

  // What lies here can be sent from here; what another archive has, can be had from there; what a disc has, first has to be stored.
  private readonly actions = (source: ImageSource): readonly StudyAction[] => {
    const { account } = this;
    const own: readonly StudyAction[] = [...usualActions, ...archiveActions].filter(({ rights }) => rights.every((right) => account && hasRight(account, right)));
    if (source instanceof RemoteSource) {
      return own.filter(({ id }) => archiveActions.some((each) => each.id === id));
    }

    return account && source instanceof DicomWebSource ? [...own.filter(({ id }) => usualActions.some((each) => each.id === id)), ...this.added.filter(({ kind }) => kind === 'button').map(({ id, title }) => ({ id, title: { text: title }, rights: [] }))] : [];
  };

  private readonly act = ({ action, studies, source }: StudyActionEvent): void => {
    const load = [...usualActions, ...archiveActions].map(({ id }) => id).find((id) => id === action);
    if (load) {
      void this.reading.run(async () => {
        await dialogs[load]();
        this.acting = { action, studies, source };
      });
    } else if (isAddedId(action)) {
      this.acting = { action, studies, source };
    }
  };

  private get actingAdded(): Contribution | undefined {
    return this.added.find(({ id, kind }) => kind === 'button' && id === this.acting?.action);
  }

  private dialogOf({ action, studies, source }: { action: string; studies: readonly StudyInfo[]; source: ImageSource }): TemplateResult | typeof nothing {
    const from = source instanceof RemoteSource && source.archive instanceof ServerArchive ? source.archive.aeTitle : '';
    switch (action) {
      case 'retrieve': return html`<gantry-retrieve .server=${this.server} .token=${this.token} .studies=${studies} .from=${from} @action-closed=${this.endAction}></gantry-retrieve>`;
      case 'send': return html`<gantry-send .server=${this.server} .token=${this.token} .studies=${studies} @action-closed=${this.endAction}></gantry-send>`;
      case 'export': return html`<gantry-export .server=${this.server} .token=${this.token} .studies=${studies} @action-closed=${this.endAction}></gantry-export>`;
      case 'media': return html`<gantry-order-media .server=${this.server} .token=${this.token} .studies=${studies} @action-closed=${this.endAction}></gantry-order-media>`;
      case 'delete': return html`<gantry-delete .server=${this.server} .token=${this.token} .studies=${studies} @studies-deleted=${this.searchAgain} @action-closed=${this.endAction}></gantry-delete>`;
      default: return this.actingAdded === undefined ? nothing
        : html`<gantry-added .server=${this.server} .token=${this.token} .contribution=${this.actingAdded} .studies=${studies} @action-closed=${this.endAction}></gantry-added>`;
    }
  }

  private readonly searchAgain = (): void => {
    void this.renderRoot.querySelector('gantry-search')?.search();
  };

  private readonly endAction = (): void => {
    this.acting = undefined;
    this.renderRoot.querySelector('gantry-search')?.reloadColumns(); // they may tell of what was done
  };

  /** The pages that whoever has signed in has the right to see. */
  private get pages(): readonly (Page | AddedPage)[] {
    const { account } = this;
    return account ? [...pages.filter((page) => hasRight(account, needed[page])), ...this.added.filter(({ kind }) => kind === 'page').map(({ id }) => id).filter(isAddedId)] : [];
  }

  private get stores(): boolean {
    return this.account ? hasRight(this.account, 'instances.store') : false;
  }

  private store(files: readonly NamedFile[]): void {
    this.renderRoot.querySelector<GantryImport>('gantry-import')?.add(files);
  }

  private drop(event: DragEvent): void {
    if (this.stores && hasFiles(event) && event.dataTransfer) {
      event.preventDefault();
      const files = droppedFiles(event.dataTransfer);
      void this.reading.run(async () => this.store(await files));
    }
  }

  private get shownRoute(): Route {
    const [first] = this.pages;
    return first === undefined || this.asking.isRunning || this.pages.includes(this.route.page) ? this.route : { ...firstRoute, page: first };
  }

  private get authorization(): string | undefined {
    return this.token === '' ? undefined : `Bearer ${this.token}`;
  }

  private get accounts(): AccountClient {
    return new AccountClient(new Http(this.server, () => this.authorization));
  }

  // A token goes when the tab is closed.
  private readonly noteSignIn = ({ account, token }: SignedInEvent): void => {
    sessionStorage.setItem(tokenKey, token);
    [this.account, this.token] = [account, token];
    this.begin();
  };

  private begin(): void {
    this.findArchives();
    if (this.account) {
      void this.asking.run(async (signal) => {
        const http = new Http(this.server, () => this.authorization);
        [this.added, this.site, this.mine] = await Promise.all([contributionsOf(http, signal), siteOf(http, signal), new MineClient(http).read(signal)]);
        const { server, token } = this;
        const context = { server, token, request: requestOf(server, token) };
        this.columns = [...usualColumns, ...this.added.filter(({ kind }) => kind === 'column').map((each) => columnOf(each, context))];
      });
    }
  }

  // On whatever machine this user works next.
  private readonly keepKeys = ({ own }: KeysChangedEvent): void => {
    this.mine = { ...this.mine, keys: own };
    void this.reading.run(() => new MineClient(new Http(this.server, () => this.authorization)).write(this.mine));
  };

  // Other archives are searched by the server, and what is opened of them is sent here while it is looked at.
  private findArchives(): void {
    const { account } = this;
    const [local] = this.sources.filter((source) => source instanceof DicomWebSource);
    if (local && account && ['remote.use', 'status.read'].every((right) => hasRight(account, right))) {
      void this.finding.run(async (signal) => {
        const admin = new AdminClient(new Http(this.server, () => this.authorization));
        const archives = (await admin.nodes(signal)).filter((node) => node.host).map((node) => new RemoteSource(new ServerArchive(node, admin), local));
        this.sources = [...this.sources.filter((source) => !(source instanceof RemoteSource)), ...archives];
      });
    }
  }

  private async signOut(): Promise<void> {
    if (this.token !== '' || (await this.reading.run(() => this.accounts.signOut()))) {
      sessionStorage.removeItem(tokenKey);
      [this.account, this.token, this.opened, this.added, this.columns] = [null, '', undefined, [], usualColumns];
      this.mine = nothingChosen;
      this.sources = this.sources.filter((source) => !(source instanceof RemoteSource));
      this.go(firstRoute, true); // whoever comes next sees nothing of it
    }
  }

  private readonly openStudy = ({ study, source }: StudyChosenEvent): void => {
    this.opened = source;
    document.title = readableName(study.patientName) === '' ? message('workstation.title') : `${readableName(study.patientName)} – ${message('workstation.title')}`;
    this.go({ ...this.route, study: study.studyInstanceUid });
  };

  private async openFolder(event: Event): Promise<void> {
    const files = [...((event.target as HTMLInputElement).files ?? [])];
    if (files.length > 0) {
      await this.reading.run(async (signal) => {
        const source = await DiscSource.open(files[0]?.webkitRelativePath.split('/')[0] ?? '', filesOfInput(files), signal);
        this.sources = [source, ...this.sources]; // what was just opened is what a person wants to see
        this.go({ ...firstRoute });
      });
    }
  }

  private navigate(event: MouseEvent, page: Page | AddedPage): void {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
      event.preventDefault(); // another tab is the browser's own
      this.go({ ...this.route, page, study: '' });
    }
  }

  private go(route: Route, replaces = false): void {
    this.route = route;
    const url = `${location.pathname}${writeRoute(route)}`;
    if (replaces) {
      history.replaceState(null, '', url);
    } else {
      history.pushState(null, '', url);
    }
  }

  private readonly back = (): void => {
    this.route = readRoute(location.search);
  };

  private skip(event: Event): void {
    event.preventDefault();
    this.renderRoot.querySelector<HTMLElement>('main')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-workstation': GantryWorkstation;
  }
}
