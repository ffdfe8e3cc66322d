import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Association, HeldGenerations, Plugin, PluginAction, PluginList, ServerStatus, SwapOptions } from '../admin/models.js';
import { AdminElement } from '../ui/adminElement.js';
import { whenClosed } from '../ui/dialog.js';
import { bytes, duration, time } from '../ui/format.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import { actionsOf, isDraining, moodOf } from './actions.js';
import './gantry-listeners.js';

/** The plugins of a server, the ports that it listens on, and the associations that are open: `<gantry-services server="http://127.0.0.1:8104">`, with `token` set by the page. */
@customElement('gantry-services')
export class GantryServices extends AdminElement {
  static override styles = [theme, css`
    :host { padding: 10px 14px; overflow: auto; }
    tbody th { font-weight: 400; color: var(--_text); }
    tbody th strong { font-weight: 600; }
    td .row { flex-wrap: nowrap; justify-content: end; }
    h2 { display: flex; gap: 12px; align-items: center; }
    details { margin: 4px 0; }
    dialog form { display: grid; gap: 10px; }
    dialog label { display: grid; gap: 2px; }
  `];

  @state() private status: ServerStatus | undefined;
  @state() private list: PluginList = { plugins: [], retired: [] };
  @state() private associations: Association[] = [];
  @state() private asked: { id: string; action: PluginAction | 'install' } | undefined;
  @state() private held: HeldGenerations | undefined;
  @state() private done = '';
  @state() private busy = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render(): TemplateResult {
    return html`
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem} <button @click=${() => this.follow()}>${message('common.retry')}</button></p>`}
      <p role="status">${this.done}</p>
      ${this.status ? this.statusOf(this.status) : html`<p>${message('common.loading')}</p>`}
      <h2>${message('services.plugins')} <button @click=${() => this.ask('', 'install')}>${message('services.install')}</button></h2>
      <table>
        <thead><tr>${['services.plugins', 'services.version', 'services.state', 'services.operations', 'services.health'].map((key) => html`<th scope="col">${message(key as 'services.state')}</th>`)}<th></th></tr></thead>
        <tbody>${this.list.plugins.map((plugin) => this.rowOf(plugin))}</tbody>
      </table>
      ${this.retiredOf()}
      <h2>${message('services.listeners')}</h2>
      <gantry-listeners .server=${this.server} .token=${this.token} .interval=${this.interval}></gantry-listeners>
      <h2>${message('services.associations')}</h2>
      ${this.associations.length === 0 ? html`<p class="quiet">${message('services.noAssociations')}</p>` : this.associationsOf()}
      <dialog aria-label=${this.held ? `${message('services.why')}: ${this.held.id}` : this.asked ? `${message(`services.${this.asked.action}`)} ${this.asked.id}`.trim() : nothing}
        @close=${whenClosed(() => { [this.asked, this.held] = [undefined, undefined]; })}>${this.held ? this.heldOf(this.held) : this.asked ? this.questionOf(this.asked.id, this.asked.action) : nothing}</dialog>`;
  }

  protected override async refresh(signal: AbortSignal): Promise<void> {
    [this.status, this.list, this.associations] = await Promise.all([this.client.status(signal), this.client.plugins(signal), this.client.associations(signal)]);
  }

  private statusOf(status: ServerStatus): TemplateResult {
    const { catalog } = status;
    return html`
      <p>${message('services.status', {
        ae: status.aeTitle, version: status.version, serving: status.pluginsServing, refused: status.pluginsRefused, associations: status.associations.current,
      })}</p>
      ${catalog ? html`<p>${message('services.catalog', { studies: catalog.studies, instances: catalog.instances, size: bytes(catalog.bytes) })}</p>` : html`<p class="problem">${status.catalogProblem}</p>`}`;
  }

  private rowOf(plugin: Plugin): TemplateResult {
    return html`
      <tr>
        <th scope="row"><strong>${plugin.id}</strong><div class="quiet">${plugin.description}</div>
          ${plugin.serves.length === 0 ? nothing : html`<details><summary>${message('services.serves')}</summary>${plugin.serves.map((each) => html`<div>${each}</div>`)}</details>`}</th>
        <td>${plugin.version}${plugin.canary ? html`<div>${message('services.onTrial', { version: plugin.canary.version, gets: plugin.canary.gets })}</div>` : nothing}</td>
        <td><span class=${moodOf(plugin.state)}>${plugin.state}</span>${plugin.refusal ? html`<div class="problem">${plugin.refusal}</div>` : nothing}</td>
        <td class="number">${plugin.operations}</td>
        <td>${plugin.health.map((each) => html`<div class=${each.failures + each.faults > 0 ? 'problem' : ''}>${message('services.healthOf', {
          command: each.command, operations: each.operations, failures: each.failures + each.faults, median: each.medianMilliseconds.toFixed(1),
        })}</div>`)}</td>
        <td><div class="row">${actionsOf(plugin, this.list.retired).map((action) => html`
          <button class=${action === 'unload' ? 'danger' : ''} ?disabled=${this.busy === plugin.id} @click=${() => this.ask(plugin.id, action)}>${message(`services.${action}`)}</button>`)}</div></td>
      </tr>`;
  }

  private retiredOf(): TemplateResult | typeof nothing {
    return this.list.retired.length === 0 ? nothing : html`
      <details><summary>${message('services.retired')}</summary>
        <table><tbody>${this.list.retired.map((each) => html`<tr><td>${each.id} ${each.version}</td><td>${time(each.retiredAt)}</td>
          <td>${message(each.collectedAt !== null ? 'services.collected' : isDraining(each) ? 'services.draining' : 'services.unloaded')}</td>
          <td>${each.collectedAt === null && !isDraining(each) && !each.isKept ? html`<button @click=${() => this.showHeld(each.id)}>${message('services.why')}</button>` : nothing}</td></tr>`)}</tbody></table>
      </details>`;
  }

  private associationsOf(): TemplateResult {
    return html`
      <table>
        <thead><tr>${(['services.calling', 'services.called', 'services.peer', 'services.operations', 'services.bytes', 'services.age'] as const).map((key) => html`<th scope="col">${message(key)}</th>`)}<th></th></tr></thead>
        <tbody>${this.associations.map((each) => html`
          <tr><td>${each.callingAETitle}</td><td>${each.calledAETitle}</td><td>${each.direction === 'in' ? '→' : '←'} ${each.peer} ${each.tls ?? ''}</td>
            <td>${each.operations.map((operation) => html`<div>${operation.command} ${operation.sopClass} (${duration(operation.seconds)})</div>`)}
              <details><summary>${each.presentationContexts.length}</summary>${each.presentationContexts.map((context) => html`<div>${context.id}: ${context.name}, ${context.transferSyntax}</div>`)}</details></td>
            <td class="number">${bytes(each.bytesReceived)} / ${bytes(each.bytesSent)}</td><td class="number">${duration(each.ageSeconds)}</td>
            <td><button class="danger" aria-label=${`${message('services.abort')} ${each.callingAETitle}`} @click=${() => this.abortAssociation(each)}>${message('services.abort')}</button></td></tr>`)}</tbody>
      </table>`;
  }

  private questionOf(id: string, action: PluginAction | 'install'): TemplateResult {
    const isSwap = action !== 'cancel' && action !== 'pause';
    const hasCanary = action === 'load' || action === 'reload' || action === 'install';
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.answer(new FormData(event.target as HTMLFormElement)); }}>
        <h3>${message(`services.${action}`)} ${id}</h3>
        ${action === 'unload' ? html`<p>${message('services.confirmUnload', { id })}</p>` : nothing}
        ${action === 'pause' ? html`<p>${message('services.confirmPausePlugin')}</p>` : nothing}
        ${action === 'install' ? html`<label>${message('services.folder')}<input name="folder" required></label>` : nothing}
        ${hasCanary ? html`<label>${message('services.canary')}<input name="canary" type="number" min="1" max="99"></label>` : nothing}
        ${isSwap ? html`
          <label>${message('services.drain')}<select name="drain"><option value="">${message('services.drainUsual')}</option><option value="wait">${message('services.drainWait')}</option>
            <option value="cancel">${message('services.drainCancel')}</option></select></label>
          <label>${message('services.deadline')}<input name="deadline" type="number" min="0" max="86400"></label>` : nothing}
        <div class="row"><button class="primary">${message('common.confirm')}</button><button type="button" @click=${() => this.dialog.close()}>${message('common.cancel')}</button></div>
      </form>`;
  }

  private heldOf({ id, generations }: HeldGenerations): TemplateResult {
    return html`<h3>${id}</h3>${generations.map((each) => html`<h4>${each.name}</h4>${each.problem ? html`<p class="problem">${each.problem}</p>` : nothing}<ol>${each.path.map((step) => html`<li>${step}</li>`)}</ol>`)}
      <button @click=${() => this.dialog.close()}>${message('common.close')}</button>`;
  }

  // What gives a plugin its operations again needs no thought.
  private ask(id: string, action: PluginAction | 'install'): void {
    if (action === 'resume') {
      void this.act(id, action, () => this.client.change(id, action));
    } else {
      [this.asked, this.held] = [{ id, action }, undefined];
      this.dialog.showModal();
    }
  }

  private async answer(form: FormData): Promise<void> {
    const { id, action } = this.asked ?? { id: '', action: 'cancel' as const };
    const text = (name: string): string => String(form.get(name) ?? '');
    const number = (name: string): number | undefined => (text(name) === '' ? undefined : Number(text(name)));
    const drain = text('drain');
    const options: SwapOptions = { canary: number('canary'), drain: drain === 'wait' || drain === 'cancel' ? drain : undefined, deadline: number('deadline') };
    this.dialog.close();
    await this.act(id || text('folder'), action, () => (action === 'install' ? this.client.install(text('folder'), options) : this.client.change(id, action, options)));
  }

  private async act(id: string, action: PluginAction | 'install', change: () => Promise<unknown>): Promise<void> {
    [this.busy, this.done] = [id, ''];
    const isDone = await this.perform(change);
    [this.busy, this.done] = ['', isDone ? message('services.done', { id, action: message(`services.${action}`) }) : ''];
  }

  private async abortAssociation({ id, callingAETitle }: Association): Promise<void> {
    if (confirm(message('services.confirmAbort', { ae: callingAETitle }))) {
      await this.perform(() => this.client.abort(id));
    }
  }

  private async showHeld(id: string): Promise<void> {
    await this.perform(async () => {
      [this.asked, this.held] = [undefined, await this.client.why(id)];
      this.dialog.showModal();
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-services': GantryServices;
  }
}
