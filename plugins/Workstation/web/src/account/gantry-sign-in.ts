import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Http } from '../net/http.js';
import { message } from '../ui/messages.js';
import { Task } from '../ui/task.js';
import { theme } from '../ui/theme.js';
import { AccountClient, NewPasswordNeeded, type Account } from './account.js';

/** Somebody has signed in: by a session, which the browser keeps, or by a token, which the page keeps. */
export class SignedInEvent extends Event {
  constructor(readonly account: Account, readonly token: string) {
    super('signed-in', { bubbles: true, composed: true });
  }
}

/**
 * Asks for name and password, or for a token: `<gantry-sign-in>`.
 * @fires signed-in A {@link SignedInEvent}.
 */
@customElement('gantry-sign-in')
export class GantrySignIn extends LitElement {
  static override styles = [theme, css`
    :host { display: grid; place-items: start center; padding: 14vh 16px 16px; }
    .card { width: min(360px, 100%); padding: 24px; border: 1px solid var(--_hair); border-radius: 12px; background: var(--_raised); display: grid; gap: 14px; }
    h2 { margin: 0; font-size: 17px; }
    form { display: grid; gap: 10px; }
    label { display: grid; gap: 3px; font-size: 12px; color: var(--_quiet); }
    input { background: var(--_surface); min-height: 34px; font-size: 14px; color: var(--_text); }
    button.primary { min-height: 34px; }
    p { margin: 0; }
    summary { cursor: pointer; color: var(--_quiet); font-size: 12px; }
    details form { margin-top: 10px; }
  `];

  /** The URL of the server; empty for that of the page. */
  @property() server = '';
  @state() private needsNew = false;
  private readonly task = new Task(this);

  override render(): TemplateResult {
    return html`
      <div class="card">
        <h2>${message('account.signIn')}</h2>
        ${this.task.problem === undefined ? nothing : html`<p class="problem" role="alert">${this.task.problem}</p>`}
        <form @submit=${(event: SubmitEvent) => this.submit(event, (form) => this.byPassword(form))}>
          <label>${message('account.name')}<input name="name" autocomplete="username" required autofocus autocapitalize="none" spellcheck="false"></label>
          <label>${message('account.password')}<input name="password" type="password" autocomplete="current-password" required></label>
          ${this.needsNew ? html`<label>${message('account.newPassword')}<input name="newPassword" type="password" autocomplete="new-password" required></label>` : nothing}
          <button class="primary" ?disabled=${this.task.isRunning}>${message('account.signIn')}</button>
        </form>
        <details>
          <summary>${message('account.byToken')}</summary>
          <form @submit=${(event: SubmitEvent) => this.submit(event, (form) => this.byToken(form))}>
            <label>${message('account.token')}<input name="token" type="password" autocomplete="off" required aria-describedby="help"></label>
            <p id="help" class="quiet">${message('account.tokenHelp')}</p>
            <button ?disabled=${this.task.isRunning}>${message('account.useToken')}</button>
          </form>
        </details>
      </div>`;
  }

  private submit(event: SubmitEvent, perform: (form: FormData) => Promise<void>): void {
    event.preventDefault();
    const form = new FormData(event.target as HTMLFormElement);
    void this.task.run(() => perform(form));
  }

  private async byPassword(form: FormData): Promise<void> {
    const text = (name: string): string => String(form.get(name) ?? '');
    try {
      const account = await new AccountClient(new Http(this.server)).signIn(text('name').trim(), text('password'), text('newPassword') || undefined);
      this.dispatchEvent(new SignedInEvent(account, ''));
    } catch (error) {
      this.needsNew ||= error instanceof NewPasswordNeeded;
      throw error instanceof NewPasswordNeeded ? new Error(message('account.newPasswordNeeded')) : error;
    }
  }

  private async byToken(form: FormData): Promise<void> {
    const token = String(form.get('token') ?? '').trim();
    const account = await new AccountClient(new Http(this.server, () => `Bearer ${token}`)).current();
    if (account === undefined) {
      throw new Error(message('common.notAllowed'));
    }

    this.dispatchEvent(new SignedInEvent(account, token));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-sign-in': GantrySignIn;
  }
}
