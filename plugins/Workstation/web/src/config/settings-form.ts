import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AdminClient } from '../admin/client.js';
import type { Setting, SettingList, SettingsSchema, SettingValue } from '../admin/models.js';
import { HttpProblem } from '../net/http.js';
import { message } from '../ui/messages.js';
import { Task } from '../ui/task.js';
import { theme } from '../ui/theme.js';
import { check, rangeOf, typedOf } from './validate.js';

/** The settings of a plugin, as its schema has them: `<gantry-settings-form>`. */
@customElement('gantry-settings-form')
export class SettingsForm extends LitElement {
  static override styles = [theme, css`
    .setting { border-top: 1px solid var(--_line); padding: 8px 0; display: grid; gap: 4px; }
    input:not([type='checkbox']), textarea, select { max-width: 480px; width: 100%; }
    label { font-weight: 600; }
  `];

  @property({ attribute: false }) client: AdminClient | undefined;
  @property() plugin = '';
  @state() private list: SettingList | undefined;
  @state() private schema: SettingsSchema | undefined;
  @state() private typed: ReadonlyMap<string, string | boolean> = new Map();
  @state() private note = '';
  private readonly task = new Task(this);

  override willUpdate(changed: PropertyValues<this>): void {
    if ((changed.has('plugin') || changed.has('client')) && this.client && this.plugin !== '') {
      [this.list, this.schema, this.typed, this.note] = [undefined, undefined, new Map(), ''];
      const [client, plugin] = [this.client, this.plugin];
      void this.task.run(async (signal) => {
        [this.list, this.schema] = await Promise.all([client.settings(plugin, signal), client.settingsSchema(plugin, signal)]);
      });
    }
  }

  override render(): TemplateResult {
    const { error } = this.task;
    const faults = error instanceof HttpProblem ? error.faults : [];
    return html`
      ${this.task.problem === undefined ? nothing : html`<div class="problem" role="alert"><p>${this.task.problem}</p><ul>${faults.map((fault) => html`<li>${fault}</li>`)}</ul></div>`}
      <p role="status">${this.task.isRunning ? message('common.loading') : this.note}</p>
      ${this.list === undefined ? nothing : this.list.settings.length === 0 ? html`<p class="quiet">${message('config.noSettings')}</p>` : html`
        <form @submit=${(event: Event) => { event.preventDefault(); void this.save(); }}>
          ${this.list.settings.map((setting) => this.settingOf(setting))}
          ${this.list.unknown.length === 0 ? nothing : html`<p class="quiet">${message('config.unknown', { names: this.list.unknown.map((each) => each.name).join(', ') })}</p>`}
          <button class="primary" ?disabled=${this.task.isRunning || this.faults().size > 0}>${message('common.save')}</button>
        </form>`}`;
  }

  private settingOf(setting: Setting): TemplateResult {
    const [id, fault] = [`s-${setting.name}`, this.faults().get(setting.name)];
    const hints = [rangeOf(setting), setting.default === null ? '' : message('config.default', { value: typedOf(setting.default) }), message(setting.appliesLive ? 'config.live' : 'config.reload'), setting.source];
    return html`
      <div class="setting">
        <label for=${id}>${setting.name}</label>
        <span id=${`${id}-help`}>${setting.description} <span class="quiet">${hints.filter((hint) => hint !== '').join(' · ')}</span></span>
        ${this.inputOf(setting, id, fault)}
        ${fault === undefined ? nothing : html`<span class="problem" role="alert">${fault}</span>`}
        <div><button type="button" @click=${() => this.reset(setting)}>${message('config.reset')}</button></div>
      </div>`;
  }

  private inputOf(setting: Setting, id: string, fault: string | undefined): TemplateResult {
    const typed = this.typed.get(setting.name) ?? (setting.kind === 'Truth' ? setting.value === true : typedOf(setting.value));
    const take = (event: Event): void => this.take(setting.name, (event.target as HTMLInputElement).value);
    const invalid = fault === undefined ? 'false' : 'true';
    const help = `${id}-help`;
    switch (setting.kind) {
      case 'Truth':
        return html`<div><input type="checkbox" id=${id} aria-describedby=${help} .checked=${typed === true} @change=${(event: Event) => this.take(setting.name, (event.target as HTMLInputElement).checked)}></div>`;
      case 'Texts':
        return html`<textarea id=${id} rows="4" placeholder=${message('config.lines')} aria-describedby=${help} aria-invalid=${invalid} .value=${String(typed)} @input=${take}></textarea>`;
      default:
        return setting.choices.length > 0
          ? html`<select id=${id} aria-describedby=${help} @change=${take}>${setting.choices.map((choice) => html`<option ?selected=${choice === typed}>${choice}</option>`)}</select>`
          : html`<input id=${id} type=${setting.isSecret ? 'password' : 'text'} autocomplete=${setting.isSecret ? 'new-password' : 'off'} placeholder=${setting.isSecret ? message('config.secret') : ''}
              aria-describedby=${help} aria-invalid=${invalid} inputmode=${setting.kind === 'WholeNumber' ? 'numeric' : setting.kind === 'Number' ? 'decimal' : 'text'} .value=${String(typed)} @input=${take}>`;
    }
  }

  private take(name: string, typed: string | boolean): void {
    this.typed = new Map([...this.typed, [name, typed]]);
  }

  private faults(): Map<string, string> {
    const found = new Map<string, string>();
    for (const setting of this.list?.settings ?? []) {
      const typed = this.typed.get(setting.name);
      const checked = typed === undefined || (setting.isSecret && typed === '') ? undefined : check(setting, this.schema?.properties[setting.name], typed);
      if (checked !== undefined && 'fault' in checked) {
        found.set(setting.name, checked.fault);
      }
    }

    return found;
  }

  /** What was typed and is not saved, where it is what it may be. */
  get unsaved(): Record<string, SettingValue> {
    const change: Record<string, SettingValue> = {};
    for (const setting of this.list?.settings ?? []) {
      const typed = this.typed.get(setting.name);
      const checked = typed === undefined || (setting.isSecret && typed === '') ? undefined : check(setting, this.schema?.properties[setting.name], typed);
      if (checked !== undefined && 'value' in checked && JSON.stringify(checked.value) !== JSON.stringify(setting.value)) {
        change[setting.name] = checked.value;
      }
    }

    return change;
  }

  /** Asks for the settings again; what was typed and not saved is gone. */
  reload(): void {
    this.requestUpdate('plugin');
  }

  /** Whether the settings are there. */
  get isKnown(): boolean {
    return this.list !== undefined;
  }

  private async save(): Promise<void> {
    await this.send(this.unsaved);
  }

  private async reset({ name }: Setting): Promise<void> {
    await this.send({ [name]: null });
  }

  private async send(change: Record<string, SettingValue | null>): Promise<void> {
    const [client, plugin, sent] = [this.client, this.plugin, Object.keys(change)];
    if (sent.length === 0 || client === undefined) {
      this.note = message('config.unchanged');
      return;
    }

    await this.task.run(async (signal) => {
      this.list = await client.changeSettings(plugin, change, signal);
      this.typed = new Map([...this.typed].filter(([name]) => !sent.includes(name)));
      this.note = message('config.saved', { effect: this.list.effect ?? '' });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-settings-form': SettingsForm;
  }
}
