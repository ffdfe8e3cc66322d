import { version } from './version.js';

customElements.define('fixture-sticker', class extends HTMLElement {
  connectedCallback() {
    const dialog = document.createElement('dialog');
    dialog.setAttribute('aria-label', 'Sticker');
    const text = document.createElement('p');
    text.textContent = `Sticker of ${version} for ${this.studies.length} of ${this.studies[0]?.patientName}`;
    const close = document.createElement('button');
    close.textContent = 'Stick';
    close.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => this.dispatchEvent(new Event('action-closed', { bubbles: true, composed: true })));
    dialog.append(text, close);
    this.append(dialog);
    dialog.showModal();
  }
});

/** The letters of each study's UID, as the server has it. */
export async function letters(studies, { request, signal }) {
  const response = await request(`/dicom-web/studies?limit=1`, { signal });
  return Object.fromEntries(studies.map((study) => [study.studyInstanceUid, `${study.studyInstanceUid.length} (${response.status}, ${version})`]));
}
