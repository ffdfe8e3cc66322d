import { drop, kept } from './list.js';

// As many UIDs as a URL takes; the server answers as much as it lets one ask for.
const most = 50;

/** The page: what is kept, with what DICOMweb says of it. It has `request`. */
class KeptPage extends HTMLElement {
  connectedCallback() {
    Object.assign(this.style, { display: 'block', padding: '10px 14px' });
    this.show();
  }

  async show() {
    const heading = document.createElement('h1');
    heading.textContent = 'Kept for later';
    try {
      const days = Object.entries(await kept([], { request: this.request })).sort((a, b) => b[1].localeCompare(a[1])).slice(0, most);
      const named = await this.names(days.map(([study]) => study));
      this.replaceChildren(heading, days.length === 0 ? paragraph('Nothing.') : this.table(days, named));
    } catch (error) {
      this.replaceChildren(heading, problem(error));
    }
  }

  async names(studies) {
    if (studies.length === 0) {
      return new Map();
    }
    const response = await this.request(`/dicom-web/studies?StudyInstanceUID=${studies.join(',')}&limit=${most}`);
    if (response.status === 204) {
      return new Map();
    }
    if (!response.ok) {
      throw new Error(`The studies cannot be asked for: ${response.status}.`);
    }
    return new Map((await response.json()).map((study) => [study['0020000D'].Value[0], study['00100010']?.Value?.[0]?.Alphabetic ?? '']));
  }

  table(days, named) {
    const table = document.createElement('table');
    table.createTHead().insertRow().append(...['Patient', 'Kept', ''].map((text) => Object.assign(document.createElement('th'), { textContent: text, scope: 'col' })));
    const body = table.createTBody();
    for (const [study, day] of days) {
      const row = body.insertRow();
      row.insertCell().textContent = named.get(study) ?? study;
      row.insertCell().textContent = day;
      const remove = Object.assign(document.createElement('button'), { textContent: 'Remove' });
      remove.setAttribute('aria-label', `Remove ${named.get(study) ?? study}`);
      remove.addEventListener('click', async () => {
        try {
          await drop(study, this.request);
          await this.show();
        } catch (error) {
          this.append(problem(error));
        }
      });
      row.insertCell().append(remove);
    }
    return table;
  }
}

function paragraph(text) {
  return Object.assign(document.createElement('p'), { textContent: text });
}

function problem(error) {
  const fault = paragraph(error.message);
  fault.setAttribute('role', 'alert');
  return fault;
}

customElements.define('x-vendor-web-name-page', KeptPage);
