import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { download } from '../net/download.js';
import { bytes } from '../ui/format.js';
import { message } from '../ui/messages.js';
import { ActionDialog, textOf } from './action-dialog.js';

/** Gives studies to take away, as a ZIP, de-identified where that is wanted: `<gantry-export>`, with `studies` and `token` set by the page. */
@customElement('gantry-export')
export class GantryExport extends ActionDialog {
  @state() private isDeidentified = false;
  @state() private received = 0;

  protected readonly heading = message('export.title');
  protected readonly verb = message('export.do');

  protected fields(): TemplateResult {
    return html`
      <label class="inline"><input type="checkbox" name="deidentify" .checked=${this.isDeidentified} @change=${(event: Event) => { this.isDeidentified = (event.target as HTMLInputElement).checked; }}>
        ${message('export.deidentify')}</label>
      ${this.isDeidentified ? html`
        <fieldset><legend>${message('export.dates')}</legend>${(['remove', 'shift', 'keep'] as const).map((dates) => html`
          <label><input type="radio" name="dates" value=${dates} ?checked=${dates === 'remove'}>${message(`export.dates.${dates}`)}</label>`)}</fieldset>
        <label>${message('export.patientId')}<input name="patientId" maxlength="64" pattern="[ -\\[\\]-~]*"></label>
        <label>${message('export.patientName')}<input name="patientName" maxlength="64" pattern="[ -\\[\\]-~]*"></label>
        <p class="quiet">${message('export.pixels')}</p>` : html`<p class="quiet">${message('export.help')}</p>`}
      ${this.doing.isRunning && this.received > 0 ? html`<p>${message('export.received', { size: bytes(this.received) })}</p><progress aria-label=${message('export.title')}></progress>` : nothing}`;
  }

  protected async perform(form: FormData, signal: AbortSignal): Promise<string> {
    this.received = 0;
    const query = {
      study: this.uids,
      ...(form.has('deidentify') && { deidentify: true, dates: textOf(form, 'dates'), patientId: textOf(form, 'patientId'), patientName: textOf(form, 'patientName') }),
    };
    const isWhole = await download(this.http, 'export/studies', { query, signal }, this.authorization === undefined, 'export.zip', (received) => { this.received = received; });
    return isWhole ? message('export.done', { size: bytes(this.received) }) : message('export.begun');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-export': GantryExport;
  }
}
