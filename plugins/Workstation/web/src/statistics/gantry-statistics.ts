import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { AdminClient } from '../admin/client.js';
import type { Received, ReceivedBy, Statistics } from '../admin/models.js';
import { Http } from '../net/http.js';
import { bytes } from '../ui/format.js';
import { message, type MessageKey } from '../ui/messages.js';
import { Task } from '../ui/task.js';
import { theme } from '../ui/theme.js';

const groups: readonly ReceivedBy[] = ['day', 'ae', 'modality'];
const number = (value: number): string => value.toLocaleString();

/** How much the server has, and what came when and from whom: `<gantry-statistics>`, with `token` set by the page. It asks when it is shown, and when a person does. */
@customElement('gantry-statistics')
export class GantryStatistics extends LitElement {
  static override styles = [theme, css`
    :host { padding: 10px 14px; overflow: auto; }
    table { width: auto; min-width: min(640px, 100%); }
    form label { display: grid; gap: 2px; font-size: 12px; color: var(--_quiet); }
    form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; }
    .bar { width: 240px; }
    .bar div { height: 12px; border-radius: 2px; background: var(--_accent); min-width: 1px; }
  `];

  /** The URL of the server; empty for that of the page. */
  @property() server = '';
  @property({ attribute: false }) token: string | undefined;
  @state() private by: ReceivedBy = 'day';
  @state() private from = '';
  @state() private to = '';
  @state() private held: Statistics | undefined;
  @state() private received: Received | undefined;
  private readonly asking = new Task(this);

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate('server');
  }

  override willUpdate(changed: PropertyValues): void {
    if ((changed.has('server') || changed.has('token')) && this.isConnected) {
      void this.ask();
    }
  }

  override render(): TemplateResult {
    return html`
      ${this.asking.problem === undefined ? nothing : html`<p class="problem" role="alert">${message('common.failed', { reason: this.asking.problem })} <button @click=${() => this.ask()}>${message('common.retry')}</button></p>`}
      <div role="status">${this.asking.isRunning ? message('common.loading') : ''}</div>
      <h2>${message('statistics.received')}</h2>
      <form @submit=${(event: Event) => { event.preventDefault(); void this.ask(); }}>
        <label>${message('statistics.by')}<select @change=${(event: Event) => { this.by = (event.target as HTMLSelectElement).value as ReceivedBy; void this.ask(); }}>${groups.map((by) => html`
          <option value=${by} ?selected=${by === this.by}>${message(`statistics.by.${by}`)}</option>`)}</select></label>
        <label>${message('log.from')}<input type="date" .value=${this.from || (this.received?.from ?? '')} @change=${(event: Event) => { this.from = (event.target as HTMLInputElement).value; }}></label>
        <label>${message('log.to')}<input type="date" .value=${this.to || (this.received?.to ?? '')} @change=${(event: Event) => { this.to = (event.target as HTMLInputElement).value; }}></label>
        <button class="primary">${message('common.refresh')}</button>
      </form>
      ${this.received && this.receivedOf(this.received)}
      <h2>${message('statistics.held')}</h2>
      ${this.held && this.heldOf(this.held)}`;
  }

  private receivedOf({ received }: Received): TemplateResult {
    const most = Math.max(1, ...received.map((each) => each.bytes));
    return received.length === 0 ? html`<p class="quiet">${message('statistics.nothing')}</p>` : html`<table>
      <thead><tr>${head(`statistics.by.${this.by}`)}${head('statistics.instances', true)}${head('statistics.bytes', true)}<th></th></tr></thead>
      <tbody>${received.map((each) => html`
        <tr><th scope="row">${each.name || '—'}</th><td class="number">${number(each.instances)}</td><td class="number">${bytes(each.bytes)}</td>
          <td class="bar" aria-hidden="true"><div style=${`width: ${(100 * each.bytes) / most}%`}></div></td></tr>`)}</tbody></table>`;
  }

  private heldOf({ catalog, modalities }: Statistics): TemplateResult {
    const most = Math.max(1, ...modalities.map((each) => each.instances));
    return html`
      <p>${message('statistics.all', { patients: number(catalog.patients), studies: number(catalog.studies), series: number(catalog.series), instances: number(catalog.instances), size: bytes(catalog.bytes) })}</p>
      ${modalities.length === 0 ? nothing : html`<table>
        <thead><tr>${head('statistics.by.modality')}${head('statistics.series', true)}${head('statistics.instances', true)}<th></th></tr></thead>
        <tbody>${modalities.map((each) => html`
          <tr><th scope="row">${each.modality === null ? message('statistics.others') : each.modality || '—'}</th><td class="number">${number(each.series)}</td><td class="number">${number(each.instances)}</td>
            <td class="bar" aria-hidden="true"><div style=${`width: ${(100 * each.instances) / most}%`}></div></td></tr>`)}</tbody></table>`}`;
  }

  private async ask(): Promise<void> {
    await this.asking.run(async (signal) => {
      const client = new AdminClient(new Http(this.server, () => (this.token ? `Bearer ${this.token}` : undefined)));
      const [received, held] = await Promise.all([client.received(this.by, this.from, this.to, signal), client.statistics(signal)]);
      [this.received, this.held] = [received, held];
    });
  }
}

const head = (key: MessageKey, isNumber = false): TemplateResult => html`<th scope="col" class=${isNumber ? 'number' : ''}>${message(key)}</th>`;

declare global {
  interface HTMLElementTagNameMap {
    'gantry-statistics': GantryStatistics;
  }
}
