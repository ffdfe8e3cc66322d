import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import type { DicomJson } from '../dicom/json.js';
import { flatten, type TagRow } from './tagRows.js';

/** The attributes of a data set, with a filter: `<gantry-tag-browser>`. */
@customElement('gantry-tag-browser')
export class TagBrowser extends LitElement {
  static override styles = [theme, css`
    td:first-child { font-family: ui-monospace, monospace; white-space: nowrap; }
    td:last-child { overflow-wrap: anywhere; white-space: pre-wrap; }
    input { width: 100%; }
  `];

  /** What is shown. */
  @property({ attribute: false }) data: DicomJson = {};
  @state() private filter = '';

  override render(): TemplateResult {
    const wanted = this.filter.trim().toLowerCase();
    const rows = flatten(this.data).filter((row) => wanted === '' || `${row.tag} ${row.name} ${row.value}`.toLowerCase().includes(wanted));
    return html`
      <input type="search" aria-label=${message('tags.filter')} placeholder=${message('tags.filter')} .value=${this.filter}
        @input=${(event: InputEvent) => { this.filter = (event.target as HTMLInputElement).value; }}>
      <table>
        <thead><tr><th scope="col">${message('tags.tag')}</th><th scope="col">VR</th><th scope="col">${message('common.name')}</th><th scope="col">${message('tags.value')}</th></tr></thead>
        <tbody>${rows.length === 0 ? nothing : rows.map(rowOf)}</tbody>
      </table>`;
  }
}

const rowOf = ({ depth, tag, vr, name, value }: TagRow): TemplateResult =>
  html`<tr><td style=${`padding-left: ${8 + depth * 16}px`}>${tag}</td><td>${vr}</td><td>${name}</td><td>${value}</td></tr>`;

declare global {
  interface HTMLElementTagNameMap {
    'gantry-tag-browser': TagBrowser;
  }
}
