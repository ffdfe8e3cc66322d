import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Plugin, Refusal, RemoteNode } from '../admin/models.js';
import { AdminElement } from '../ui/adminElement.js';
import { whenClosed } from '../ui/dialog.js';
import { time } from '../ui/format.js';
import { message, type MessageKey } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import './gantry-databases.js';
import './gantry-users.js';
import './settings-form.js';
import { accessOperations, readNode, usualOperations } from './nodeForm.js';

const pages = ['settings', 'nodes', 'refusals', 'users', 'databases'] as const;

type Page = (typeof pages)[number];

/** The settings of each plugin, the AEs that are known, who was refused, users with their roles, and the database: `<gantry-config>`, with `token` set by the page. */
@customElement('gantry-config')
export class GantryConfig extends AdminElement {
  static override styles = [theme, css`
    :host { padding: 10px 14px; overflow: auto; }
    dialog form { display: grid; gap: 8px; min-width: 320px; }
    dialog label { display: grid; gap: 2px; }
    fieldset label { display: inline-flex; gap: 4px; margin-right: 8px; }
  `];

  @state() private page: Page = 'settings';
  @state() private plugins: Plugin[] = [];
  @state() private plugin = '';
  @state() private nodes: RemoteNode[] = [];
  @state() private refusals: Refusal[] = [];
  @state() private edited: RemoteNode | undefined;
  @state() private faults: string[] = [];
  @state() private echoed = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render(): TemplateResult {
    return html`
      <div class="row" role="group" aria-label=${message('config.label')}>${pages.map((page) => html`
        <button aria-pressed=${String(page === this.page)} @click=${() => { this.page = page; this.follow(); }}>${message(`config.${page}`)}</button>`)}</div>
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem} <button @click=${() => this.follow()}>${message('common.retry')}</button></p>`}
      ${this.shownPage()}
      <dialog aria-label=${!this.edited ? nothing : this.edited.aeTitle === '' ? message('config.addNode') : message('config.editNode', { ae: this.edited.aeTitle })}
        @close=${whenClosed(() => { this.edited = undefined; this.faults = []; })}>${this.edited ? this.nodeForm(this.edited) : nothing}</dialog>`;
  }

  protected override async refresh(signal: AbortSignal): Promise<void> {
    switch (this.page) {
      case 'settings': {
        const { plugins } = await this.client.plugins(signal);
        this.plugins = plugins;
        this.plugin ||= plugins[0]?.id ?? '';
        break;
      }
      case 'nodes':
        this.nodes = await this.client.nodes(signal);
        break;
      case 'refusals':
        this.refusals = await this.client.refusals(signal);
        break;
      case 'users':
      case 'databases':
        break; // they ask for themselves
    }
  }

  private shownPage(): TemplateResult {
    switch (this.page) {
      case 'settings': return this.settingsPage();
      case 'nodes': return this.nodesPage();
      case 'refusals': return this.refusalsPage();
      case 'users': return html`<gantry-users .server=${this.server} .token=${this.token}></gantry-users>`;
      case 'databases': return html`<gantry-databases .server=${this.server} .token=${this.token}></gantry-databases>`;
    }
  }

  private settingsPage(): TemplateResult {
    return html`
      <p><label>${message('config.plugin')} <select @change=${(event: Event) => { this.plugin = (event.target as HTMLSelectElement).value; }}>
        ${this.plugins.map(({ id }) => html`<option ?selected=${id === this.plugin}>${id}</option>`)}</select></label></p>
      <gantry-settings-form .client=${this.client} .plugin=${this.plugin}></gantry-settings-form>`;
  }

  private nodesPage(): TemplateResult {
    return html`
      <p><button class="primary" @click=${() => this.edit({ aeTitle: '' })}>${message('config.addNode')}</button> <span role="status">${this.echoed}</span></p>
      ${this.nodes.length === 0 ? html`<p class="quiet">${message('config.noNodes')}</p>` : html`<table>
        <thead><tr>${this.headers(['config.aeTitle', 'config.alias', 'config.host', 'config.port', 'config.addresses', 'config.operations'])}<th></th></tr></thead>
        <tbody>${this.nodes.map((node) => html`
          <tr><th scope="row">${node.aeTitle}</th><td>${node.alias}</td><td>${node.host}${node.tls ? ' (TLS)' : ''}</td><td class="number">${node.port}</td>
            <td>${node.addresses?.join(', ')}</td><td>${(node.operations ?? usualOperations).join(', ')}</td>
            <td><div class="row">${node.host ? html`<button aria-label=${`${message('config.echo')} ${node.aeTitle}`} @click=${() => this.echo(node)}>${message('config.echo')}</button>` : nothing}
              <button @click=${() => this.edit(node)}>${message('config.editNode', { ae: node.aeTitle })}</button>
              <button class="danger" aria-label=${`${message('common.remove')} ${node.aeTitle}`} @click=${() => this.removeNode(node)}>${message('common.remove')}</button></div></td></tr>`)}</tbody></table>`}`;
  }

  private refusalsPage(): TemplateResult {
    return this.refusals.length === 0 ? html`<p class="quiet">${message('config.noRefusals')}</p>` : html`
      <table>
        <thead><tr>${this.headers(['config.aeTitle', 'config.addresses', 'config.reason', 'config.times', 'config.last'])}<th></th></tr></thead>
        <tbody>${this.refusals.map(({ callingAETitle, address, reason, detail, count, last }) => html`
          <tr><td>${callingAETitle ?? '—'}</td><td>${address}</td><td>${reason}<div class="quiet">${detail}</div></td><td class="number">${count}</td><td>${time(last)}</td>
            <td>${callingAETitle === undefined ? nothing : html`<button aria-label=${`${message('config.allow')} ${callingAETitle}`}
              @click=${() => this.perform(() => this.client.allow(callingAETitle, address === undefined ? undefined : [address]))}>${message('config.allow')}</button>`}</td></tr>`)}</tbody>
      </table>`;
  }

  private nodeForm(node: RemoteNode): TemplateResult {
    const field = (key: MessageKey, name: string, value: string | number | undefined, isFixed = false): TemplateResult =>
      html`<label>${message(key)}<input name=${name} .value=${String(value ?? '')} ?readonly=${isFixed}></label>`;
    const lines = (key: MessageKey, name: string, values: readonly string[] | undefined): TemplateResult =>
      html`<label>${message(key)}<textarea name=${name} rows="3" placeholder=${message('config.lines')} .value=${values?.join('\n') ?? ''}></textarea></label>`;
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.saveNode(new FormData(event.target as HTMLFormElement)); }}>
        ${this.faults.map((fault) => html`<p class="problem" role="alert">${fault}</p>`)}
        ${field('config.aeTitle', 'aeTitle', node.aeTitle, node.aeTitle !== '')} ${field('config.alias', 'alias', node.alias)}
        ${field('config.host', 'host', node.host)} ${field('config.port', 'port', node.port)} ${lines('config.addresses', 'addresses', node.addresses)}
        <fieldset><legend>${message('config.operations')}</legend>${accessOperations.map((operation) => html`
          <label><input type="checkbox" name="operations" value=${operation} .checked=${(node.operations ?? usualOperations).includes(operation)}>${operation}</label>`)}</fieldset>
        ${field('config.maximum', 'maximum', node.maximumAssociations)} ${lines('config.certificates', 'certificates', node.certificates)}
        <div class="row"><button class="primary">${message('common.save')}</button><button type="button" @click=${() => this.dialog.close()}>${message('common.cancel')}</button></div>
      </form>`;
  }

  private headers(keys: readonly MessageKey[]): TemplateResult[] {
    return keys.map((key) => html`<th scope="col">${message(key)}</th>`);
  }

  private async echo({ aeTitle }: RemoteNode): Promise<void> {
    this.echoed = message('common.loading');
    const isDone = await this.perform(async () => {
      const { status, milliseconds } = await this.client.echo(aeTitle);
      this.echoed = message('config.echoed', { ae: aeTitle, status, time: Math.round(milliseconds) });
    });
    this.echoed = isDone ? this.echoed : '';
  }

  private edit(node: RemoteNode): void {
    this.edited = node;
    this.dialog.showModal();
  }

  private async saveNode(form: FormData): Promise<void> {
    const { node: { aeTitle, ...change }, faults } = readNode(form);
    this.faults = faults;
    if (faults.length === 0) {
      this.dialog.close();
      await this.perform(async () => { this.nodes = await this.client.putNode(aeTitle, change); });
    }
  }

  private async removeNode({ aeTitle }: RemoteNode): Promise<void> {
    if (confirm(message('config.confirmRemove', { ae: aeTitle }))) {
      await this.perform(async () => { this.nodes = await this.client.removeNode(aeTitle); });
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-config': GantryConfig;
  }
}
