import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import { AccountClient, type Account } from '../account/account.js';
import '../account/gantry-sign-in.js';
import type { SignedInEvent } from '../account/gantry-sign-in.js';
import type { StudyInfo } from '../model/study.js';
import { Http } from '../net/http.js';
import { DicomWebSource } from '../sources/dicomWeb.js';
import { message } from '../ui/messages.js';
import { Task } from '../ui/task.js';
import { theme } from '../ui/theme.js';
import { examples, type Example } from './examples.js';

const tokenKey = 'gantry.token'; // the workstation's own: who has signed in there need not here

/** Each element of the package in use on this server, with the code that runs: `<gantry-examples>`. */
@customElement('gantry-examples')
export class GantryExamples extends LitElement {
  static override styles = [theme, css`
    :host { display: grid; grid-template: auto minmax(0, 1fr) / 200px minmax(0, 1fr); min-height: 100dvh; }
    header { grid-column: 1 / -1; padding: 8px 14px; border-bottom: 1px solid var(--_hair); background: var(--_raised); }
    h1 { font-size: 15px; margin: 0; }
    nav { border-right: 1px solid var(--_hair); padding: 8px; display: grid; gap: 2px; align-content: start; }
    nav a { color: var(--_quiet); text-decoration: none; padding: 4px 8px; border-radius: 6px; }
    nav a[aria-current='page'] { color: var(--_text); font-weight: 600; background: color-mix(in srgb, var(--_accent) 16%, transparent); }
    main { padding: 8px 14px; min-width: 0; }
    .place { border: 1px solid var(--_line); border-radius: 6px; padding: 8px; min-height: 60px; overflow: auto; }
    pre { background: var(--_raised); border: 1px solid var(--_hair); border-radius: 6px; padding: 10px; overflow: auto; font-size: 12px; }
  `];

  @state() private account: Account | null | undefined;
  @state() private name = '';
  @state() private code = '';
  @state() private studies: readonly StudyInfo[] = [];
  @query('.place') private readonly place!: HTMLElement | null;
  private token = sessionStorage.getItem(tokenKey) ?? '';
  private readonly reading = new Task(this);
  private readonly running = new Task(this);

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.follow);
    this.follow();
    void this.reading.run(async (signal) => this.begin((await new AccountClient(this.http('')).current(signal)) ?? null, signal));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.follow);
  }

  override updated(changed: PropertyValues): void {
    if (this.account && this.place && (changed.has('name') || changed.has('studies') || changed.has('account'))) {
      void this.run();
    }
  }

  override render(): TemplateResult {
    const problem = this.reading.problem ?? this.running.problem;
    return html`
      <header><h1>${message('examples.title')}</h1></header>
      <nav aria-label=${message('examples.elements')}>${examples.map(({ name }) => html`<a href=${`#${name}`} aria-current=${name === this.example?.name ? 'page' : nothing}>${titleOf(name)}</a>`)}</nav>
      <main>
        ${problem === undefined ? nothing : html`<p class="problem" role="alert">${message('common.failed', { reason: problem })}</p>`}
        ${this.account === null ? html`<p>${message('examples.signIn')}</p><gantry-sign-in @signed-in=${this.noteSignIn}></gantry-sign-in>`
          : this.account === undefined || !this.example ? nothing : html`
            <h2>${titleOf(this.example.name)}</h2>
            <div class="place" role="region" aria-label=${message('examples.live')}></div>
            <h3>${message('examples.code')}</h3>
            <pre tabindex="0"><code>${this.code}</code></pre>`}
      </main>`;
  }

  private get example(): Example | undefined {
    return examples.find(({ name }) => name === this.name) ?? examples[0];
  }

  private http(path: string): Http {
    return new Http(path, () => (this.token === '' ? undefined : `Bearer ${this.token}`));
  }

  private async begin(account: Account | null, signal: AbortSignal): Promise<void> {
    this.studies = account ? (await new DicomWebSource('', this.http('/dicom-web')).findStudies({}, 0, 1, signal)).studies : [];
    this.account = account;
  }

  // What ran before is taken out of the page, and so ends.
  private async run(): Promise<void> {
    const [example, place, { token, studies }] = [this.example, this.place, this];
    await this.running.run(async (signal) => {
      place?.replaceChildren();
      this.code = (await example?.code()) ?? '';
      signal.throwIfAborted();
      if (example && place) {
        await example.run(place, { token, studies, study: studies[0]?.studyInstanceUid ?? '', authorization: token === '' ? undefined : `Bearer ${token}` });
      }
    });
  }

  private readonly noteSignIn = ({ account, token }: SignedInEvent): void => {
    sessionStorage.setItem(tokenKey, token);
    this.token = token;
    void this.reading.run((signal) => this.begin(account, signal));
  };

  private readonly follow = (): void => {
    this.name = location.hash.slice(1);
  };
}

const titleOf = (name: string): string => (name === 'sources' ? message('examples.sources') : `<gantry-${name}>`);

declare global {
  interface HTMLElementTagNameMap {
    'gantry-examples': GantryExamples;
  }
}
