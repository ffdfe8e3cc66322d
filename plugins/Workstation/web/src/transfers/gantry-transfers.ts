import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Fetch, Retrieval } from '../admin/models.js';
import { AdminElement } from '../ui/adminElement.js';
import { time } from '../ui/format.js';
import { message, type MessageKey } from '../ui/messages.js';
import { theme } from '../ui/theme.js';

type Change = 'pause' | 'resume' | 'cancel';

/** What other AEs send here, and what is sent to them, with its progress: `<gantry-transfers>`, with `token` set by the page. */
@customElement('gantry-transfers')
export class GantryTransfers extends AdminElement {
  static override styles = [theme, css`
    :host { padding: 10px 14px; overflow: auto; }
    progress { width: 120px; vertical-align: middle; }
    .uids { overflow-wrap: anywhere; }
    td .row { flex-wrap: nowrap; }
    input[type='number'] { width: 5.5em; text-align: right; }
  `];

  /** Whether what ended is shown, too. */
  @state() private all = false;
  @state() private fetches: Fetch[] = [];
  @state() private retrievals: Retrieval[] = [];

  override render(): TemplateResult {
    return html`
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem} <button @click=${() => this.follow()}>${message('common.retry')}</button></p>`}
      <p><label><input type="checkbox" .checked=${this.all} @change=${(event: Event) => { this.all = (event.target as HTMLInputElement).checked; this.follow(); }}> ${message('transfers.all')}</label></p>
      <h2>${message('transfers.fetches')}</h2>
      ${this.fetches.length === 0 ? html`<p class="quiet">${message('transfers.none')}</p>` : html`<table>
        <thead><tr>${this.headers(['transfers.from', 'transfers.what', 'transfers.state', 'transfers.priority', 'transfers.progress', 'transfers.by', 'transfers.begun'])}<th></th></tr></thead>
        <tbody>${this.fetches.map((fetch) => html`
          <tr><th scope="row">${fetch.from}</th><td class="uids">${[...fetch.studies, ...fetch.series].join(', ')}</td>
            <td>${message(`transfers.${fetch.state}`)}<div class="quiet">${fetch.note}</div></td><td class="number">${this.priorityOf(fetch)}</td><td>${this.progressOf(fetch, fetch.from)}</td><td>${fetch.user}</td><td>${time(fetch.createdAt)}</td>
            <td><div class="row">${changesOf(fetch).map((change) => html`
              <button class=${change === 'cancel' ? 'danger' : ''} aria-label=${`${message(`transfers.${change}`)} ${fetch.studies.join(', ')}`}
                @click=${() => this.perform(() => this.client.changeFetch(fetch.uid, change))}>${message(`transfers.${change}`)}</button>`)}</div></td></tr>`)}</tbody></table>`}
      <h2>${message('transfers.retrievals')}</h2>
      ${this.retrievals.length === 0 ? html`<p class="quiet">${message('transfers.none')}</p>` : html`<table>
        <thead><tr>${this.headers(['transfers.to', 'transfers.what', 'transfers.state', 'transfers.progress', 'transfers.by', 'transfers.begun'])}<th></th></tr></thead>
        <tbody>${this.retrievals.map((retrieval) => html`
          <tr><th scope="row">${retrieval.destination}</th><td class="uids">${retrieval.command} ${retrieval.level.toLowerCase()} ${retrieval.keys.join(', ')}</td>
            <td>${retrieval.status ?? retrieval.state ?? message('transfers.running')}<div class="quiet">${retrieval.comment}</div></td>
            <td>${this.progressOf(retrieval, retrieval.destination)}</td><td>${retrieval.requestor}</td><td>${time(retrieval.begunAt)}</td>
            <td><div class="row">${changesOfRetrieval(retrieval).map((change) => html`
              <button class=${change === 'cancel' ? 'danger' : ''} aria-label=${`${message(`transfers.${change}`)} ${retrieval.destination} ${retrieval.id}`}
                @click=${() => this.perform(() => this.client.changeRetrieval(retrieval.id, change))}>${message(`transfers.${change}`)}</button>`)}</div></td></tr>`)}</tbody></table>`}`;
  }

  protected override async refresh(signal: AbortSignal): Promise<void> {
    [this.fetches, this.retrievals] = await Promise.all([this.client.fetches(this.all, signal), this.client.retrievals(this.all, signal)]);
  }

  // What has ended is not begun any more.
  private priorityOf({ uid, state, priority, studies }: Fetch): TemplateResult | number {
    return state === 'done' || state === 'failed' ? priority : html`
      <input type="number" min="-100" max="100" aria-label=${message('transfers.priorityOf', { what: studies.join(', ') })} .value=${String(priority)}
        @change=${(event: Event) => this.prioritise(uid, event.target as HTMLInputElement)}>`;
  }

  private async prioritise(uid: string, input: HTMLInputElement): Promise<void> {
    if (input.value !== '' && input.reportValidity()) {
      await this.perform(() => this.client.prioritiseFetch(uid, Number(input.value)));
    }
  }

  private headers(keys: readonly MessageKey[]): TemplateResult[] {
    return keys.map((key) => html`<th scope="col">${message(key)}</th>`);
  }

  private progressOf({ remaining = 0, completed = 0, failed = 0, warning = 0 }: Partial<Pick<Fetch, 'remaining' | 'completed' | 'failed' | 'warning'>>, of: string): TemplateResult {
    const [done, total] = [completed + warning, completed + warning + failed + remaining];
    return html`<progress aria-label=${`${message('transfers.progress')} ${of}`} max=${Math.max(total, 1)} value=${done}></progress>
      ${message('transfers.counts', { done, total })}${failed === 0 ? nothing : html` <span class="problem">${message('transfers.failures', { failed })}</span>`}`;
  }
}

/** What can be done with a retrieval as it stands. */
function changesOf({ state }: Fetch): readonly Change[] {
  switch (state) {
    case 'done': return [];
    case 'failed': return ['resume'];
    case 'paused': return ['resume', 'cancel'];
    default: return ['pause', 'cancel'];
  }
}

/** What can be done with what is sent, where there is a record of it. */
function changesOfRetrieval({ state }: Retrieval): readonly ('resume' | 'cancel')[] {
  return state === 'interrupted' ? ['resume', 'cancel'] : state === 'waits' || state === 'goes on' ? ['cancel'] : [];
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-transfers': GantryTransfers;
  }
}
