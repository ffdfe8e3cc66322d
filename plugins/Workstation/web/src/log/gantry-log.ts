import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { LogEntry, LogLevels, Transaction, TransactionFilter } from '../admin/models.js';
import { AdminElement } from '../ui/adminElement.js';
import { whenClosed } from '../ui/dialog.js';
import { bytes, time } from '../ui/format.js';
import { message, type MessageKey } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import '../viewer/tag-browser.js';
import { merge, save, toCsv } from './entries.js';

const levels = ['Trace', 'Debug', 'Information', 'Warning', 'Error', 'Critical'];
const kinds = ['Server', 'Association', 'Operation', 'Web', 'Administration'];
const types = ['Debug', 'Information', 'Warning', 'Error', 'Audit'];
const pageSize = 200;

/** The server's log as it is written, and its transaction log: `<gantry-log>`, with `token` set by the page. */
@customElement('gantry-log')
export class GantryLog extends AdminElement {
  static override styles = [theme, css`
    :host { padding: 10px 14px; display: flex; flex-direction: column; min-height: 0; }
    form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin: 8px 0; }
    label { display: grid; gap: 2px; font-size: 12px; color: var(--_quiet); }
    .list { overflow: auto; flex: 1; min-height: 0; }
    td { overflow-wrap: anywhere; }
    td:not(:has(details)):nth-child(-n + 3) { white-space: nowrap; overflow-wrap: normal; }
    tbody { font-size: 12px; }
    pre { white-space: pre-wrap; margin: 0; }
  `];

  @state() private page: 'server' | 'transactions' = 'server';
  @state() private entries: LogEntry[] = [];
  @state() private records: Transaction[] = [];
  @state() private filter: TransactionFilter = {};
  @state() private level = '';
  @state() private plugin = '';
  @state() private isFollowing = true;
  @state() private isAtEnd = false;
  @state() private shown: Transaction | undefined;
  @state() private levelsNow: LogLevels | undefined;
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  @query('.list') private readonly listElement!: HTMLElement;
  private last = 0;

  override render(): TemplateResult {
    return html`
      <div class="row" role="group" aria-label=${message('log.label')}>
        ${(['server', 'transactions'] as const).map((page) => html`<button aria-pressed=${String(page === this.page)} @click=${() => this.choose(page)}>${message(`log.${page}`)}</button>`)}
        <button aria-pressed=${String(this.isFollowing)} @click=${this.toggle}>${message(this.isFollowing ? 'log.pause' : 'log.follow')}</button>
        <button @click=${this.export}>${message('common.export')}</button>
      </div>
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem} <button @click=${() => this.follow()}>${message('common.retry')}</button></p>`}
      ${this.page === 'server' ? this.serverPage() : this.transactionPage()}
      <dialog aria-label=${this.shown ? message('log.details', { number: this.shown.number }) : nothing} @close=${whenClosed(() => { this.shown = undefined; })}>${this.shown ? this.detailsOf(this.shown) : nothing}</dialog>`;
  }

  protected override async refresh(signal: AbortSignal): Promise<void> {
    if (this.page === 'server') {
      this.levelsNow = await this.client.logLevels(signal);
      await this.tail(signal);
    } else {
      const after = this.records.at(-1)?.number;
      const found = await this.client.transactions({ ...this.filter, after, limit: pageSize }, signal);
      this.records = after === undefined ? found : [...this.records, ...found].slice(-5_000);
      this.isAtEnd = after === undefined ? found.length < pageSize : this.isAtEnd;
    }

    await this.show();
  }

  // The server tells of entries as they are written; where it ends, the next turn asks for what has come since.
  private async tail(signal: AbortSignal): Promise<void> {
    for await (const log of this.client.followLog({ after: this.last, limit: pageSize, level: this.level, plugin: this.plugin }, signal)) {
      this.problem = '';
      this.last = Math.max(this.last, log.last);
      this.entries = merge(this.entries, log);
      await this.show();
    }
  }

  private async show(): Promise<void> {
    if (!this.isFollowing) {
      this.rest();
    }

    await this.updateComplete;
    if (this.isFollowing) {
      this.listElement.scrollTop = this.listElement.scrollHeight;
    }
  }

  private serverPage(): TemplateResult {
    return html`
      <form @submit=${(event: Event) => event.preventDefault()}>
        ${this.select('log.level', levels, this.level, (value) => { this.level = value; this.begin(); })}
        <label>${message('log.plugin')}<input .value=${this.plugin} @change=${(event: Event) => { this.plugin = (event.target as HTMLInputElement).value.trim(); this.begin(); }}></label>
        ${this.levelsNow ? this.select('log.setLevel', levels, this.levelsNow.others[this.plugin] ?? this.levelsNow.default, (value) => void this.setLevel(value)) : nothing}
      </form>
      <div class="list" tabindex="0" role="log" aria-label=${message('log.server')}>
        ${this.entries.length === 0 ? html`<p class="quiet">${message('log.nothing')}</p>` : html`<table>
          <thead><tr>${(['log.time', 'log.level', 'log.plugin', 'log.message'] as const).map((key) => html`<th scope="col">${message(key)}</th>`)}</tr></thead>
          <tbody>${this.entries.map((entry) => html`<tr class=${/Error|Critical/.test(entry.level) ? 'problem' : ''}><td>${time(entry.time)}</td><td>${entry.level}</td><td title=${entry.category}>${entry.plugin ?? entry.category.slice(entry.category.lastIndexOf('.') + 1)}</td>
            <td>${entry.message}${entry.fault ? html`<details><summary>${message('log.details', { number: entry.number })}</summary><pre>${entry.fault}</pre></details>` : nothing}</td></tr>`)}</tbody></table>`}
      </div>`;
  }

  private transactionPage(): TemplateResult {
    const field = (key: MessageKey, name: keyof TransactionFilter, type = 'search'): TemplateResult => html`
      <label>${message(key)}<input type=${type} .value=${String(this.filter[name] ?? '')} @change=${(event: Event) => this.refine({ [name]: (event.target as HTMLInputElement).value.trim() })}></label>`;
    return html`
      <form @submit=${(event: Event) => event.preventDefault()}>
        ${this.select('log.kind', kinds, this.filter.kind ?? '', (kind) => this.refine({ kind }))}
        ${this.select('log.type', types, this.filter.type ?? '', (type) => this.refine({ type }))}
        ${field('log.ae', 'ae')} ${field('log.command', 'command')} ${field('log.status', 'status')} ${field('log.study', 'study')} ${field('log.text', 'text')}
        ${field('log.from', 'from', 'datetime-local')} ${field('log.to', 'to', 'datetime-local')}
      </form>
      <div class="list" tabindex="0" role="log" aria-label=${message('log.transactions')}>
        ${this.isAtEnd || this.records.length === 0 ? nothing : html`<button @click=${() => this.perform(() => this.older())}>${message('log.older')}</button>`}
        ${this.records.length === 0 ? html`<p class="quiet">${message('log.nothing')}</p>` : html`<table>
          <thead><tr>${(['log.time', 'log.type', 'log.ae', 'log.command', 'log.status', 'log.duration', 'log.message'] as const).map((key) => html`<th scope="col">${message(key)}</th>`)}<th></th></tr></thead>
          <tbody>${this.records.map((record) => html`<tr class=${record.type === 'Error' ? 'problem' : ''}><td>${time(record.at)}</td><td>${record.type}</td>
            <td>${record.direction === 'Incoming' ? '→' : record.direction === 'Outgoing' ? '←' : ''} ${record.remoteAETitle ?? record.user ?? ''}</td><td>${record.command ?? record.kind}</td>
            <td>${record.status ?? ''}</td><td class="number">${record.milliseconds.toFixed(1)} ms</td><td>${record.description ?? ''}</td>
            <td><button @click=${() => this.perform(() => this.open(record.number))}>${message('log.details', { number: record.number })}</button></td></tr>`)}</tbody></table>`}
      </div>`;
  }

  private detailsOf(record: Transaction): TemplateResult {
    const at = this.records.findIndex((each) => each.number === record.number);
    const step = (key: MessageKey, other: Transaction | undefined): TemplateResult =>
      html`<button ?disabled=${other === undefined} @click=${() => other && this.perform(() => this.open(other.number))}>${message(key)}</button>`;
    const { dataSet, dataSetProblem, ...fields } = record;
    return html`
      <div class="row">${step('log.previous', this.records[at - 1])}${step('log.next', this.records[at + 1])}<button @click=${() => this.dialog.close()}>${message('common.close')}</button></div>
      <table><tbody>${Object.entries(fields).map(([name, value]) => html`<tr><th scope="row">${name}</th><td>${name === 'bytes' ? bytes(Number(value)) : String(value)}</td></tr>`)}</tbody></table>
      <h3>${message('log.dataSet')}</h3>
      ${dataSet ? html`<gantry-tag-browser .data=${dataSet}></gantry-tag-browser>` : html`<p class="quiet">${dataSetProblem ?? message('log.noDataSet')}</p>`}`;
  }

  private select(key: MessageKey, choices: readonly string[], value: string, chosen: (value: string) => void): TemplateResult {
    return html`<label>${message(key)}<select @change=${(event: Event) => chosen((event.target as HTMLSelectElement).value)}>
      <option value="">${message('log.any')}</option>${choices.map((choice) => html`<option ?selected=${choice === value}>${choice}</option>`)}</select></label>`;
  }

  private choose(page: 'server' | 'transactions'): void {
    this.page = page;
    this.begin();
  }

  private refine(change: TransactionFilter): void {
    this.filter = { ...this.filter, ...change };
    this.begin();
  }

  private begin(): void {
    [this.entries, this.records, this.last, this.isAtEnd] = [[], [], 0, false];
    this.follow();
  }

  private toggle(): void {
    this.isFollowing = !this.isFollowing;
    if (this.isFollowing) {
      this.follow();
    } else {
      this.rest();
    }
  }

  private async older(): Promise<void> {
    this.isFollowing = false;
    const found = await this.client.transactions({ ...this.filter, before: this.records[0]?.number, limit: pageSize });
    this.records = [...found, ...this.records];
    this.isAtEnd = found.length < pageSize;
  }

  private async open(number: number): Promise<void> {
    this.shown = await this.client.transaction(number);
    if (!this.dialog.open) {
      this.dialog.showModal();
    }
  }

  private async setLevel(level: string): Promise<void> {
    await this.perform(async () => {
      this.levelsNow = await this.client.setLogLevel(this.plugin || undefined, level || undefined);
    });
  }

  private export(): void {
    if (this.page === 'server') {
      save('log.csv', 'text/csv', toCsv(this.entries, ['number', 'time', 'level', 'category', 'plugin', 'message', 'fault']));
    } else {
      save('transactions.jsonl', 'application/jsonl', this.records.map((record) => JSON.stringify(record)).join('\n') + '\n'); // what `gantry log import` reads
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-log': GantryLog;
  }
}
