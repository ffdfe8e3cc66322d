import { keep } from './list.js';

/** The button's dialog. The workstation puts it into the page with `studies` and `request`, and takes it out at `action-closed`. */
class KeepDialog extends HTMLElement {
  connectedCallback() {
    const dialog = document.createElement('dialog');
    dialog.setAttribute('aria-labelledby', 'x-vendor-web-name-heading');
    const heading = document.createElement('h2');
    heading.id = 'x-vendor-web-name-heading';
    heading.textContent = 'Keep for later';
    const text = document.createElement('p');
    text.textContent = this.studies.length === 1 ? 'Keep 1 study?' : `Keep ${this.studies.length} studies?`;
    const fault = document.createElement('p');
    fault.setAttribute('role', 'alert');
    fault.style.color = 'var(--gantry-danger)';
    const yes = button('Keep', async () => {
      try {
        await keep(this.studies.map((study) => study.studyInstanceUid), this.request);
        dialog.close();
      } catch (error) {
        fault.textContent = error.message;
      }
    });
    dialog.addEventListener('close', () => this.dispatchEvent(new Event('action-closed', { bubbles: true, composed: true })));
    dialog.append(heading, text, fault, yes, ' ', button('Cancel', () => dialog.close()));
    this.append(dialog);
    dialog.showModal();
  }
}

function button(text, press) {
  const made = document.createElement('button');
  made.textContent = text;
  made.addEventListener('click', press);
  return made;
}

customElements.define('x-vendor-web-name-keep', KeepDialog);
