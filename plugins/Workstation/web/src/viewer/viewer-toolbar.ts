import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { icon } from '../ui/icons.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import type { Command } from './commands.js';
import { toolNames, type ToolName, type ValueWindow } from './engine/viewEngine.js';
import { titleOf } from './key-list.js';
import { keysByCommand, type Keymap } from './keymap.js';
import { windowShown, type WindowPreset } from './presets.js';

/** A button was pressed. */
export class CommandEvent extends Event {
  constructor(readonly command: Command) {
    super('viewer-command', { bubbles: true, composed: true });
  }
}

const layouts: readonly Command[] = ['layout.1x1', 'layout.1x2', 'layout.2x1', 'layout.1x3', 'layout.2x2', 'layout.2x3', 'layout.3x3', 'layout.4x4'];
const measuring = toolNames.indexOf('length');

/** The buttons of a viewer: `<gantry-viewer-toolbar>`. Each tells its command as an event, the same that keys do. */
@customElement('gantry-viewer-toolbar')
export class ViewerToolbar extends LitElement {
  static override styles = [theme, css`
    :host { padding: 3px 6px; background: var(--_raised); }
    [role='toolbar'] { display: flex; flex-wrap: wrap; gap: 2px 0; align-items: center; }
    .group { display: flex; align-items: center; gap: 1px; padding: 0 6px; border-right: 1px solid var(--_hair); }
    .group:first-child { padding-left: 0; }
    .group:last-child { border: 0; margin-left: auto; padding-right: 0; }
    button { border-color: transparent; background: none; padding: 0; width: 30px; height: 30px; display: grid; place-items: center; }
    select { max-width: 11em; background: none; border-color: transparent; }
    select:hover { border-color: var(--_line); }
    .rate { font-variant-numeric: tabular-nums; font-size: 12px; min-width: 3.5em; text-align: center; color: var(--_quiet); }
  `];

  @property() tool: ToolName = 'window';
  @property() layout = '1x1';
  @property({ attribute: false }) keys: Keymap = {};
  @property({ attribute: false }) presets: readonly WindowPreset[] = [];
  /** Which values are seen; undefined where nothing is. */
  @property({ attribute: false }) window: ValueWindow | undefined;
  /** The window that the image itself says. */
  @property({ attribute: false }) own: ValueWindow | undefined;
  @property({ type: Boolean }) playing = false;
  @property({ type: Boolean }) linked = false;
  @property({ type: Boolean }) lines = false;
  @property({ type: Boolean }) planes = false;
  @property({ type: Boolean }) texts = false;
  @property({ type: Boolean, attribute: 'key-image' }) isKeyImage = false;
  @property({ type: Number }) rate = 15;
  @query('select.windows') private readonly windows!: HTMLSelectElement | null;

  // The list says which window applies, whatever was chosen from it before.
  override updated(): void {
    if (this.windows) {
      this.windows.value = this.windowShown === undefined ? '' : this.windowShown === 'own' ? 'window.default' : `window.${this.windowShown}`;
    }
  }

  override render(): TemplateResult {
    const keys = keysByCommand(this.keys);
    const button = (command: Command, pressed?: boolean, sign: Command | 'pause' = command): TemplateResult => {
      const [title, key] = [titleOf(command), keys.get(command)?.[0]];
      return html`<button title=${key === undefined ? title : `${title} (${key})`} aria-label=${title} aria-pressed=${pressed === undefined ? nothing : String(pressed)}
        @click=${() => this.tell(command)}>${icon(sign)}</button>`;
    };
    const tool = (name: ToolName): TemplateResult => button(`tool.${name}`, name === this.tool);
    const layout = `layout.${this.layout}` as Command;
    return html`
      <div role="toolbar" aria-label=${message('viewer.tools')}>
        <span class="group">${toolNames.slice(0, measuring).map(tool)}</span>
        <span class="group">${toolNames.slice(measuring).map(tool)}</span>
        <span class="group">${button('undo')}${button('redo')}${button('annotation.delete')}</span>
        <span class="group">
          ${this.presets.length === 0 ? nothing : html`
            <select class="windows" aria-label=${message('viewer.presets')} @change=${this.choose}>
              <option value="" hidden>${this.otherWindow}</option>
              <option value="window.default">${message('preset.default')}</option>
              ${this.presets.map((preset, index) => html`<option value=${`window.${index + 1}`}>${message(`preset.${preset.name}`)}</option>`)}
            </select>`}
          ${button('invert')}${button('rotate.right')}${button('flip.horizontal')}${button('flip.vertical')}${button('zoom.fit')}${button('reset')}
        </span>
        <span class="group">
          ${button('cine.toggle', this.playing, this.playing ? 'pause' : 'cine.toggle')}${button('cine.slower')}
          <span class="rate" title=${message('viewer.rate')}>${Math.round(this.rate)}/s</span>${button('cine.faster')}
        </span>
        <span class="group">
          <select aria-label=${message('viewer.layout')} @change=${this.choose}>
            ${(layouts.includes(layout) ? layouts : [layout, ...layouts]).map((each) => html`<option value=${each} .selected=${each === layout}>${each.slice('layout.'.length).replace('x', ' × ')}</option>`)}
          </select>
          ${button('link.toggle', this.linked)}${button('referenceLines.toggle', this.lines)}${button('mpr.toggle', this.planes)}
        </span>
        <span class="group">${button('keyImage.toggle', this.isKeyImage)}${button('keyImage.save')}${button('overlay.toggle', this.texts)}${button('tags.show')}${button('keys.show')}${button('fullscreen.toggle')}</span>
      </div>`;
  }

  private get windowShown(): number | 'own' | undefined {
    return windowShown(this.presets, this.window, this.own);
  }

  // What the list says where nothing of it applies.
  private get otherWindow(): string {
    return this.windowShown !== undefined ? '' : this.window ? message('viewer.window', { width: Math.round(this.window.width), center: Math.round(this.window.center) }) : '–';
  }

  private choose(event: Event): void {
    this.tell((event.target as HTMLSelectElement).value as Command);
    this.requestUpdate();
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
