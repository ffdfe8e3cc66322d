import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { readableName } from '../dicom/values.js';
import { Http, messageOf } from '../net/http.js';
import '../search/gantry-search.js';
import type { FiltersChangedEvent, StudyChosenEvent } from '../search/gantry-search.js';
import { DicomWebSource } from '../sources/dicomWeb.js';
import { DiscSource } from '../sources/disc.js';
import type { ImageSource } from '../sources/imageSource.js';
import { filesOfInput } from '../sources/mediaFiles.js';
import { message } from '../ui/messages.js';
import { Task } from '../ui/task.js';
import { theme } from '../ui/theme.js';
import { firstRoute, pages, readRoute, writeRoute, type Page, type Route } from './route.js';
import { applyTheme, keptTheme, nextTheme } from './theme-choice.js';

const tokenKey = 'gantry.token';

// What a page needs is loaded when it is shown first.
const parts: Record<Page, () => Promise<unknown>> = {
  studies: () => import('../viewer/gantry-viewer.js'),
  services: () => import('../services/gantry-services.js'),
  log: () => import('../log/gantry-log.js'),
  config: () => import('../config/gantry-config.js'),
};

/** The workstation: the elements together, with one sign-in, and what is shown in the URL: `<gantry-workstation>`. */
@customElement('gantry-workstation')
export class GantryWorkstation extends LitElement {
  static override styles = [theme, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr); height: 100dvh; }
    header { display: flex; flex-wrap: wrap; gap: 12px; align-items: center; padding: 4px 8px; border-bottom: 1px solid var(--_line); }
    h1 { font-size: 16px; margin: 0; }
    nav { display: flex; gap: 4px; }
    nav a { color: inherit; text-decoration: none; padding: 4px 10px; border-radius: 4px; }
    nav a[aria-current='page'] { background: var(--_accent); color: var(--_onAccent); }
    .end { margin-left: auto; }
    main { min-height: 0; overflow: auto; display: grid; }
    .skip:not(:focus) { position: absolute; left: -9999px; }
    form { display: grid; gap: 8px; max-width: 360px; margin: 10vh auto; align-content: start; }
  `];

  /** The URL of the server; empty for that of the page. */
  @property() server = '';
  /** Where the server's DICOMweb is, from its URL. */
  @property({ attribute: 'dicom-web' }) dicomWeb = '/dicom-web';
  @state() private route: Route = firstRoute;
  @state() private token = '';
  @state() private sources: readonly ImageSource[] = [];
  @state() private opened: ImageSource | undefined;
  private readonly reading = new Task(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.token = sessionStorage.getItem(tokenKey) ?? '';
    this.route = readRoute(location.search);
    applyTheme(keptTheme());
    addEventListener('popstate', this.back);
    this.sources = [new DicomWebSource(message('workstation.local'), new Http(`${this.server}${this.dicomWeb}`, () => this.authorization))];
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
        <nav aria-label=${message('workstation.pages')}>${pages.map((page) => html`
          <a href=${writeRoute({ ...firstRoute, page }) || '?'} aria-current=${page === this.route.page ? 'page' : nothing} @click=${(event: MouseEvent) => this.navigate(event, page)}>${message(`workstation.${page}`)}</a>`)}</nav>
        <span class="row end">
          ${this.token === '' ? nothing : html`
            <label class="row">${message('workstation.openFolder')}<input type="file" webkitdirectory multiple @change=${this.openFolder}></label>
            <button @click=${() => this.signIn('')}>${message('workstation.signOut')}</button>`}
          <button @click=${() => applyTheme(nextTheme(keptTheme()))}>${message('workstation.theme')}</button>
        </span>
      </header>
      <main id="content" tabindex="-1">
        ${this.reading.problem === undefined ? nothing : html`<p class="problem" role="alert">${message('disc.failed', { reason: this.reading.problem })}</p>`}
        ${this.token === '' ? this.signInForm() : this.pageOf(this.route)}
      </main>`;
  }

  override updated(): void {
    if (this.token !== '' && (this.route.page !== 'studies' || this.route.study !== '')) {
      parts[this.route.page]().catch((error: unknown) => this.reading.run(() => Promise.reject(new Error(messageOf(error)))));
    }
  }

  private pageOf({ page, study, filters }: Route): TemplateResult {
    switch (page) {
      case 'services': return html`<gantry-services .server=${this.server} .token=${this.token}></gantry-services>`;
      case 'log': return html`<gantry-log .server=${this.server} .token=${this.token}></gantry-log>`;
      case 'config': return html`<gantry-config .server=${this.server} .token=${this.token}></gantry-config>`;
      case 'studies': return html`
        <gantry-search ?hidden=${study !== ''} .sources=${this.sources} .filters=${filters}
          @filters-changed=${(event: FiltersChangedEvent) => this.go({ ...this.route, filters: event.filters }, true)} @study-chosen=${this.openStudy}></gantry-search>
        ${study === '' ? nothing : html`<gantry-viewer .source=${this.opened ?? this.sources[0]} .study=${study} .authorization=${this.authorization}></gantry-viewer>`}`;
    }
  }

  private signInForm(): TemplateResult {
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); this.signIn(String(new FormData(event.target as HTMLFormElement).get('token') ?? '').trim()); }}>
        <label>${message('workstation.token')}<br><input name="token" type="password" required autocomplete="current-password" aria-describedby="help"></label>
        <span id="help" class="quiet">${message('workstation.tokenHelp')}</span>
        <button class="primary">${message('workstation.signIn')}</button>
      </form>`;
  }

  private get authorization(): string | undefined {
    return this.token === '' ? undefined : `Bearer ${this.token}`;
  }

  // The token goes when the tab is closed.
  private signIn(token: string): void {
    this.token = token;
    sessionStorage.setItem(tokenKey, token);
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

  private navigate(event: MouseEvent, page: Page): void {
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
