import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { DicomJson } from '../dicom/json.js';
import { whenClosed } from '../ui/dialog.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import './key-list.js';
import './tag-browser.js';

/** What a viewer shows over its images: the attributes of one, or the keys: `<gantry-viewer-dialog>`. */
@customElement('gantry-viewer-dialog')
export class ViewerDialog extends LitElement {
  static override styles = [theme, css`:host { display: contents; } form { float: right; }`];

  @state() private tags: DicomJson | undefined;
  @state() private keys: Readonly<Record<string, string>> | undefined;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  /** Whether it is open. */
  get isOpen(): boolean {
    return this.hasUpdated && this.dialog.open;
  }

  showTags(tags: DicomJson): void {
    [this.tags, this.keys] = [tags, undefined];
    this.dialog.showModal();
  }

  /** @param own Keys of a person's own, over the usual ones. */
  showKeys(own: Readonly<Record<string, string>>): void {
    [this.tags, this.keys] = [undefined, own];
    this.dialog.showModal();
  }

  override render(): TemplateResult {
    return html`
      <dialog aria-label=${this.tags ? message('viewer.tags') : this.keys ? message('viewer.keys') : nothing} @close=${whenClosed(() => { [this.tags, this.keys] = [undefined, undefined]; })}>
        <form method="dialog"><button autofocus>${message('common.close')}</button></form>
        ${this.tags ? html`<h2>${message('viewer.tags')}</h2><gantry-tag-browser .data=${this.tags}></gantry-tag-browser>` : nothing}
        ${this.keys ? html`<gantry-key-list .own=${this.keys}></gantry-key-list>` : nothing}
      </dialog>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-viewer-dialog': ViewerDialog;
  }
}
