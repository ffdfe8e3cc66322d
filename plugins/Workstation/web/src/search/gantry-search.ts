import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { StudyActionEvent, type StudyAction } from '../actions/studyActions.js';
import { readableName } from '../dicom/values.js';
import type { StudyInfo } from '../model/study.js';
import { Http } from '../net/http.js';
import { DicomWebSource } from '../sources/dicomWeb.js';
import type { ImageSource } from '../sources/imageSource.js';
import { message } from '../ui/messages.js';
import { Task } from '../ui/task.js';
import { theme } from '../ui/theme.js';
import { sorted, usualColumns, type Column, type Sorting } from './columns.js';
import { LoadedColumns } from './loadedColumns.js';
import { noFilters, queryOf, type Filters } from './query.js';
import { allOrNone, chosenOf, toggled } from './selection.js';

/** A study was chosen, to be opened. */
export class StudyChosenEvent extends Event {
  constructor(readonly study: StudyInfo, readonly source: ImageSource) {
    super('study-chosen', { bubbles: true, composed: true });
  }
}

/** The filters have changed: a page keeps them, in its URL for instance. */
export class FiltersChangedEvent extends Event {
  constructor(readonly filters: Filters) {
    super('filters-changed', { bubbles: true, composed: true });
  }
}

const pageSize = 50;
const typingPause = 400;
const usualModalities = ['CR', 'CT', 'DX', 'MG', 'MR', 'NM', 'OT', 'PT', 'RF', 'SC', 'SR', 'US', 'XA'];

/**
 * Looks for studies: `<gantry-search src="/dicom-web">`. It asks a while after the last key, and a newer question ends the one before.
 * @fires study-chosen A {@link StudyChosenEvent}.
 * @fires filters-changed A {@link FiltersChangedEvent}.
 * @fires study-action A {@link StudyActionEvent}, where the page has `actions`.
 */
@customElement('gantry-search')
export class GantrySearch extends LitElement {
  static override styles = [theme, css`
    :host { padding: 10px 14px; overflow: auto; }
    form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; margin-bottom: 8px; }
    label { display: grid; gap: 2px; font-size: 12px; color: var(--_quiet); }
    input[type='search'] { width: 150px; }
    fieldset { border: 0; padding: 0; margin: 0; flex-basis: 100%; }
    fieldset label { display: inline-flex; margin-right: 8px; gap: 4px; align-items: center; }
    th button { border: 0; background: none; padding: 0; font-weight: 600; min-height: 24px; }
    td.name button { border: 0; background: none; padding: 0; min-height: 0; text-align: left; color: var(--_accent); font-weight: 600; }
    td.name button:hover { text-decoration: underline; background: none; }
    .choose { width: 30px; }
    .choose input { vertical-align: middle; }
    tbody tr:hover, tbody tr.chosen { background: var(--_raised); }
  `];

  /** The base URL of a DICOMweb server; instead of it, a page may set `sources`. */
  @property() src = '';
  @property({ attribute: false }) authorization: string | undefined;
  /** Where a person may look; the first at first. */
  @property({ attribute: false }) sources: readonly ImageSource[] = [];
  @property({ attribute: false }) filters: Filters = noFilters;
  @property({ attribute: false }) columns: readonly Column[] = usualColumns;
  @property({ attribute: false }) modalities: readonly string[] = usualModalities;
  /** What can be done with studies of a source, besides opening one; nothing unless set. */
  @property({ attribute: false }) actions: (source: ImageSource) => readonly StudyAction[] = () => [];
  @state() private studies: StudyInfo[] = [];
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private hasMore = false;
  @state() private hasAsked = false;
  @state() private chosenSource = 0;
  @state() private sorting: Sorting = { column: 'studyDate', isDescending: true };

  private readonly task = new Task(this);
  private readonly loaded = new LoadedColumns(this);
  private own: readonly ImageSource[] = [];
  private pause: ReturnType<typeof setTimeout> | undefined;
  private typed: Filters = noFilters;

  /** Asks again. */
  async search(): Promise<void> {
    clearTimeout(this.pause);
    await this.ask(0);
  }

  /** Has columns that ask for their values ask for those of the studies that are shown anew. */
  reloadColumns(): void {
    this.loaded.clear();
    void this.loaded.load(this.columns, this.studies);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.pause);
    this.loaded.clear();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('src')) {
      this.own = this.src === '' ? [] : [new DicomWebSource(this.src, new Http(this.src, () => this.authorization))];
    }

    if (changed.has('columns')) {
      void this.loaded.load(this.columns, this.studies);
    }

    if (changed.has('src') || changed.has('sources')) {
      this.chosenSource = Math.min(this.chosenSource, Math.max(0, this.all.length - 1));
      [this.studies, this.hasMore, this.hasAsked] = [[], false, false];
      if (this.all.length > 0) {
        void this.updateComplete.then(() => this.search());
      }
    } else if (changed.has('filters') && this.filters !== this.typed) {
      void this.updateComplete.then(() => this.search()); // the page has set them: a person went back, for instance
    }
  }

  override render(): TemplateResult {
    const text = (name: 'patientName' | 'patientId' | 'accessionNumber' | 'studyDescription'): TemplateResult => this.field(name, message(`search.${name}`), 'search');
    return html`
      <form role="search" aria-label=${message('search.label')} @submit=${(event: Event) => { event.preventDefault(); void this.search(); }}>
        ${this.all.length > 1 ? html`
          <label>${message('search.source')}<select @change=${this.chooseSource}>${this.all.map((source, index) => html`
            <option value=${index} ?selected=${index === this.chosenSource}>${source.name}</option>`)}</select></label>` : nothing}
        ${text('patientName')} ${text('patientId')} ${this.field('patientBirthDate', message('search.patientBirthDate'), 'date')} ${text('accessionNumber')} ${text('studyDescription')}
        ${this.field('from', message('search.from'), 'date')} ${this.field('to', message('search.to'), 'date')}
        <button class="primary">${message('search.go')}</button>
        <button type="button" @click=${() => this.change(noFilters, 0)}>${message('search.clear')}</button>
        <fieldset>
          <legend class="hidden">${message('search.modalities')}</legend>
          ${this.modalities.map((modality) => html`<label><input type="checkbox" .checked=${this.filters.modalities.includes(modality)} @change=${() => this.toggle(modality)}>${modality}</label>`)}
          <label><input type="checkbox" .checked=${this.filters.fuzzy} @change=${() => this.change({ ...this.filters, fuzzy: !this.filters.fuzzy }, 0)}>${message('search.fuzzy')}</label>
        </fieldset>
        <span class="quiet">${message('search.help')}</span>
      </form>
      <div role="status">${this.statusOf()}</div>
      ${this.task.problem === undefined ? nothing : html`<p class="problem" role="alert">${message('common.failed', { reason: this.task.problem })}
        <button @click=${() => this.search()}>${message('common.retry')}</button></p>`}
      ${this.loaded.problems.map(([name, reason]) => html`<p class="problem" role="alert">${message('search.columnFailed', { column: titleOf(this.columns.find((column) => column.name === name)), reason })}</p>`)}
      ${this.studies.length === 0 ? nothing : html`${this.toolbar()}${this.table()}`}
      ${this.hasMore ? html`<button ?disabled=${this.task.isRunning} @click=${() => this.ask(this.studies.length)}>${message('common.more')}</button>` : nothing}`;
  }

  private toolbar(): TemplateResult | typeof nothing {
    const [{ length: count }, actions] = [chosenOf(this.studies, this.chosen), this.offered];
    return actions.length === 0 ? nothing : html`
      <div class="row" role="toolbar" aria-label=${message('actions.label')}>
        ${actions.map((action) => html`<button ?disabled=${count === 0} @click=${() => this.act(action)}>${typeof action.title === 'string' ? message(action.title) : action.title.text}</button>`)}
        <span class="quiet">${count === 0 ? '' : message('actions.chosen', { count })}</span>
      </div>`;
  }

  private table(): TemplateResult {
    const [chooses, columns] = [this.offered.length > 0, this.loaded.of(this.columns)];
    return html`
      <table>
        <thead><tr>${chooses ? html`<th class="choose"><input type="checkbox" aria-label=${message('actions.chooseAll')} .checked=${chosenOf(this.studies, this.chosen).length === this.studies.length}
            @change=${() => { this.chosen = allOrNone(this.studies, this.chosen); }}></th>` : nothing}${columns.map((column) => this.header(column))}</tr></thead>
        <tbody>${sorted(this.studies, columns, this.sorting).map((study) => html`
          <tr class=${this.chosen.has(study.studyInstanceUid) ? 'chosen' : ''} @dblclick=${() => this.open(study)}>${chooses ? html`
            <td class="choose"><input type="checkbox" aria-label=${message('actions.choose', { name: readableName(study.patientName) || study.studyInstanceUid })} .checked=${this.chosen.has(study.studyInstanceUid)}
              @change=${() => { this.chosen = toggled(this.chosen, study); }}></td>` : nothing}${columns.map((column, index) => html`
            <td class=${column.isNumber ? 'number' : index === 0 ? 'name' : ''}>${index > 0 ? column.value(study) : html`
              <button aria-label=${message('search.open', { name: readableName(study.patientName) || study.studyInstanceUid })} @click=${() => this.open(study)}>${column.value(study) || '—'}</button>`}</td>`)}
          </tr>`)}</tbody>
      </table>`;
  }

  private header(column: Column): TemplateResult {
    const [{ name, isNumber }, text] = [column, titleOf(column)];
    const isCurrent = this.sorting.column === name;
    const order = !isCurrent ? 'none' : this.sorting.isDescending ? 'descending' : 'ascending';
    return html`<th scope="col" class=${isNumber ? 'number' : ''} aria-sort=${order}>
      <button title=${message('search.sort', { column: text })} @click=${() => { this.sorting = { column: name, isDescending: isCurrent && !this.sorting.isDescending }; }}>
        ${text}${!isCurrent ? '' : this.sorting.isDescending ? ' ↓' : ' ↑'}</button></th>`;
  }

  private field(name: Exclude<keyof Filters, 'modalities' | 'fuzzy'>, label: string, type: 'search' | 'date'): TemplateResult {
    return html`<label>${label}<input type=${type} name=${name} .value=${this.filters[name]}
      @input=${(event: InputEvent) => this.change({ ...this.filters, [name]: (event.target as HTMLInputElement).value }, typingPause)}></label>`;
  }

  private statusOf(): string {
    return this.task.isRunning ? message('common.loading')
      : !this.hasAsked || this.task.problem !== undefined ? ''
      : this.studies.length === 0 ? message('search.nothing')
      : message(this.hasMore ? 'search.foundMore' : 'search.found', { count: this.studies.length });
  }

  private async ask(offset: number): Promise<void> {
    const source = this.all[this.chosenSource];
    if (source === undefined) {
      return;
    }

    await this.task.run(async (signal) => {
      const page = await source.findStudies(queryOf(this.filters), offset, pageSize, signal);
      const known = new Set(offset === 0 ? [] : this.studies.map((study) => study.studyInstanceUid));
      const added = page.studies.filter((study) => !known.has(study.studyInstanceUid)); // one that came meanwhile moves all others on by one
      this.studies = offset === 0 ? added : [...this.studies, ...added];
      [this.hasMore, this.hasAsked] = [page.hasMore, true];
      if (offset === 0) {
        this.loaded.clear();
      }

      void this.loaded.load(this.columns, added);
    });
  }

  private change(filters: Filters, wait: number): void {
    [this.filters, this.typed] = [filters, filters];
    this.dispatchEvent(new FiltersChangedEvent(filters));
    clearTimeout(this.pause);
    this.pause = setTimeout(() => void this.search(), wait);
  }

  private toggle(modality: string): void {
    const chosen = this.filters.modalities;
    this.change({ ...this.filters, modalities: chosen.includes(modality) ? chosen.filter((each) => each !== modality) : [...chosen, modality] }, 0);
  }

  private chooseSource(event: Event): void {
    this.chosenSource = Number((event.target as HTMLSelectElement).value);
    [this.studies, this.hasMore, this.hasAsked] = [[], false, false];
    void this.search();
  }

  private open(study: StudyInfo): void {
    const source = this.all[this.chosenSource];
    if (source) {
      this.dispatchEvent(new StudyChosenEvent(study, source));
    }
  }

  private act({ id }: StudyAction): void {
    const source = this.all[this.chosenSource];
    if (source) {
      this.dispatchEvent(new StudyActionEvent(id, chosenOf(this.studies, this.chosen), source));
    }
  }

  private get offered(): readonly StudyAction[] {
    const source = this.all[this.chosenSource];
    return source ? this.actions(source) : [];
  }

  private get all(): readonly ImageSource[] {
    return this.sources.length > 0 ? this.sources : this.own;
  }
}

const titleOf = (column: Column | undefined): string => (typeof column?.title === 'string' ? message(column.title) : column?.title.text ?? '');

declare global {
  interface HTMLElementTagNameMap {
    'gantry-search': GantrySearch;
  }
}
