import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { readableDate } from '../../dicom/values.js';
import type { StudyInfo } from '../../model/study.js';
import { messageOf } from '../../net/http.js';
import type { ImageSource } from '../../sources/imageSource.js';
import { message } from '../../ui/messages.js';
import { Task } from '../../ui/task.js';
import { theme } from '../../ui/theme.js';
import { distance, othersOf } from './priors.js';

/** Another study of the patient was chosen, to be shown beside; or the one that is shown, to be closed. */
export class PriorChosenEvent extends Event {
  constructor(readonly study: StudyInfo, readonly source: ImageSource) {
    super('prior-chosen', { bubbles: true, composed: true });
  }
}

interface Found { study: StudyInfo; source: ImageSource }

const most = 100;

/**
 * The other studies of a study's patient: `<gantry-prior-list>`. Those of the study's own source are found with the study; other archives are asked only when a person wants it.
 * @fires prior-chosen A {@link PriorChosenEvent}.
 */
@customElement('gantry-prior-list')
export class PriorList extends LitElement {
  static override styles = [theme, css`
    h3 { font-size: 12px; margin: 6px 10px 2px; }
    ul { list-style: none; margin: 0; padding: 0 6px 6px; display: grid; gap: 2px; }
    li button { width: 100%; display: grid; gap: 1px; text-align: left; padding: 4px; background: none; border-color: transparent; font-size: 12px; overflow-wrap: anywhere; }
    button[aria-pressed='true'] { background: color-mix(in srgb, var(--_accent) 14%, transparent); border-color: color-mix(in srgb, var(--_accent) 60%, transparent); }
    p, p button { margin: 2px 10px; font-size: 12px; }
  `];

  @property({ attribute: false }) source: ImageSource | undefined;
  /** Where else studies of the patient may be. */
  @property({ attribute: false }) archives: readonly ImageSource[] = [];
  /** Whose others are listed. */
  @property({ attribute: false }) study: StudyInfo | undefined;
  /** The one that is shown beside; empty for none. */
  @property() shown = '';
  @state() private found: readonly Found[] = [];
  @state() private hasAskedAll = false;
  @state() private failures: readonly string[] = [];
  private readonly task = new Task(this);

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('source') || (changed.has('study') && changed.get('study')?.studyInstanceUid !== this.study?.studyInstanceUid)) {
      [this.found, this.hasAskedAll, this.failures] = [[], false, []];
      void this.find(this.source === undefined ? [] : [this.source]);
    }
  }

  override render(): TemplateResult | typeof nothing {
    const { study } = this;
    const others = this.archives.filter((each) => each !== this.source);
    return study === undefined || (this.found.length === 0 && others.length === 0 && this.task.problem === undefined) ? nothing : html`
      <h3 id="heading">${message('priors.title')}</h3>
      ${this.found.length === 0 ? html`<p class="quiet">${message(study.patientId === '' ? 'priors.noId' : this.task.isRunning ? 'common.loading' : 'priors.none')}</p>` : nothing}
      <ul aria-labelledby="heading">${this.found.map((each) => html`<li>${this.buttonOf(study, each)}</li>`)}</ul>
      ${[this.task.problem, ...this.failures].filter((reason) => reason !== undefined).map((reason) => html`<p class="problem" role="alert">${message('common.failed', { reason })}</p>`)}
      ${others.length === 0 || this.hasAskedAll || study.patientId === '' ? nothing : html`<p><button ?disabled=${this.task.isRunning} @click=${() => this.findElsewhere(others)}>${message('priors.elsewhere')}</button></p>`}`;
  }

  private buttonOf(study: StudyInfo, found: Found): TemplateResult {
    const { study: other, source } = found;
    return html`
      <button aria-pressed=${String(other.studyInstanceUid === this.shown)} title=${message('priors.open')} @click=${() => this.dispatchEvent(new PriorChosenEvent(other, source))}>
        <span>${[readableDate(other.studyDate), other.modalities.join(', '), other.studyDescription].filter((part) => part !== '').join(' · ') || other.studyInstanceUid}</span>
        <span class="quiet">${[distance(study, other), source === this.source ? '' : source.name].filter((part) => part !== '').join(' · ')}</span>
      </button>`;
  }

  private async findElsewhere(sources: readonly ImageSource[]): Promise<void> {
    this.hasAskedAll = true;
    await this.find(sources);
  }

  // An archive that does not answer keeps nobody from the others.
  private async find(sources: readonly ImageSource[]): Promise<void> {
    const { study } = this;
    if (study === undefined || study.patientId === '') {
      this.task.cancel();
      return;
    }

    await this.task.run(async (signal) => {
      const pages = await Promise.allSettled(sources.map((source) => source.findStudies({ patientId: study.patientId }, 0, most, signal)));
      signal.throwIfAborted();
      const known = new Map(this.found.map((each) => [each.study.studyInstanceUid, each]));
      pages.forEach((page, index) => {
        const source = sources[index];
        if (page.status === 'fulfilled' && source) {
          othersOf(study, page.value.studies).filter(({ studyInstanceUid: uid }) => !known.has(uid)).forEach((each) => known.set(each.studyInstanceUid, { study: each, source }));
        }
      });
      const inOrder = othersOf(study, [...known.values()].map((each) => each.study));
      this.found = inOrder.flatMap(({ studyInstanceUid: uid }) => known.get(uid) ?? []);
      this.failures = pages.flatMap((page, index) => (page.status === 'rejected' ? [`${sources[index]?.name ?? ''}: ${messageOf(page.reason)}`] : []));
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-prior-list': PriorList;
  }
}
