import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { readableDate, readableName } from '../dicom/values.js';
import type { StudyInfo } from '../model/study.js';
import { DiscSource } from '../sources/disc.js';
import { DiscScripts } from '../sources/discScripts.js';
import { ChosenFiles, filesOfFolder, filesOfInput, type MediaFiles } from '../sources/mediaFiles.js';
import { droppedFiles, hasFiles } from '../import/dropped.js';
import { isAbort } from '../net/http.js';
import { message } from '../ui/messages.js';
import { Task } from '../ui/task.js';
import { theme } from '../ui/theme.js';
import '../viewer/gantry-viewer.js';

const most = 1_000;

/** The viewer of a disc: shows at once what is packed for it, else asks for the folder: `<gantry-disc>`. */
@customElement('gantry-disc')
export class GantryDisc extends LitElement {
  static override styles = [theme, css`
    :host { display: grid; grid-template-rows: auto minmax(0, 1fr); height: 100dvh; }
    header { padding: 5px 10px; display: flex; flex-wrap: wrap; gap: 10px; align-items: center; border-bottom: 1px solid var(--_hair); }
    h1 { font-size: 14px; font-weight: 600; margin: 0; }
    select { max-width: min(560px, 60vw); }
    .use { margin-left: auto; font-size: 12px; color: var(--_quiet); border: 1px solid var(--_hair); border-radius: 10px; padding: 1px 10px; }
    section { padding: 32px; max-width: 520px; margin: 12vh auto; text-align: center; border: 1px dashed var(--_line); border-radius: 12px; }
  `];

  @state() private source: DiscSource | undefined;
  @state() private studies: StudyInfo[] = [];
  @state() private study = '';
  @state() private progress = '';
  private readonly task = new Task(this);

  constructor() {
    super();
    this.addEventListener('dragover', (event) => hasFiles(event) && event.preventDefault());
    this.addEventListener('drop', (event) => this.drop(event));
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.task.run(async (signal) => {
      const files = await DiscScripts.open();
      if (files) {
        await this.open(files, signal);
      }
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.source?.close();
  }

  override render(): TemplateResult {
    return html`
      <header>
        <h1>${message('disc.title')}</h1>
        ${this.studies.length < 2 ? nothing : html`<select aria-label=${message('search.label')} @change=${(event: Event) => { this.study = (event.target as HTMLSelectElement).value; }}>
          ${this.studies.map((study) => html`<option value=${study.studyInstanceUid} ?selected=${study.studyInstanceUid === this.study}>${titleOf(study)}</option>`)}</select>`}
        ${this.source ? html`<button @click=${this.choose}>${message('disc.other')}</button>` : nothing}
        ${this.source?.directoryProblem ? html`<span class="quiet">${message('disc.noDirectory', { reason: this.source.directoryProblem })}</span>` : nothing}
        <span class="use">${message('viewer.notDiagnostic')}</span>
      </header>
      ${this.source ? html`<gantry-viewer .source=${this.source} .study=${this.study}></gantry-viewer>` : this.question()}
      <input hidden type="file" webkitdirectory multiple @change=${(event: Event) => this.read(filesOfInput((event.target as HTMLInputElement).files ?? []))}>`;
  }

  private question(): TemplateResult {
    return html`
      <section>
        ${this.task.problem === undefined ? nothing : html`<p class="problem" role="alert">${message('disc.failed', { reason: this.task.problem })}</p>`}
        ${this.task.isRunning ? html`<p role="status">${this.progress || message('common.loading')}</p>` : html`
          <p>${message('disc.chooseHelp')} ${message('disc.drop')}</p>
          <button class="primary" autofocus @click=${this.choose}>${message('disc.choose')}</button>`}
      </section>`;
  }

  // Where a browser can be allowed to read a folder it does not speak of an upload.
  private async choose(): Promise<void> {
    const pick = (globalThis as { showDirectoryPicker?: () => Promise<FileSystemDirectoryHandle> }).showDirectoryPicker;
    if (pick === undefined) {
      this.renderRoot.querySelector<HTMLInputElement>('input[type=file]')?.click();
      return;
    }

    await this.task.run(async (signal) => {
      try {
        await this.open(await filesOfFolder(await pick.call(globalThis)), signal);
      } catch (error) {
        if (!isAbort(error)) {
          throw error; // a person who closes the question wants nothing
        }
      }
    });
  }

  private drop(event: DragEvent): void {
    if (hasFiles(event) && event.dataTransfer) {
      event.preventDefault();
      const files = droppedFiles(event.dataTransfer);
      void this.task.run(async (signal) => this.open(new ChosenFiles(await files), signal));
    }
  }

  private read(files: MediaFiles): void {
    void this.task.run((signal) => this.open(files, signal));
  }

  private async open(files: MediaFiles, signal: AbortSignal): Promise<void> {
    const source = await DiscSource.open(message('disc.title'), files, signal, (read, all) => { this.progress = message('disc.reading', { read, all }); });
    const { studies } = await source.findStudies({}, 0, most, signal);
    this.source?.close();
    [this.source, this.studies, this.study] = [source, studies, studies[0]?.studyInstanceUid ?? ''];
  }
}

const titleOf = (study: StudyInfo): string =>
  [readableName(study.patientName), readableDate(study.studyDate), study.modalities.join(', '), study.studyDescription].filter((part) => part !== '').join(' · ');

declare global {
  interface HTMLElementTagNameMap {
    'gantry-disc': GantryDisc;
  }
}
