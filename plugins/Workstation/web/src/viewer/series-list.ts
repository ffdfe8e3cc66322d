import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { LoadedSeries } from '../loader/studyLoader.js';
import type { ImageSource } from '../sources/imageSource.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import type { ViewEngine } from './engine/viewEngine.js';

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
    ul { list-style: none; margin: 0; padding: 6px; display: grid; gap: 4px; }
    button { width: 100%; display: grid; gap: 1px; text-align: left; padding: 4px; background: none; border-color: transparent; font-size: 12px; overflow-wrap: anywhere; }
    img, .empty { width: 100%; aspect-ratio: 4 / 3; object-fit: contain; background: #000; display: block; border-radius: 3px; margin-bottom: 2px; }
    progress { appearance: none; width: 100%; height: 3px; border: 0; background: var(--_hair); accent-color: var(--_accent); }
    progress::-webkit-progress-bar { background: var(--_hair); border-radius: 2px; }
    progress::-webkit-progress-value { background: var(--_accent); border-radius: 2px; }
    progress::-moz-progress-bar { background: var(--_accent); }
    button[aria-current='true'] { background: color-mix(in srgb, var(--_accent) 14%, transparent); border-color: color-mix(in srgb, var(--_accent) 60%, transparent); }
  `];

  @property({ attribute: false }) source: ImageSource | undefined;
  /** What draws a thumbnail where the source has none. */
  @property({ attribute: false }) engine: ViewEngine | undefined;
  @property() study = '';
  @property({ attribute: false }) series: readonly LoadedSeries[] = [];
  /** The series of the active view. */
  @property() current = '';
  @state() private thumbnails: ReadonlyMap<string, string> = new Map();
  private abort = new AbortController();
  private readonly asked = new Set<string>();
  private readonly lacking = new Set<string>();
  private readonly drawn = new Set<string>();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.forget();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('study') || changed.has('source')) {
      this.forget();
    }

    for (const { info, images, loaded } of this.series) {
      const [uid, first] = [info.seriesInstanceUid, images[0]];
      if (first !== undefined && !this.asked.has(uid)) {
        this.asked.add(uid);
        void this.ask(uid, () => (first.seriesInstanceUid === uid ? this.source?.thumbnail(this.study, uid, this.abort.signal) : undefined)); // a part's is not the series'
      } else if (first !== undefined && loaded > 0 && this.lacking.delete(uid)) {
        void this.ask(uid, () => this.engine?.thumbnail(first.imageId));
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
          <span class="quiet">${loaded < images.length ? message('viewer.loaded', { loaded, count: images.length }) : message(images.length === 1 ? 'viewer.oneImage' : 'viewer.images', { count: images.length })}</span>
          ${loaded < images.length ? html`<progress aria-label=${message('viewer.loaded', { loaded, count: images.length })} max=${images.length} .value=${loaded}></progress>` : nothing}` : nothing}
        ${others > 0 ? html`<span class="quiet">${message('viewer.others', { count: others })}</span>` : nothing}
      </button>`;
  }

  // Without a thumbnail the series is shown all the same; where the source has none, one is drawn when its first image is there.
  private async ask(uid: string, make: () => Promise<string | undefined> | undefined): Promise<void> {
    const { signal } = this.abort;
    const url = await Promise.resolve(make()).catch(() => undefined);
    if (signal.aborted) {
      URL.revokeObjectURL(url ?? '');
    } else if (url !== undefined) {
      this.thumbnails = new Map([...this.thumbnails, [uid, url]]);
    } else if (!this.drawn.has(uid)) {
      this.drawn.add(uid);
      this.lacking.add(uid);
      this.requestUpdate();
    }
  }

  private forget(): void {
    this.abort.abort();
    this.abort = new AbortController();
    [this.asked, this.lacking, this.drawn].forEach((each) => each.clear());
    this.thumbnails.forEach((url) => URL.revokeObjectURL(url));
    this.thumbnails = new Map();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-series-list': SeriesList;
  }
}
