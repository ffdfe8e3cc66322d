import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { property, query, state } from 'lit/decorators.js';
import { AdminClient } from '../admin/client.js';
import { readableDate, readableName } from '../dicom/values.js';
import type { StudyInfo } from '../model/study.js';
import { Http } from '../net/http.js';
import { message } from '../ui/messages.js';
import { Task } from '../ui/task.js';
import { theme } from '../ui/theme.js';

const listed = 8;

/**
 * What dialogs have in common that do something with studies: which studies, a form, and what came of it. It opens itself where it is put into a page.
 * @fires action-closed The person is done with it.
 */
export abstract class ActionDialog extends LitElement {
  static override styles = [theme, css`
    dialog { width: min(520px, 94vw); }
    form { display: grid; gap: 10px; }
    label { display: grid; gap: 3px; font-size: 12px; color: var(--_quiet); }
    label.inline, fieldset label { display: flex; gap: 6px; align-items: center; font-size: 13px; color: var(--_text); }
    label input, label select { color: var(--_text); }
    fieldset { border: 1px solid var(--_hair); border-radius: 6px; display: grid; gap: 6px; margin: 0; padding: 8px 10px; }
    h2 { margin: 0 0 8px; }
    ul { margin: 0; padding-left: 18px; }
    p { margin: 0; }
    .end { justify-content: flex-end; margin-top: 4px; }
    progress { width: 100%; }
  `];

  /** The URL of the server; empty for that of the page. */
  @property() server = '';
  @property({ attribute: false }) token: string | undefined;
  @property({ attribute: false }) studies: readonly StudyInfo[] = [];
  /** What came of it; empty before. */
  @state() protected done = '';
  @query('dialog') private readonly dialog!: HTMLDialogElement;
  protected readonly asking = new Task(this);
  protected readonly doing = new Task(this);

  /** The title of the dialog. */
  protected abstract readonly heading: string;
  /** What the button that does it says. */
  protected abstract readonly verb: string;
  /** The fields of the form. */
  protected abstract fields(): TemplateResult;
  /** Does it; resolves with a sentence of what came of it. */
  protected abstract perform(form: FormData, signal: AbortSignal): Promise<string>;

  /** Asks for what the form needs. */
  protected async prepare(_signal: AbortSignal): Promise<void> {
    // most need nothing
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.updateComplete.then(() => {
      this.dialog.showModal();
      void this.asking.run((signal) => this.prepare(signal));
    });
  }

  override render(): TemplateResult {
    return html`
      <dialog aria-labelledby="heading" @close=${() => this.dispatchEvent(new Event('action-closed', { bubbles: true, composed: true }))}>
        <form @submit=${this.submit}>
          <h2 id="heading">${this.heading}</h2>
          <ul>${this.studies.slice(0, listed).map((study) => html`
            <li>${[readableName(study.patientName), readableDate(study.studyDate), study.studyDescription].filter((part) => part !== '').join(' · ') || study.studyInstanceUid}</li>`)}</ul>
          ${this.studies.length > listed ? html`<p class="quiet">${message('actions.more', { count: this.studies.length - listed })}</p>` : nothing}
          ${this.done === '' ? this.fields() : nothing}
          ${[this.asking.problem, this.doing.problem].filter((reason) => reason !== undefined).map((reason) => html`<p class="problem" role="alert">${message('common.failed', { reason })}</p>`)}
          <p role="status">${this.done !== '' ? this.done : this.doing.isRunning || this.asking.isRunning ? message('common.loading') : ''}</p>
          <div class="row end">${this.done !== '' ? html`<button type="button" class="primary" autofocus @click=${() => this.close()}>${message('common.close')}</button>` : html`
            <button type="button" @click=${() => this.close()}>${message('common.cancel')}</button>
            <button class="primary" ?disabled=${this.doing.isRunning || this.asking.isRunning || !this.isReady}>${this.verb}</button>`}</div>
        </form>
      </dialog>`;
  }

  /** Whether the form can be sent. */
  protected get isReady(): boolean {
    return true;
  }

  protected get uids(): string[] {
    return this.studies.map((study) => study.studyInstanceUid);
  }

  protected get authorization(): string | undefined {
    return this.token ? `Bearer ${this.token}` : undefined;
  }

  protected get http(): Http {
    return new Http(this.server, () => this.authorization);
  }

  protected get client(): AdminClient {
    return new AdminClient(this.http);
  }

  private readonly submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    await this.doing.run(async (signal) => {
      this.done = await this.perform(form, signal);
    });
  };

  private close(): void {
    this.doing.cancel();
    this.dialog.close();
  }
}

/** The text of a field. */
export const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '').trim();
