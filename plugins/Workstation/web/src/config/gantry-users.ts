import { css, html, nothing, type TemplateResult } from 'lit';
import { customElement, query, state } from 'lit/decorators.js';
import type { Role, User, UserChange } from '../admin/models.js';
import { AdminElement } from '../ui/adminElement.js';
import { whenClosed } from '../ui/dialog.js';
import { time } from '../ui/format.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';

type Edited = { user: Partial<User> } | { role: Partial<Role> };

/** Who may log in, and the roles that there are: `<gantry-users>`, with `token` set by the page. */
@customElement('gantry-users')
export class GantryUsers extends AdminElement {
  static override styles = [theme, css`
    dialog form { display: grid; gap: 8px; min-width: 320px; }
    dialog label { display: grid; gap: 2px; }
    fieldset label { display: flex; gap: 6px; align-items: baseline; }
  `];

  @state() private users: User[] = [];
  @state() private roles: Role[] = [];
  @state() private rights: string[] = [];
  @state() private edited: Edited | undefined;
  @query('dialog') private readonly dialog!: HTMLDialogElement;

  override render(): TemplateResult {
    return html`
      ${this.problem === '' ? nothing : html`<p class="problem" role="alert">${this.problem} <button @click=${() => this.follow()}>${message('common.retry')}</button></p>`}
      <p><button class="primary" @click=${() => this.edit({ user: {} })}>${message('users.add')}</button></p>
      ${this.users.length === 0 ? html`<p class="quiet">${message('users.none')}</p>` : this.userTable()}
      <p><button @click=${() => this.edit({ role: {} })}>${message('users.roleAdd')}</button></p>
      ${this.roleTable()}
      <dialog aria-label=${this.edited ? nameOf(this.edited) : nothing} @close=${whenClosed(() => { this.edited = undefined; })}>${this.edited === undefined ? nothing : 'user' in this.edited ? this.userForm(this.edited.user) : this.roleForm(this.edited.role)}</dialog>`;
  }

  protected override async refresh(signal: AbortSignal): Promise<void> {
    const [users, { roles, rights }] = await Promise.all([this.client.users(signal), this.client.roles(signal)]);
    [this.users, this.roles, this.rights] = [users, roles, rights];
  }

  private userTable(): TemplateResult {
    return html`<table>
      <thead><tr>${[message('common.name'), message('users.displayName'), message('users.roles'), message('users.state'), message('users.lastLogin')].map((head) => html`<th scope="col">${head}</th>`)}<th></th></tr></thead>
      <tbody>${this.users.map((user) => html`
        <tr><th scope="row">${user.name}</th><td>${user.displayName}</td><td>${user.roles.join(', ')}</td><td>${stateOf(user)}</td>
          <td>${user.lastLoginAt ? time(user.lastLoginAt) : message('users.never')}</td>
          <td><div class="row"><button @click=${() => this.edit({ user })}>${message('users.edit', { name: user.name })}</button>
            <button class="danger" aria-label=${`${message('common.remove')} ${user.name}`} @click=${() => this.drop(message('users.confirmRemove', { name: user.name }), () => this.client.removeUser(user.name))}>
              ${message('common.remove')}</button></div></td></tr>`)}</tbody></table>`;
  }

  private roleTable(): TemplateResult {
    return html`<table>
      <thead><tr>${[message('common.name'), message('users.description'), message('users.rights')].map((head) => html`<th scope="col">${head}</th>`)}<th></th></tr></thead>
      <tbody>${this.roles.map((role) => html`
        <tr><th scope="row">${role.name}</th><td>${role.description}</td><td>${role.rights.join(', ')}</td>
          <td><div class="row"><button @click=${() => this.edit({ role })}>${message('users.edit', { name: role.name })}</button>
            <button class="danger" aria-label=${`${message('common.remove')} ${role.name}`} @click=${() => this.drop(message('users.confirmRemoveRole', { name: role.name }), () => this.client.removeRole(role.name))}>
              ${message('common.remove')}</button></div></td></tr>`)}</tbody></table>`;
  }

  private userForm(user: Partial<User>): TemplateResult {
    const isNew = user.name === undefined;
    return this.form(
      (form) => this.client.putUser(textOf(form, 'name'), changeOf(form, isNew)),
      html`
        <label>${message('common.name')}<input name="name" required maxlength="64" .value=${user.name ?? ''} ?readonly=${!isNew}></label>
        <label>${message('users.displayName')}<input name="displayName" maxlength="128" .value=${user.displayName ?? ''}></label>
        <label>${message('users.password')}<input name="password" type="password" autocomplete="new-password" maxlength="128" ?required=${isNew}></label>
        <fieldset><legend>${message('users.roles')}</legend>${this.roles.map(({ name, description }) => html`
          <label><input type="checkbox" name="roles" value=${name} .checked=${user.roles?.includes(name) ?? false}>${name} <span class="quiet">${description}</span></label>`)}</fieldset>
        ${isNew ? nothing : html`
          <fieldset><legend>${message('users.state')}</legend>
            <label><input type="checkbox" name="isDisabled" .checked=${user.isDisabled ?? false}>${message('users.disabled')}</label>
            <label><input type="checkbox" name="unlock">${message('users.unlock')}</label></fieldset>`}`);
  }

  private roleForm(role: Partial<Role>): TemplateResult {
    return this.form(
      (form) => this.client.putRole(textOf(form, 'name'), { description: textOf(form, 'description'), rights: form.getAll('rights').map(String) }),
      html`
        <label>${message('common.name')}<input name="name" required maxlength="64" .value=${role.name ?? ''} ?readonly=${role.name !== undefined}></label>
        <label>${message('users.description')}<input name="description" maxlength="255" .value=${role.description ?? ''}></label>
        <fieldset><legend>${message('users.rights')}</legend>${[...new Set([...this.rights, ...(role.rights ?? [])])].map((right) => html`
          <label><input type="checkbox" name="rights" value=${right} .checked=${role.rights?.includes(right) ?? false}>${right}</label>`)}</fieldset>`);
  }

  private form(save: (form: FormData) => Promise<unknown>, fields: TemplateResult): TemplateResult {
    const submit = async (event: SubmitEvent): Promise<void> => {
      event.preventDefault();
      const form = new FormData(event.target as HTMLFormElement);
      this.dialog.close();
      await this.perform(() => save(form));
    };
    return html`
      <form @submit=${submit}>${fields}
        <div class="row"><button class="primary">${message('common.save')}</button><button type="button" @click=${() => this.dialog.close()}>${message('common.cancel')}</button></div>
      </form>`;
  }

  private edit(edited: Edited): void {
    this.edited = edited;
    this.dialog.showModal();
  }

  private async drop(question: string, work: () => Promise<void>): Promise<void> {
    if (confirm(question)) {
      await this.perform(work);
    }
  }
}

function nameOf(edited: Edited): string {
  const { name } = 'user' in edited ? edited.user : edited.role;
  return name === undefined ? message('user' in edited ? 'users.add' : 'users.roleAdd') : message('users.edit', { name });
}

const textOf = (form: FormData, name: string): string => String(form.get(name) ?? '');

function changeOf(form: FormData, isNew: boolean): UserChange {
  const password = textOf(form, 'password');
  return {
    displayName: textOf(form, 'displayName'),
    roles: form.getAll('roles').map(String),
    ...(password !== '' && { password }),
    ...(!isNew && { isDisabled: form.has('isDisabled'), unlock: form.has('unlock') }),
  };
}

function stateOf(user: User): string {
  return user.isDisabled ? message('users.disabled')
    : !user.hasPassword ? message('users.noPassword')
    : user.lockedUntil && Date.parse(user.lockedUntil) > Date.now() ? message('users.locked', { time: time(user.lockedUntil) })
    : user.mustChangePassword ? message('users.mustChange')
    : message('users.good');
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-users': GantryUsers;
  }
}
