import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Http } from '../net/http.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import { Importer, type ImportState, type NamedFile } from './importer.js';

/**
 * Stores files on a server, and says how far it is; nothing is seen of it until files are added: `<gantry-import src="/dicom-web">`.
 * @fires imported When all files have come to an end.
 */
@customElement('gantry-import')
export class GantryImport extends LitElement {
  static override styles = [theme, css`
    :host { position: fixed; right: 16px; bottom: 16px; width: min(380px, calc(100vw - 32px)); background: none; z-index: 1; }
    section { background: var(--_raised); border: 1px solid var(--_hair); border-radius: 10px; padding: 10px 14px; box-shadow: 0 12px 40px rgb(0 0 0 / 30%); display: grid; gap: 6px; }
    progress { width: 100%; accent-color: var(--_accent); }
    .row { justify-content: space-between; }
    ul { margin: 0; padding-left: 16px; max-height: 30vh; overflow: auto; font-size: 12px; overflow-wrap: anywhere; }
  `];

  /** The base URL of a DICOMweb server. */
  @property() src = '';
  @property({ attribute: false }) authorization: string | undefined;
  @state() private shown: ImportState | undefined;
  private importer: Importer | undefined;

  /** Begins to store files, or goes on with these. */
  add(files: readonly NamedFile[]): void {
    if (files.length === 0) {
      return;
    }

    if (this.importer?.isRunning !== true) {
      const importer = new Importer(new Http(this.src, () => this.authorization), (shown) => this.note(importer, shown));
      this.importer = importer;
    }

    this.importer?.add(files);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.importer?.cancel();
  }

  override render(): TemplateResult | typeof nothing {
    if (this.shown === undefined) {
      return nothing;
    }

    const { total, stored, skipped, failed } = this.shown;
    const [done, isRunning] = [stored + skipped + failed.length, this.importer?.isRunning ?? false];
    const title = isRunning ? message('import.running', { done, total }) : message('import.done', { stored });
    return html`
      <section>
        <div class="row"><strong role="status">${title}</strong>
          ${isRunning ? html`<button @click=${() => this.importer?.cancel()}>${message('import.cancel')}</button>` : html`<button @click=${() => { this.shown = undefined; }}>${message('import.hide')}</button>`}</div>
        ${isRunning ? html`<progress aria-label=${title} max=${total} .value=${done}></progress>` : nothing}
        ${skipped > 0 ? html`<span class="quiet">${message('import.skipped', { count: skipped })}</span>` : nothing}
        ${failed.length > 0 ? html`<details><summary class="problem">${message('import.failed', { count: failed.length })}</summary>
          <ul>${failed.slice(0, 200).map(({ path, reason }) => html`<li>${path}: ${reason}</li>`)}</ul></details>` : nothing}
      </section>`;
  }

  private note(importer: Importer, shown: ImportState): void {
    this.shown = shown;
    if (!importer.isRunning) {
      this.dispatchEvent(new Event('imported', { bubbles: true, composed: true }));
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-import': GantryImport;
  }
}
