import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { StudyInfo } from '../model/study.js';
import { message } from '../ui/messages.js';
import { Task } from '../ui/task.js';
import { theme } from '../ui/theme.js';
import { loadScript, requestOf, type Contribution, type ScriptLoader } from './contributions.js';

/**
 * Shows the page of a plugin, or what its button opens: `<gantry-added>`, with `contribution` and `token` set by the page. A script that fails is told of in its place, and hurts nothing else.
 * @fires action-closed The person is done with what a button opened; it is the plugin's own.
 */
@customElement('gantry-added')
export class GantryAdded extends LitElement {
  static override styles = [theme, css`
    :host { min-height: 0; overflow: auto; }
    div { height: 100%; }
    p { padding: 0 14px; }
  `];

  /** The URL of the server; empty for that of the page. */
  @property() server = '';
  @property({ attribute: false }) token = '';
  @property({ attribute: false }) contribution: Contribution | undefined;
  /** What a button is for. */
  @property({ attribute: false }) studies: readonly StudyInfo[] = [];
  @property({ attribute: false }) load: ScriptLoader = loadScript;
  @state() private added: HTMLElement | undefined;
  private readonly loading = new Task(this);

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('contribution')) {
      void this.make();
    }
  }

  override render(): TemplateResult {
    const { problem } = this.loading;
    return problem === undefined ? html`<div>${this.added}</div>` : html`
      <p class="problem" role="alert">${message('modules.failed', { title: this.contribution?.title ?? '', reason: problem })}
        <button @click=${() => location.reload()}>${message('modules.reload')}</button></p>`;
  }

  private async make(): Promise<void> {
    const { contribution } = this;
    this.added = undefined;
    if (contribution === undefined) {
      return;
    }

    await this.loading.run(async (signal) => {
      await this.load(contribution.script);
      signal.throwIfAborted();
      if (customElements.get(contribution.name) === undefined) {
        throw new Error(message('modules.noElement', { script: contribution.script, element: contribution.name }));
      }

      const { server, token, studies } = this;
      this.added = Object.assign(document.createElement(contribution.name), { server, token, studies, request: requestOf(server, token) });
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-added': GantryAdded;
  }
}
