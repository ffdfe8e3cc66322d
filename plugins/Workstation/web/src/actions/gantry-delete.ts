import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import type { Deletion } from '../admin/models.js';
import { bytes } from '../ui/format.js';
import { message } from '../ui/messages.js';
import { ActionDialog, textOf } from './action-dialog.js';

/**
 * Deletes studies for good, once a person has said why: `<gantry-delete>`, with `studies` and `token` set by the page.
 * @fires studies-deleted Studies are gone, all of them or some.
 */
@customElement('gantry-delete')
export class GantryDelete extends ActionDialog {
  @state() private plans: readonly Deletion[] = [];
  private readonly deleted = new Set<string>();

  protected readonly heading = message('delete.title');
  protected readonly verb = message('delete.do');

  protected override async prepare(signal: AbortSignal): Promise<void> {
    this.plans = await Promise.all(this.uids.map((study) => this.client.deletion(study, signal)));
  }

  protected override get isReady(): boolean {
    return this.plans.length > 0 && this.obstacles.length === 0;
  }

  protected fields(): TemplateResult {
    return html`
      ${this.plans.length === 0 ? nothing : html`<p><strong>${message('delete.what', this.counts)}</strong></p>`}
      ${this.obstacles.map((obstacle) => html`<p class="problem">${obstacle}</p>`)}
      <label>${message('delete.reason')}<input name="reason" required maxlength="500" pattern=".*\\S.*" autocomplete="off"></label>
      <p class="quiet">${message('delete.help')}</p>`;
  }

  protected async perform(form: FormData, signal: AbortSignal): Promise<string> {
    const reason = textOf(form, 'reason');
    const before = this.deleted.size; // by a try that failed at another study
    try {
      for (const study of this.uids.filter((uid) => !this.deleted.has(uid))) {
        await this.client.deleteStudy(study, reason, signal);
        this.deleted.add(study);
      }
    } finally {
      if (this.deleted.size > before) {
        this.dispatchEvent(new Event('studies-deleted', { bubbles: true, composed: true }));
      }
    }

    return message('delete.done', this.counts);
  }

  private get obstacles(): readonly string[] {
    return this.plans.flatMap(({ obstacles }) => obstacles);
  }

  private get counts(): { studies: number; series: number; instances: number; size: string } {
    const sum = (of: (plan: Deletion) => number): number => this.plans.reduce((total, plan) => total + of(plan), 0);
    return { studies: this.plans.length, series: sum(({ series }) => series), instances: sum(({ instances }) => instances), size: bytes(sum((plan) => plan.bytes)) };
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-delete': GantryDelete;
  }
}
