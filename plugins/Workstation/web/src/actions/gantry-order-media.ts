import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { MediaDevice } from '../admin/models.js';
import { isMessage, message } from '../ui/messages.js';
import { ActionDialog, textOf } from './action-dialog.js';

// The general purpose profiles (PS3.11 §D), and those for CT and MR (§E).
const profiles = [
  'STD-GEN-CD', 'STD-GEN-DVD-JPEG', 'STD-GEN-DVD-J2K', 'STD-GEN-BD', 'STD-GEN-BD-JPEG', 'STD-GEN-BD-J2K', 'STD-GEN-USB-JPEG', 'STD-GEN-USB-J2K', 'STD-CTMR-CD', 'STD-CTMR-DVD',
];

/** Has media made of studies: `<gantry-order-media>`, with `studies` and `token` set by the page. */
@customElement('gantry-order-media')
export class GantryOrderMedia extends ActionDialog {
  @state() private devices: MediaDevice[] = [];

  protected readonly heading = message('media.orderTitle');
  protected readonly verb = message('media.order');

  protected override async prepare(signal: AbortSignal): Promise<void> {
    this.devices = await this.client.mediaDevices(signal);
  }

  protected fields(): TemplateResult {
    return html`
      <label>${message('media.device')}<select name="device"><option value="">${message('media.usual')}</option>${this.devices.map((device) => html`
        <option value=${device.name}>${device.name} (${device.media.join(', ')}): ${conditionOf(device)}</option>`)}</select></label>
      <label>${message('media.profile')}<select name="profile"><option value="">${message('media.usual')}</option>${profiles.map((profile) => html`<option>${profile}</option>`)}</select></label>
      <label>${message('media.copies')}<input name="copies" type="number" min="1" max="99" value="1" required></label>
      <label>${message('media.label')}<input name="label" maxlength="1024"></label>
      <label>${message('media.priority')}<select name="priority">${(['Low', 'Medium', 'High'] as const).map((priority) => html`
        <option value=${priority} ?selected=${priority === 'Medium'}>${message(`media.priority.${priority}`)}</option>`)}</select></label>
      <label class="inline"><input type="checkbox" name="viewer" checked>${message('media.viewer')}</label>
      <label class="inline"><input type="checkbox" name="split" checked>${message('media.split')}</label>
      <label class="inline"><input type="checkbox" name="lossy">${message('media.lossy')}</label>
      <label class="inline"><input type="checkbox" name="deidentify">${message('media.deidentify')}</label>`;
  }

  protected async perform(form: FormData, signal: AbortSignal): Promise<string> {
    const [device, profile, label] = [textOf(form, 'device'), textOf(form, 'profile'), textOf(form, 'label')];
    await this.client.orderMedia({
      uids: this.uids, copies: Number(textOf(form, 'copies')), priority: textOf(form, 'priority') as 'Low' | 'Medium' | 'High',
      viewer: form.has('viewer'), split: form.has('split'), lossy: form.has('lossy'),
      ...(form.has('deidentify') && { deidentify: true }), ...(device !== '' && { device }), ...(profile !== '' && { profile }), ...(label !== '' && { label }),
    }, signal);
    return message('media.ordered');
  }
}

/** How a device is, in a word. */
export function conditionOf({ condition }: MediaDevice): string {
  const key = `media.condition.${condition}`;
  return isMessage(key) ? message(key) : condition;
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-order-media': GantryOrderMedia;
  }
}
