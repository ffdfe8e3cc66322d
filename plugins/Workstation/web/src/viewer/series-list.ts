import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LoadedSeries } from '../loader/studyLoader.js';
import type { ImageSource } from '../sources/imageSource.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';

/** A series was chosen, to be shown in the active view. */
export class SeriesChosenEvent extends Event {
  constructor(readonly seriesUid: string) {
    super('series-chosen', { bubbles: true, composed: true });
  }
}

/** What a series that is dragged carries. */
export const seriesDragType = 'application/x-gantry-series';

/** The series of a study, and how far each has come: `<gantry-series-list>`. */
@customElement('gantry-series-list')
export class SeriesList extends LitElement {
  static override styles = [theme, css`
    :host { overflow: auto; }
    ul { list-style: none; margin: 0; padding: 4px; display: grid; gap: 4px; }
    button { width: 100%; display: grid; gap: 2px; text-align: left; padding: 4px; }
    img, .empty { width: 100%; aspect-ratio: 1; object-fit: contain; background: #000; display: block; }
    progress { width: 100%; height: 6px; accent-color: var(--_accent); }
    button[aria-current='true'] { border-color: var(--_accent); box-shadow: inset 0 0 0 1px var(--_accent); }
  `];

  @property({ attribute: false }) source: ImageSource | undefined;
  @property() study = '';
  @property({ attribute: false }) series: readonly LoadedSeries[] = [];
  /** The series of the active view. */
  @property() current = '';
  @state() private thumbnails: ReadonlyMap<string, string> = new Map();
  private abort = new AbortController();
  private readonly asked = new Set<string>();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forget();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('study') || changed.has('source')) {
      this.forget();
    }

    for (const { info, images } of this.series) {
      if (images.length > 0 && !this.asked.has(info.seriesInstanceUid)) {
        this.asked.add(info.seriesInstanceUid);
        void this.ask(info.seriesInstanceUid);
      }
    }
  }

  override render(): TemplateResult {
    return html`<ul aria-label=${message('viewer.series')}>${this.series.map((series) => html`<li>${this.buttonOf(series)}</li>`)}</ul>`;
  }

  private buttonOf({ info, images, others, loaded, problem }: LoadedSeries): TemplateResult {
    const uid = info.seriesInstanceUid;
    const title = [info.seriesNumber, info.modality, info.seriesDescription].filter((part) => part !== undefined && part !== '').join(' · ');
    const thumbnail = this.thumbnails.get(uid);
    return html`
      <button draggable="true" aria-current=${uid === this.current ? 'true' : 'false'}
        @click=${() => this.dispatchEvent(new SeriesChosenEvent(uid))}
        @dragstart=${(event: DragEvent) => event.dataTransfer?.setData(seriesDragType, uid)}>
        ${thumbnail === undefined ? html`<span class="empty"></span>` : html`<img src=${thumbnail} alt="">`}
        <span>${title}</span>
        ${problem !== undefined ? html`<span class="problem">${problem}</span>` : nothing}
        ${images.length > 0 ? html`
          <span class="quiet">${message('viewer.loaded', { loaded, count: images.length })}</span>
          ${loaded < images.length ? html`<progress aria-label=${message('viewer.loaded', { loaded, count: images.length })} max=${images.length} .value=${loaded}></progress>` : nothing}` : nothing}
        ${others > 0 ? html`<span class="quiet">${message('viewer.others', { count: others })}</span>` : nothing}
      </button>`;
  }

  private async ask(uid: string): Promise<void> {
    const { signal } = this.abort;
    let url: string | undefined;
    try {
      url = await this.source?.thumbnail(this.study, uid, signal);
    } catch {
      if (!signal.aborted) {
        this.asked.delete(uid); // without one the series is shown all the same; asked for again when more of the series has come
      }

      return;
    }

    if (url === undefined) {
      return;
    }

    if (signal.aborted) {
      URL.revokeObjectURL(url);
    } else {
      this.thumbnails = new Map([...this.thumbnails, [uid, url]]);
    }
  }

  private forget(): void {
    this.abort.abort();
    this.abort = new AbortController();
    this.asked.clear();
    this.thumbnails.forEach((url) => URL.revokeObjectURL(url));
    this.thumbnails = new Map();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-series-list': SeriesList;
  }
}
