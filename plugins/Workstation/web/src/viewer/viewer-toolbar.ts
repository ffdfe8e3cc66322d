import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { message, type MessageKey } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import type { Command } from './commands.js';
import { toolNames, type ToolName } from './engine/viewEngine.js';
import type { WindowPreset } from './presets.js';

/** A button was pressed. */
export class CommandEvent extends Event {
  constructor(readonly command: Command) {
    super('viewer-command', { bubbles: true, composed: true });
  }
}

const buttons: readonly (readonly [Command, string])[] = [
  ['invert', '◐'], ['rotate.right', '↻'], ['flip.horizontal', '⇋'], ['flip.vertical', '⇅'], ['zoom.fit', '⤢'], ['reset', '⟲'],
  ['keyImage.toggle', '★'], ['undo', '↶'], ['redo', '↷'], ['annotation.delete', '⌫'], ['tags.show', '☷'], ['keys.show', '⌨'], ['fullscreen.toggle', '⛶'],
];

const layouts: readonly Command[] = ['layout.1x1', 'layout.1x2', 'layout.2x2', 'layout.2x3'];

/** The buttons of a viewer: `<gantry-viewer-toolbar>`. Each tells its command as an event, the same that keys do. */
@customElement('gantry-viewer-toolbar')
export class ViewerToolbar extends LitElement {
  static override styles = [theme, css`:host { padding: 4px; } .row { gap: 4px; } select { max-width: 10em; }`];

  @property() tool: ToolName = 'window';
  @property({ attribute: false }) presets: readonly WindowPreset[] = [];
  @property({ type: Boolean }) playing = false;
  @property({ type: Boolean }) linked = false;
  @property({ type: Boolean }) lines = false;
  @property({ type: Number }) rate = 15;

  override render(): TemplateResult {
    return html`
      <div class="row" role="toolbar" aria-label=${message('viewer.tools')}>
        ${toolNames.map((tool) => html`<button aria-pressed=${String(tool === this.tool)} @click=${() => this.tell(`tool.${tool}` as Command)}>${message(`tool.${tool}`)}</button>`)}
        ${this.presets.length === 0 ? nothing : html`
          <select aria-label=${message('viewer.presets')} @change=${this.choose}>
            <option value="window.default">${message('preset.default')}</option>
            ${this.presets.map((preset, index) => html`<option value=${`window.${index + 1}`}>${message(`preset.${preset.name}`)}</option>`)}
          </select>`}
        ${buttons.map(([command, sign]) => this.button(command, sign))}
        ${this.button('cine.toggle', this.playing ? '⏸' : '▶', this.playing)}
        ${this.button('cine.slower', '−')}<span title=${message('viewer.rate')}>${this.rate}/s</span>${this.button('cine.faster', '+')}
        ${this.button('link.toggle', '⛓', this.linked)}
        ${this.button('referenceLines.toggle', '⟋', this.lines)}
        <select aria-label=${message('viewer.layout')} @change=${this.choose}>
          ${layouts.map((command) => html`<option value=${command}>${command.slice('layout.'.length)}</option>`)}
        </select>
      </div>`;
  }

  private button(command: Command, sign: string, pressed?: boolean): TemplateResult {
    const title = message(`command.${command}` as MessageKey);
    return html`<button title=${title} aria-label=${title} aria-pressed=${pressed === undefined ? nothing : String(pressed)} @click=${() => this.tell(command)}>${sign}</button>`;
  }

  private choose(event: Event): void {
    this.tell((event.target as HTMLSelectElement).value as Command);
  }

  private tell(command: Command): void {
    this.dispatchEvent(new CommandEvent(command));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-viewer-toolbar': ViewerToolbar;
  }
}
