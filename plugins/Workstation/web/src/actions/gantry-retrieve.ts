import { html, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { message, type MessageKey } from '../ui/messages.js';
import { ActionDialog, textOf } from './action-dialog.js';

// What somebody waits for, in a viewer, has 10.
const priorities: readonly [priority: number, title: MessageKey][] = [[0, 'retrieve.usual'], [5, 'retrieve.high'], [-10, 'retrieve.low']];

/** Has another AE send studies here, one after another: `<gantry-retrieve>`, with `from`, `studies` and `token` set by the page. */
@customElement('gantry-retrieve')
export class GantryRetrieve extends ActionDialog {
  /** The AE title that they are at. */
  @property() from = '';

  protected readonly heading = message('retrieve.title');
  protected readonly verb = message('retrieve.do');

  protected fields(): TemplateResult {
    return html`
      <label>${message('retrieve.priority')}<select name="priority">${priorities.map(([priority, title]) => html`<option value=${priority}>${message(title)}</option>`)}</select></label>
      <p class="quiet">${message('retrieve.help')}</p>`;
  }

  // Each study has its own place in the queue: it is paused and cancelled by itself.
  protected async perform(form: FormData, signal: AbortSignal): Promise<string> {
    for (const study of this.uids) {
      await this.client.fetch({ from: this.from, studies: [study], priority: Number(textOf(form, 'priority')) }, signal);
    }

    return message('retrieve.ordered', { count: this.uids.length });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-retrieve': GantryRetrieve;
  }
}
