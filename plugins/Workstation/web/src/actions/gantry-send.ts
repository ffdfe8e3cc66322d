import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { RemoteNode } from '../admin/models.js';
import { message, type MessageKey } from '../ui/messages.js';
import { ActionDialog, textOf } from './action-dialog.js';

// What loses nothing (PS3.5 §10, §A): the server sends what it cannot encode so, and what has lost something already, as it is stored.
const syntaxes: readonly [uid: string, title: MessageKey][] = [
  ['', 'send.asStored'], ['1.2.840.10008.1.2.1', 'send.native'], ['1.2.840.10008.1.2.4.80', 'send.jpegLs'], ['1.2.840.10008.1.2.4.90', 'send.jpeg2000'],
  ['1.2.840.10008.1.2.4.70', 'send.jpeg'], ['1.2.840.10008.1.2.5', 'send.rle'],
];

/** Sends studies to another AE: `<gantry-send>`, with `studies` and `token` set by the page. */
@customElement('gantry-send')
export class GantrySend extends ActionDialog {
  @state() private nodes: RemoteNode[] | undefined;

  protected readonly heading = message('send.title');
  protected readonly verb = message('send.do');

  protected override async prepare(signal: AbortSignal): Promise<void> {
    this.nodes = (await this.client.nodes(signal)).filter((node) => node.host);
  }

  protected override get isReady(): boolean {
    return (this.nodes?.length ?? 0) > 0;
  }

  protected fields(): TemplateResult {
    return html`
      ${this.nodes?.length === 0 ? html`<p class="problem">${message('send.noNodes')}</p>` : ''}
      <label>${message('send.to')}<select name="to" required>${this.nodes?.map(({ aeTitle, alias }) => html`<option value=${aeTitle}>${alias ? `${aeTitle} – ${alias}` : aeTitle}</option>`)}</select></label>
      <label>${message('send.as')}<select name="syntax">${syntaxes.map(([uid, title]) => html`<option value=${uid}>${message(title)}</option>`)}</select></label>
      <p class="quiet">${message('send.help')}</p>`;
  }

  protected async perform(form: FormData, signal: AbortSignal): Promise<string> {
    const to = textOf(form, 'to');
    await this.client.send({ to, uids: this.uids, transferSyntax: textOf(form, 'syntax') || undefined }, signal);
    return message('send.done', { to });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-send': GantrySend;
  }
}
