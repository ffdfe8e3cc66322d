import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { CatalogSchema, DatabaseMove, DatabaseTest, Plugin } from '../admin/models.js';
import { AdminElement } from '../ui/adminElement.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import { databasesOf } from './databases.js';
import './settings-form.js';
import type { SettingsForm } from './settings-form.js';

/** The database of the catalog: whether it is sound, how far its tables are, its settings, and the way to another: `<gantry-databases>`, with `token` set by the page. */
@customElement('gantry-databases')
export class GantryDatabases extends AdminElement {
  static override styles = [theme, css`
    dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 14px; margin: 6px 0; }
    dt { color: var(--_quiet); }
    dd { margin: 0; overflow-wrap: anywhere; }
  `];

  @state() private schema: CatalogSchema | undefined;
  @state() private move: DatabaseMove | undefined;
  @state() private plugins: readonly Plugin[] = [];
  @state() private chosen = '';
  /** What was found of a database that does not serve; undefined before it was tried. */
  @state() private tested: DatabaseTest | undefined;
  /** What came of the last test; undefined before one. */
  @state() private faults: readonly string[] | undefined;
  @state() private busy = false;
  @query('gantry-settings-form') private readonly form!: SettingsForm;

  override render(): TemplateResult {
    return html`
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem} <button @click=${() => this.follow()}>${message('common.retry')}</button></p>`}
      ${this.schema && this.move ? html`${this.servingOf(this.schema, this.move)}${this.moveOf(this.move)}${this.settingsOf(this.move)}` : html`<p role="status">${message('common.loading')}</p>`}`;
  }

  protected override async refresh(signal: AbortSignal): Promise<void> {
    const [schema, move, { plugins }] = await Promise.all([this.client.catalog(signal), this.client.databaseMove(signal), this.client.plugins(signal)]);
    [this.schema, this.move, this.plugins] = [schema, move, plugins];
    this.chosen ||= move.current ?? '';
  }

  private servingOf({ database, applied, pending }: CatalogSchema, { current }: DatabaseMove): TemplateResult {
    return html`
      <h2>${message('databases.serving')}</h2>
      <dl>
        <dt>${message('databases.plugin')}</dt><dd>${current ?? '—'}</dd>
        <dt>${message('databases.database')}</dt><dd>${database}</dd>
        <dt>${message('databases.tables')}</dt><dd>${pending.length === 0 ? message('databases.upToDate', { last: applied.at(-1) ?? '—' })
          : html`<span class="problem">${message('databases.pending', { names: pending.join(', ') })}</span>`}</dd>
      </dl>
      <div class="row">
        <button ?disabled=${this.busy} @click=${() => this.run(async () => { this.faults = await this.client.checkCatalog(); })}>${message('databases.check')}</button>
        ${pending.length === 0 ? nothing : html`<button class="primary" ?disabled=${this.busy} @click=${() => this.run(async () => { this.schema = await this.client.migrate(); })}>${message('databases.migrate')}</button>`}
      </div>
      <div role="status">${this.busy ? message('common.loading') : this.faults === undefined ? nothing : this.faults.length === 0 ? html`<p class="good">${message('databases.sound')}</p>`
        : html`<ul class="problem">${this.faults.map((fault) => html`<li>${fault}</li>`)}</ul>`}</div>`;
  }

  private moveOf(move: DatabaseMove): TemplateResult {
    const others = databasesOf(this.plugins, move).filter((id) => id !== move.current);
    return html`
      <h2>${message('databases.move')}</h2>
      ${move.standby === null ? html`
        <p class="quiet">${message('databases.moveHelp')}</p>
        ${others.length === 0 ? html`<p class="quiet">${message('databases.noOther')}</p>` : html`
          <form class="row" @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.begin(String(new FormData(event.target as HTMLFormElement).get('to'))); }}>
            <label>${message('databases.to')} <select name="to">${others.map((id) => html`<option>${id}</option>`)}</select></label>
            <button class="danger" ?disabled=${this.busy}>${message('databases.begin')}</button>
          </form>`}` : html`
        <dl>
          <dt>${message('databases.standby')}</dt><dd>${move.standby}</dd>
          <dt>${message('databases.state')}</dt><dd>${move.state}${move.isToSwitch ? `, ${message('databases.toSwitch')}` : ''}</dd>
          <dt>${message('databases.progress')}</dt><dd>${message('databases.counts', { compared: move.compared, written: move.written, removed: move.removed, pending: move.pending })}</dd>
        </dl>
        ${move.problem === null ? nothing : html`<p class="problem">${move.problem}</p>`}
        <div class="row">
          <button ?disabled=${this.busy} @click=${() => this.sure('databases.confirmSwitch', () => this.client.switchDatabase())}>${message('databases.switch')}</button>
          <button class="danger" ?disabled=${this.busy} @click=${() => this.sure('databases.confirmFinish', () => this.client.finishMove())}>${message('databases.finish')}</button>
        </div>`}`;
  }

  private settingsOf(move: DatabaseMove): TemplateResult {
    return html`
      <h2>${message('databases.settings')}</h2>
      <p><label>${message('config.plugin')} <select @change=${(event: Event) => { this.chosen = (event.target as HTMLSelectElement).value; this.tested = undefined; }}>
        ${databasesOf(this.plugins, move).map((id) => html`<option ?selected=${id === this.chosen}>${id}</option>`)}</select></label></p>
      <p class="quiet">${message('databases.settingsHelp')}</p>
      ${this.chosen === move.current ? nothing : html`
        <div class="row"><button ?disabled=${this.busy} @click=${() => this.test()}>${message('databases.test')}</button><span class="quiet">${message('databases.testHelp')}</span></div>
        <p role="status">${this.tested ? this.testedOf(this.tested) : nothing}</p>`}
      <gantry-settings-form .client=${this.client} .plugin=${this.chosen}></gantry-settings-form>`;
  }

  private testedOf({ database, applied, pending }: DatabaseTest): TemplateResult {
    return html`<span class="good">${message(applied.length === 0 ? 'databases.testedEmpty' : pending.length === 0 ? 'databases.testedReady' : 'databases.testedOlder', { database, names: pending.join(', '), last: applied.at(-1) ?? '' })}</span>`;
  }

  // Of a plugin that was never loaded the settings are known once it was tried.
  private async test(): Promise<void> {
    this.tested = undefined;
    await this.run(async () => { this.tested = await this.client.testDatabase(this.chosen, this.form.unsaved); });
    if (!this.form.isKnown) {
      this.form.reload();
    }
  }

  private async begin(to: string): Promise<void> {
    if (confirm(message('databases.confirmMove', { to }))) {
      await this.run(async () => { this.move = await this.client.moveDatabase(to); });
      this.chosen = '';
      await this.updateComplete;
      this.chosen = to; // its settings are known since it was tried
    }
  }

  private async sure(question: 'databases.confirmSwitch' | 'databases.confirmFinish', change: () => Promise<DatabaseMove>): Promise<void> {
    if (confirm(message(question, { standby: this.move?.standby ?? '' }))) {
      await this.run(async () => { this.move = await change(); });
    }
  }

  private async run(work: () => Promise<void>): Promise<void> {
    [this.busy, this.faults] = [true, undefined];
    await this.perform(work);
    this.busy = false;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-databases': GantryDatabases;
  }
}
