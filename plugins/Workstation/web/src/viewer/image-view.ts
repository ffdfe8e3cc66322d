import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { messageOf } from '../net/http.js';
import type { ImageRef, SeriesInfo, StudyInfo } from '../model/study.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import { edgeLetters, edgeStyles } from './edge-letters.js';
import { Cine } from './cine.js';
import type { ValueWindow, View, ViewEngine, ViewState } from './engine/viewEngine.js';
import { clamp } from './linking.js';
import { orientationOf, type Edges } from './orientation.js';
import { overlayOf } from './overlay.js';

/** What a view tells when another image is shown, or the same one otherwise. */
export class ViewChangedEvent extends Event {
  constructor(readonly state: ViewState, readonly before: number) {
    super('view-changed', { bubbles: true, composed: true });
  }
}

/** One view of a viewer: a stack of images, and texts on it: `<gantry-image-view>`. */
@customElement('gantry-image-view')
export class ImageView extends LitElement {
  static override styles = [theme, edgeStyles, css`
    :host { position: relative; background: #000; color: #e6ebf0; min-height: 0; min-width: 0; overflow: hidden; outline-offset: -2px; }
    :host([active]) { outline: 2px solid #6db3f8; }
    .image { width: 100%; height: 100%; touch-action: none; } /* Cornerstone makes its position relative: an inset would leave it no height */
    .image[aria-busy='true'] { cursor: progress; }
    .text { position: absolute; padding: 4px 6px; pointer-events: none; font-size: 12px; text-shadow: 0 0 3px #000, 0 0 2px #000; white-space: pre-line; max-width: 48%; }
    .left { left: 0; } .right { right: 0; text-align: right; } .top { top: 0; } .bottom { bottom: 0; }
    .middle { position: absolute; inset: auto 12px 45%; text-align: center; pointer-events: none; }
    .marks { top: calc(50% + 12px); }
    .note { position: absolute; top: 22px; left: 50%; transform: translateX(-50%); padding: 1px 8px; border-radius: 8px; background: #7a4a00; color: #fff; font-size: 12px; pointer-events: none; white-space: nowrap; }
    .problem { color: #ff9c92; }
  `];

  @property({ attribute: false }) engine: ViewEngine | undefined;
  @property({ attribute: false }) study: StudyInfo | undefined;
  @property({ attribute: false }) series: SeriesInfo | undefined;
  @property({ attribute: false }) images: readonly ImageRef[] = [];
  /** Whether it is known which images there are. */
  @property({ type: Boolean, attribute: 'known' }) isKnown = false;
  /** Why the series cannot be read. */
  @property() problem = '';
  @property({ type: Boolean }) overlay = true;
  @property({ type: Boolean, attribute: 'key-image' }) isKeyImage = false;
  /** The titles of documents that mark the image. */
  @property() documents = '';
  @property({ type: Number }) number = 1;
  /** What has to be known of the study: that it is another than the one that was asked for. */
  @property() note = '';
  @state() private shown: ViewState | undefined;
  @state() private imageProblem = '';
  @query('.image') private readonly element!: HTMLDivElement;

  /** What draws; undefined until the view is in the page. */
  view: View | undefined;
  readonly cine = new Cine((index) => this.view?.goTo(index));
  private seriesUid = '';

  /** The image that is shown, from 0. */
  get index(): number {
    return this.shown?.index ?? 0;
  }

  /** The image that is shown. */
  get image(): ImageRef | undefined {
    return this.images[this.index];
  }

  /** Which values are seen; undefined before an image is. */
  get window(): ValueWindow | undefined {
    return this.shown && this.shown.width > 0 ? { center: this.shown.center, width: this.shown.width } : undefined;
  }

  /** The window that the image itself says. */
  get own(): ValueWindow | undefined {
    return this.shown?.own;
  }

  /** Shows another image; beyond the ends the first or the last. */
  goTo(index: number): void {
    this.cine.stop();
    this.view?.goTo(clamp(index, this.images.length));
  }

  /** Plays, or stops playing; at the rate that the images say, where they say one. */
  togglePlaying(): void {
    if (this.cine.isPlaying) {
      this.cine.stop();
    } else {
      this.cine.play(this.images.length, this.index);
    }

    this.requestUpdate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.closeView();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.requestUpdate('engine');
  }

  override updated(changed: PropertyValues<this>): void {
    // Another series gets another view: what was set for the one before, or is still on its way for it, ends with that.
    const isOther = (this.series?.seriesInstanceUid ?? '') !== this.seriesUid;
    if (changed.has('engine') || isOther) {
      this.closeView();
      this.view = this.engine?.open(this.element, { changed: (state) => this.noteChange(state), failed: (id, error) => this.noteFailure(id, error) });
    }

    if ((changed.has('images') || changed.has('engine') || isOther) && this.view) {
      this.showStack();
    }
  }

  override render(): TemplateResult {
    const texts = overlayOf(this.study, this.series, this.image, this.shown, this.images.length);
    const problem = this.imageProblem !== '' ? message('viewer.failed', { reason: this.imageProblem })
      : this.problem !== '' ? message('viewer.seriesFailed', { reason: this.problem }) : '';
    const isBusy = problem === '' && this.series !== undefined && (this.images.length === 0 ? !this.isKnown : this.shown === undefined);
    const label = this.series ? message('viewer.view', { number: this.number, description: this.series.seriesDescription || this.series.modality }) : message('viewer.empty', { number: this.number });
    return html`
      <div class="image" role="img" aria-label=${label} aria-busy=${isBusy} @contextmenu=${(event: Event) => event.preventDefault()}></div>
      ${this.overlay && this.images.length > 0 ? html`
        <div class="text left top">${texts.patient}</div><div class="text right top">${texts.study}</div>
        <div class="text left bottom">${texts.image}</div><div class="text right bottom">${texts.view}</div>${edgeLetters(this.edges)}` : nothing}
      ${this.note === '' ? nothing : html`<div class="note">${this.note}</div>`}
      ${this.isKeyImage || this.documents !== '' ? html`<div class="text right marks">${this.isKeyImage ? html`<div>★ ${message('viewer.keyImage')}</div>` : nothing}
        ${this.documents === '' ? nothing : html`<div>☆ ${message('viewer.keyDocument', { titles: this.documents })}</div>`}</div>` : nothing}
      ${problem !== '' ? html`<div class="middle problem" role="alert">${problem}</div>`
        : isBusy || (this.series && this.images.length === 0) ? html`<div class="middle">${message(isBusy ? 'common.loading' : 'viewer.noImages')}</div>` : nothing}`;
  }

  // Of an image that is seen, and of what it says itself.
  private get edges(): Edges | undefined {
    const { image } = this;
    return this.shown?.axes && image?.instance.attributes ? orientationOf(image.instance.attributes, image.frame, this.shown.axes) : undefined;
  }

  // A series that grows, or is sorted anew, goes on with the image that was looked at.
  private showStack(): void {
    const uid = this.series?.seriesInstanceUid ?? '';
    const before = uid === this.seriesUid ? this.shownId : undefined;
    const index = before === undefined ? 0 : this.images.findIndex((image) => image.imageId === before);
    if (uid !== this.seriesUid) {
      [this.shown, this.shownId] = [undefined, undefined];
      this.cine.stop();
      this.cine.rate = 1_000 / (this.images[0]?.instance.frameTime ?? 1_000 / 15);
    }

    this.seriesUid = uid;
    this.imageProblem = '';
    void this.view?.show(this.images, Math.max(0, index)).then(() => this.playIfMoving(uid, before));
  }

  // A loop of frames is made to be seen moving (ultrasound, angiography).
  private playIfMoving(uid: string, before: string | undefined): void {
    const [first] = this.images;
    if (before === undefined && uid === this.seriesUid && first && first.instance.frames > 1 && first.instance.frameTime !== undefined && !this.cine.isPlaying) {
      this.togglePlaying();
    }
  }

  private shownId: string | undefined;

  private noteChange(state: ViewState): void {
    const before = this.index;
    this.imageProblem = '';
    this.shown = state;
    this.shownId = this.images[state.index]?.imageId;
    this.dispatchEvent(new ViewChangedEvent(state, before));
  }

  // One that cannot be shown has its place all the same: a person scrolls past it.
  private noteFailure(imageId: string, error: unknown): void {
    const index = this.images.findIndex((image) => image.imageId === imageId);
    if (index >= 0) {
      this.noteChange({ ...(this.shown ?? { center: 0, width: 0, zoom: 1, rotation: 0, isInverted: false }), index, axes: undefined });
      this.imageProblem = messageOf(error);
    }
  }

  private closeView(): void {
    this.cine.stop();
    this.view?.close();
    this.view = undefined;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-image-view': ImageView;
  }
}
