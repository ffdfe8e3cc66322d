import { LitElement, css, html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { isMessage, message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import type { Command } from './commands.js';
import { keysByCommand, type Keymap } from './keymap.js';

/** What keys do: `<gantry-key-list>`. */
@customElement('gantry-key-list')
export class KeyList extends LitElement {
  static override styles = [theme, css`kbd { border: 1px solid var(--_line); border-radius: 3px; padding: 0 4px; margin-right: 4px; }`];

  @property({ attribute: false }) keys: Keymap = {};

  override render(): TemplateResult {
    return html`
      <h2>${message('viewer.keys')}</h2>
      <table><tbody>${[...keysByCommand(this.keys)].map(([command, keys]) => html`
        <tr><th scope="row">${titleOf(command)}</th><td>${keys.map((key) => html`<kbd>${key}</kbd>`)}</td></tr>`)}</tbody></table>`;
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
