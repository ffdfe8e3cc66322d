import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Listener, ListenerAction } from '../admin/models.js';
import { AdminElement } from '../ui/adminElement.js';
import { whenClosed } from '../ui/dialog.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import { actionsOfListener } from './actions.js';

const moods = { serving: 'good', paused: 'problem', stopped: 'problem' } as const;

/** The ports that DICOM is served on, which can be paused, stopped and started: `<gantry-listeners>`, with `token` set by the page. */
@customElement('gantry-listeners')
export class GantryListeners extends AdminElement {
  static override styles = [theme, css`
    td .row { flex-wrap: nowrap; justify-content: end; }
    dialog form { display: grid; gap: 10px; }
  `];

  @state() private listeners: readonly Listener[] = [];
  @state() private asked: { listener: Listener; action: ListenerAction } | undefined;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render(): TemplateResult {
    return html`
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem} <button @click=${() => this.follow()}>${message('common.retry')}</button></p>`}
      <table>
        <thead><tr>${(['services.listener', 'services.endpoint', 'services.titles', 'services.state', 'services.associations'] as const).map((key) => html`<th scope="col" class=${key === 'services.associations' ? 'number' : ''}>${message(key)}</th>`)}<th></th></tr></thead>
        <tbody>${this.listeners.map((listener) => html`
          <tr><th scope="row">${listener.name}</th><td>${listener.endpoint}${listener.tls ? ' (TLS)' : ''}</td><td>${listener.aeTitles.join(', ')}</td>
            <td><span class=${moods[listener.state]}>${message(`services.${listener.state}`)}</span></td><td class="number">${listener.associations}</td>
            <td><div class="row">${actionsOfListener(listener).map((action) => html`
              <button class=${action === 'stop' ? 'danger' : ''} aria-label=${`${message(`services.${action}`)} ${listener.name}`} @click=${() => this.ask(listener, action)}>${message(`services.${action}`)}</button>`)}</div></td></tr>`)}</tbody>
      </table>
      <dialog aria-label=${this.asked ? `${message(`services.${this.asked.action}`)} ${this.asked.listener.name}` : nothing} @close=${whenClosed(() => { this.asked = undefined; })}>${this.asked ? this.questionOf(this.asked.listener, this.asked.action) : nothing}</dialog>`;
  }

  protected override async refresh(signal: AbortSignal): Promise<void> {
    this.listeners = await this.client.listeners(signal);
  }

  private questionOf({ name, associations }: Listener, action: ListenerAction): TemplateResult {
    return html`
      <form @submit=${(event: SubmitEvent) => { event.preventDefault(); void this.answer(new FormData(event.target as HTMLFormElement)); }}>
        <h3>${message(`services.${action}`)} ${name}</h3>
        <p>${message(action === 'pause' ? 'services.confirmPause' : 'services.confirmStop')}</p>
        <label><input type="checkbox" name="abort"> ${message('services.abortAll', { count: associations })}</label>
        <div class="row"><button class="primary">${message('common.confirm')}</button><button type="button" @click=${() => this.dialog.close()}>${message('common.cancel')}</button></div>
      </form>`;
  }

  // What lets callers in again needs no thought.
  private ask(listener: Listener, action: ListenerAction): void {
    if (action === 'start') {
      void this.change(listener, action, false);
    } else {
      this.asked = { listener, action };
      this.dialog.showModal();
    }
  }

  private async answer(form: FormData): Promise<void> {
    const { asked } = this;
    this.dialog.close();
    if (asked) {
      await this.change(asked.listener, asked.action, form.has('abort'));
    }
  }

  private async change({ name }: Listener, action: ListenerAction, abort: boolean): Promise<void> {
    await this.perform(async () => { this.listeners = await this.client.changeListener(name, action, abort); });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-listeners': GantryListeners;
  }
}
