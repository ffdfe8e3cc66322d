import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { isMessage, message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import type { Command } from './commands.js';
import { keyOf, keysByCommand, rebound, usualKeys, withOwnKeys } from './keymap.js';

/** A person has chosen other keys: all of them that are not the usual ones. */
export class KeysChangedEvent extends Event {
  constructor(readonly own: Readonly<Record<string, string>>) {
    super('keys-changed', { bubbles: true, composed: true });
  }
}

const held = /^(Shift|Control|Alt|Meta|AltGraph|CapsLock)$/;

/**
 * What keys do, and other keys for it: `<gantry-key-list>`.
 * @fires keys-changed A {@link KeysChangedEvent}.
 */
@customElement('gantry-key-list')
export class KeyList extends LitElement {
  static override styles = [theme, css`
    kbd { border: 1px solid var(--_line); border-radius: 3px; padding: 0 4px; margin-right: 4px; }
    td button { font-size: 12px; min-height: 24px; padding: 0 8px; }
  `];

  /** Keys of a person's own, over the usual ones. */
  @property({ attribute: false }) own: Readonly<Record<string, string>> = {};
  /** The command whose next key is waited for. */
  @state() private waiting: Command | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.press, true); // before anything else takes the key for itself
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.press, true);
  }

  override render(): TemplateResult {
    const keys = keysByCommand(withOwnKeys(this.own));
    const commands = [...new Set([...Object.values(usualKeys), ...keys.keys()])];
    return html`
      <h2>${message('viewer.keys')}</h2>
      <p class="quiet">${message('keys.help')}${Object.keys(this.own).length === 0 ? nothing : html` <button @click=${() => this.change({})}>${message('keys.usual')}</button>`}</p>
      <table><tbody>${commands.map((command) => html`
        <tr><th scope="row">${titleOf(command)}</th><td>${(keys.get(command) ?? []).map((key) => html`<kbd>${key}</kbd>`)}</td>
          <td>${this.waiting === command ? html`<span role="status">${message('keys.press')}</span>` : html`
            <button aria-label=${message('keys.changeOf', { command: titleOf(command) })} @click=${() => { this.waiting = command; }}>${message('keys.change')}</button>`}</td></tr>`)}</tbody></table>`;
  }

  private readonly press = (event: KeyboardEvent): void => {
    if (this.waiting !== undefined && !held.test(event.key)) {
      event.preventDefault();
      event.stopPropagation();
      const command = this.waiting;
      this.waiting = undefined;
      if (event.key !== 'Escape') {
        this.change(rebound(this.own, command, keyOf(event)));
      }
    }
  };

  private change(own: Readonly<Record<string, string>>): void {
    this.own = own;
    this.dispatchEvent(new KeysChangedEvent(own));
  }
}

/** What a command is called. */
export function titleOf(command: Command): string {
  const rest = command.slice(command.indexOf('.') + 1);
  const key = `command.${command}`;
  if (isMessage(key)) {
    return message(key);
  }

  const tool = `tool.${rest}`;
  return command.startsWith('layout.') ? message('command.layout.n', { layout: rest })
    : command.startsWith('window.') ? message('command.window.n', { number: rest })
    : message('command.tool.n', { tool: isMessage(tool) ? message(tool) : rest });
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-key-list': KeyList;
  }
}
