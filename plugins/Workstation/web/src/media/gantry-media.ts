import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { conditionOf } from '../actions/gantry-order-media.js';
import type { MediaDevice, MediaRequest } from '../admin/models.js';
import { AdminElement } from '../ui/adminElement.js';
import { time } from '../ui/format.js';
import { message, type MessageKey } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import { changesOf, progressOf } from './progress.js';

/** What media are to be made, how far each is, and the devices: `<gantry-media>`, with `token` set by the page. */
@customElement('gantry-media')
export class GantryMedia extends AdminElement {
  static override styles = [theme, css`
    :host { padding: 10px 14px; overflow: auto; }
    progress { width: 120px; vertical-align: middle; }
    td .row { flex-wrap: nowrap; }
    td button, .progress { white-space: nowrap; }
  `];

  /** Whether what has ended is shown, too. */
  @state() private all = false;
  @state() private requests: MediaRequest[] = [];
  @state() private devices: MediaDevice[] = [];

  override render(): TemplateResult {
    return html`
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem} <button @click=${() => this.follow()}>${message('common.retry')}</button></p>`}
      <p><label><input type="checkbox" .checked=${this.all} @change=${(event: Event) => { this.all = (event.target as HTMLInputElement).checked; this.follow(); }}> ${message('media.all')}</label></p>
      <h2>${message('media.requests')}</h2>
      ${this.requests.length === 0 ? html`<p class="quiet">${message('media.none')}</p>` : html`<table>
        <thead><tr>${this.headers(['media.label', 'media.device', 'media.profile', 'media.instances', 'media.copies', 'media.state', 'media.progress', 'media.by', 'media.since'])}<th></th></tr></thead>
        <tbody>${[...this.requests].reverse().map((request) => this.row(request))}</tbody></table>`}
      <h2>${message('media.devices')}</h2>
      ${this.devices.length === 0 ? html`<p class="quiet">${message('media.noDevices')}</p>` : html`<table>
        <thead><tr>${this.headers(['common.name', 'media.media', 'media.condition'])}</tr></thead>
        <tbody>${this.devices.map((device) => html`
          <tr><th scope="row">${device.name}</th><td>${device.media.join(', ')}</td><td>${conditionOf(device)}<div class="quiet">${device.note}</div></td></tr>`)}</tbody></table>`}`;
  }

  protected override async refresh(signal: AbortSignal): Promise<void> {
    [this.requests, this.devices] = await Promise.all([this.client.media(this.all, signal), this.client.mediaDevices(signal)]);
  }

  private row(request: MediaRequest): TemplateResult {
    const { made, total } = progressOf(request);
    const name = request.label || request.uid;
    return html`
      <tr><th scope="row">${name}</th><td>${request.device}</td><td>${request.profile}</td><td class="number">${request.instances}</td><td class="number">${request.copies}</td>
        <td>${request.executionStatus === '' ? nothing : message(`media.status.${request.executionStatus}`)} <span class="quiet">${request.executionStatusInfo === 'NORMAL' ? nothing : request.executionStatusInfo}</span>
          <div class="quiet">${request.note}</div></td>
        <td class="progress"><progress aria-label=${`${message('media.progress')} ${name}`} max=${total} value=${made}></progress> ${message('media.made', { made, total })}</td>
        <td>${request.peer}</td><td>${time(request.createdAt)}</td>
        <td><div class="row">${changesOf(request).map((change) => html`
          <button class=${change === 'cancel' ? 'danger' : ''} aria-label=${`${message(`media.${change}`)} ${name}`}
            @click=${() => this.perform(() => this.client.changeMedia(request.uid, change))}>${message(`media.${change}`)}</button>`)}</div></td></tr>`;
  }

  private headers(keys: readonly MessageKey[]): TemplateResult[] {
    return keys.map((key) => html`<th scope="col">${message(key)}</th>`);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-media': GantryMedia;
  }
}
