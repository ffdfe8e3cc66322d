import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import type { LoadedSeries } from '../loader/studyLoader.js';
import type { ImageRef } from '../model/study.js';
import { Http, messageOf } from '../net/http.js';
import { DicomWebSource } from '../sources/dicomWeb.js';
import type { ImageSource } from '../sources/imageSource.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import './image-view.js';
import './mpr/mpr-view.js';
import type { MprView } from './mpr/mpr-view.js';
import './series-list.js';
import './viewer-dialog.js';
import type { KeysChangedEvent } from './key-list.js';
import type { ViewerDialog } from './viewer-dialog.js';
import './viewer-toolbar.js';
import type { KeyImage } from './drawings/drawing.js';
import type { DrawingStore } from './drawings/drawingStore.js';
import type { ViewEngine, ToolName } from './engine/viewEngine.js';
import { cornerstone, type EngineFactory } from './engineFactory.js';
import type { HangingRule } from './hanging.js';
import { Hangings } from './hangings.js';
import { usualRules } from './hangingRules.js';
import type { ImageView, ViewChangedEvent } from './image-view.js';
import type { Command } from './commands.js';
import { commandOf, usualKeys, withOwnKeys, type Keymap } from './keymap.js';
import { nothingHung, type Hung } from './hung.js';
import { neighbour, parseLayout, writeLayout } from './layout.js';
import { follow } from './linking.js';
import { OpenStudies, type ShownStudy } from './openStudies.js';
import { perform, type CommandTarget } from './perform.js';
import { presetsOf } from './presets.js';
import './priors/prior-list.js';
import type { PriorChosenEvent } from './priors/prior-list.js';
import { seriesDragType, type SeriesChosenEvent } from './series-list.js';
import type { CommandEvent } from './viewer-toolbar.js';
import { arrivalOf } from './viewerStatus.js';
import { viewerStyles } from './viewerStyles.js';

const none: readonly ImageRef[] = []; // the same each time: another list would be another stack
const usualCacheBytes = 512 * 1024 * 1024;

/**
 * A viewer for a study: `<gantry-viewer src="/dicom-web" study="2.25.1">`.
 * @fires keys-changed A {@link KeysChangedEvent}: a person has chosen other keys.
 * @fires key-images-changed With `detail`: the SOP Instance UIDs and frames that are marked.
 */
@customElement('gantry-viewer')
export class GantryViewer extends LitElement implements CommandTarget {
  static override styles = [theme, viewerStyles];

  /** The base URL of a DICOMweb server; instead of it, a page may set `source`. */
  @property() src = '';
  /** The Study Instance UID. */
  @property() study = '';
  /** The grid of views, such as `2x2`; empty for what the rules say. */
  @property() layout = '';
  /** The value of the Authorization header, such as `Bearer …`. */
  @property({ attribute: false }) authorization: string | undefined;
  @property({ attribute: false }) source: ImageSource | undefined;
  /** Where other studies of the patient may be, besides where this one is. */
  @property({ attribute: false }) archives: readonly ImageSource[] = [];
  /** Where what is drawn and marked is kept; nowhere unless set. */
  @property({ attribute: false }) drawings: DrawingStore | undefined;
  @property({ attribute: false }) rules: readonly HangingRule[] = usualRules;
  /** Who looks at it, as documents say it; empty where nobody knows. */
  @property() user = '';
  /** Keys of a person's own, over the usual ones. */
  @property({ attribute: false }) ownKeys: Readonly<Record<string, string>> = {};
  /** The most bytes of pixels that are held. */
  @property({ type: Number, attribute: 'cache-bytes' }) cacheBytes = usualCacheBytes;
  @property({ attribute: false }) engineFactory: EngineFactory = cornerstone;

  @state() private engine: ViewEngine | undefined;
  @state() private hung: Hung = nothingHung;
  @state() private tool: ToolName = 'window';
  @state() private problem = '';
  @state() private told = '';
  @state() private flags = { overlay: true, link: false, referenceLines: false };
  /** The series that is shown as a volume. */
  @state() private volume: string | undefined;
  @query('gantry-mpr') private readonly planes!: MprView | null;
  @query('gantry-viewer-dialog') private readonly dialog!: ViewerDialog;
  @queryAll('gantry-image-view') private readonly views!: NodeListOf<ImageView>;

  private readonly hangings = new Hangings(() => { this.hung = this.hangings.hung; });
  private open: OpenStudies | undefined;
  private making: Promise<ViewEngine> | undefined;
  private readonly resizes = new ResizeObserver(() => this.engine?.resize());

  get active(): ImageView | undefined {
    return this.views[this.hung.active];
  }

  private get images(): ImageSource | undefined {
    return this.source ?? this.ownSource;
  }

  private ownSource: ImageSource | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = this.tabIndex < 0 ? 0 : this.tabIndex;
    addEventListener('pagehide', this.flush);
    document.addEventListener('keydown', this.press, true); // Cornerstone claims every key that is pressed over an image
    this.resizes.observe(this);
    this.requestUpdate('study'); // one that was taken out and put in again opens its study again
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('pagehide', this.flush);
    document.removeEventListener('keydown', this.press, true);
    this.resizes.disconnect();
    this.closeStudy();
    this.engine?.close();
    [this.engine, this.making] = [undefined, undefined];
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('src')) {
      this.ownSource = this.src === '' ? undefined : new DicomWebSource(this.src, new Http(this.src, () => this.authorization));
    }

    if (changed.has('layout') && parseLayout(this.layout)) {
      this.chooseLayout(this.layout);
    }

    if (changed.has('study') || changed.has('source') || changed.has('src') || changed.has('drawings')) {
      this.closeStudy();
      if (this.isConnected && this.study !== '' && this.images) {
        void this.openStudy(this.images, this.study);
      }
    }
  }

  override updated(changed: PropertyValues): void {
    if (changed.has('hung') && changed.get('hung')?.grid !== this.hung.grid) {
      requestAnimationFrame(() => { this.engine?.resize(); this.drawLines(); }); // the views have their places, and the new ones are open
    }
  }

  override render(): TemplateResult {
    const [active, status] = [this.seriesOf(this.hangings.series), this.statusOf()];
    const windowed = this.volume === undefined ? this.active : this.planes;
    return html`
      <gantry-viewer-toolbar .tool=${this.tool} .presets=${presetsOf(active?.info.modality ?? '')} .window=${windowed?.window} .own=${windowed?.own} ?playing=${this.active?.cine.isPlaying ?? false}
        .rate=${this.active?.cine.rate ?? 15} ?linked=${this.flags.link} ?planes=${this.volume !== undefined} ?lines=${this.flags.referenceLines} ?texts=${this.flags.overlay} ?key-image=${this.isKey(this.hung.active)}
        .layout=${writeLayout(this.hung.grid)} .keys=${this.keys}
        @viewer-command=${(event: CommandEvent) => this.perform(event.command)}></gantry-viewer-toolbar>
      <div class="side">${this.listOf(this.open?.main)}
        <gantry-prior-list .source=${this.images} .archives=${this.archives} .study=${this.open?.main?.info} .shown=${this.open?.beside?.uid ?? ''} @prior-chosen=${this.choosePrior}></gantry-prior-list>
        ${this.open?.beside ? this.listOf(this.open.beside) : nothing}</div>
      ${this.planesOf(this.seriesOf(this.volume))}
      <div class="grid" role="group" ?hidden=${this.volume !== undefined} aria-label=${message('viewer.label')} aria-busy=${this.study !== '' && this.problem === '' && !this.hangings.isSettled}
        style=${`grid-template: repeat(${this.hung.grid.rows}, 1fr) / repeat(${this.hung.grid.columns}, 1fr)`}>${this.hung.cells.map((uid, cell) => this.cellOf(uid, cell))}</div>
      <div class=${status === '' ? '' : 'status'} role="status">${status}</div>
      <gantry-viewer-dialog @keys-changed=${(event: KeysChangedEvent) => { this.ownKeys = event.own; }}></gantry-viewer-dialog>`;
  }

  chooseTool(tool: ToolName): void {
    this.tool = tool;
    this.engine?.useTool(tool);
  }

  chooseLayout(layout: string): void {
    const grid = parseLayout(layout);
    if (grid) {
      this.hangings.chooseGrid(grid);
    }
  }

  stepSeries(step: 1 | -1): void {
    const next = this.hangings.next(step);
    if (next !== undefined) {
      this.put(next, this.hung.active);
    }
  }

  stepView(step: 1 | -1): void {
    this.activate(neighbour(this.hung.active, step, this.hung.grid));
  }

  performOnPlanes(command: Command): boolean {
    return this.planes?.perform(command) ?? false;
  }

  toggle(what: 'keyImage' | 'overlay' | 'link' | 'referenceLines' | 'mpr' | 'fullscreen'): void {
    if (what === 'mpr') {
      this.volume = this.volume === undefined ? this.hangings.series : undefined;
    } else if (what === 'keyImage') {
      const image = this.active?.image;
      if (image) {
        this.open?.toggleKeyImage(image);
      }
    } else if (what === 'fullscreen') {
      void (document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen()).catch(this.fail);
    } else {
      this.flags = { ...this.flags, [what]: !this.flags[what] };
      this.drawLines();
    }
  }

  show(what: 'tags' | 'keys'): void {
    if (what === 'keys') {
      this.dialog.showKeys(this.ownKeys);
    } else {
      void this.open?.attributesOf(this.active?.image).then((tags) => tags && this.dialog.showTags(tags), this.fail);
    }
  }

  edit(what: 'undo' | 'redo' | 'cancel' | 'delete' | 'deleteAll'): void {
    if (what === 'deleteAll') {
      this.engine?.deleteAnnotations(new Set(this.active?.images.map((image) => image.imageId)));
    } else {
      this.engine?.[what === 'delete' ? 'deleteSelected' : what]();
    }
  }

  saveKeyImages(): void {
    void this.open?.saveKeyImages(this.user).then((told) => { this.told = told; }, this.fail);
  }

  private listOf(study: ShownStudy | undefined): TemplateResult {
    return html`<gantry-series-list .source=${study?.source ?? this.images} .engine=${this.engine} .study=${study?.uid ?? this.study} .series=${study?.series ?? []} .current=${this.hangings.series ?? ''}
      @series-chosen=${(event: SeriesChosenEvent) => this.put(event.seriesUid, this.hung.active)}></gantry-series-list>`;
  }

  private planesOf(series: LoadedSeries | undefined): TemplateResult | typeof nothing {
    return series === undefined ? nothing : html`
      <gantry-mpr .engine=${this.engine} .study=${this.open?.of(series.info.seriesInstanceUid)?.info} .series=${series.info} .images=${series.images} .mostBytes=${this.cacheBytes / 2} @window-changed=${() => this.requestUpdate()} role="group" aria-label=${message('viewer.label')}></gantry-mpr>`;
  }

  private cellOf(uid: string | undefined, cell: number): TemplateResult {
    const [series, study] = [this.seriesOf(uid), this.open?.of(uid) ?? this.open?.main];
    return html`
      <gantry-image-view .engine=${this.engine} .study=${study?.info} .note=${this.open?.noteOf(uid) ?? ''} .series=${series?.info} .images=${series?.images ?? none} ?known=${series?.isKnown ?? false} .problem=${series?.problem ?? ''} .number=${cell + 1}
        ?active=${cell === this.hung.active && this.hung.cells.length > 1} .overlay=${this.flags.overlay} .isKeyImage=${this.isKey(cell)} .documents=${this.open?.documentsOf(this.views?.[cell]?.image).join(', ') ?? ''}
        @pointerdown=${() => this.activate(cell)} @view-changed=${(event: ViewChangedEvent) => this.noteView(event, cell)}
        @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${(event: DragEvent) => this.drop(event, cell)}></gantry-image-view>`;
  }

  private statusOf(): TemplateResult | string {
    if (this.problem !== '') {
      return html`<span class="problem">${this.problem}</span> <button @click=${() => { this.problem = ''; this.open?.retry(); }}>${message('common.retry')}</button>`;
    }

    return this.study === '' ? message('viewer.noStudy') : arrivalOf([this.open?.main, this.open?.beside]) || this.told;
  }

  private async openStudy(source: ImageSource, study: string): Promise<void> {
    const isMeant = (): boolean => this.isConnected && this.study === study && this.images === source && this.open === undefined;
    try {
      this.making ??= this.engineFactory(() => this.authorization, this.cacheBytes, (done) => done(prompt(message('viewer.arrowText')) ?? ''));
      const engine = await this.making;
      if (!this.isConnected && this.engine === undefined) {
        this.making = undefined;
        engine.close();
      }

      if (!isMeant()) {
        return; // another study is wanted by now
      }

      this.engine = engine;
      engine.useTool(this.tool);
      const open = new OpenStudies(engine, this.cacheBytes, this.drawings, {
        changed: (shown) => this.noteStudy(shown),
        keyImages: (images) => this.noteKeyImages(images),
        failed: (reason) => { this.problem = reason; },
      });
      this.open = open;
      this.hangings.empty(open);
      await open.open(source, study);
    } catch (error) {
      this.making = undefined;
      this.problem = messageOf(error);
    }
  }

  private closeStudy(): void {
    this.open?.close();
    this.open = undefined;
    this.hangings.empty(undefined);
    [this.problem, this.told, this.volume] = ['', '', undefined];
  }

  private noteStudy(study: ShownStudy): void {
    this.requestUpdate();
    const flags = this.hangings.note(study, this.rules, this.layout);
    this.flags = { ...this.flags, ...flags };
    if (flags && study === this.open?.beside) {
      this.volume = undefined;
    }
  }

  private readonly choosePrior = ({ study, source }: PriorChosenEvent): void => {
    this.hangings.takeBesideDown();
    void this.open?.toggleBeside(source, study.studyInstanceUid);
  };

  private noteView({ state, before }: ViewChangedEvent, cell: number): void {
    const view = this.views[cell];
    this.requestUpdate(); // other marks may be of another image
    if (cell === this.hung.active && view) {
      if (state.index !== before) {
        this.open?.focus(this.hung.cells[cell] ?? '', state.index);
      }

      this.drawLines();

      if (this.flags.link && state.index !== before) {
        this.views.forEach((other) => other !== view && other.view?.goTo(follow({ images: view.images, index: state.index }, before, { images: other.images, index: other.index })));
      }
    }
  }

  private activate(cell: number): void {
    this.hangings.activate(cell);
    this.open?.focus(this.hung.cells[cell] ?? '', this.views[cell]?.index ?? 0);
    this.drawLines();
  }

  private drawLines(): void {
    this.engine?.showReferenceLines(this.flags.referenceLines ? this.active?.view : undefined);
  }

  private put(uid: string, cell: number): void {
    this.hangings.put(uid, cell);
    this.volume = this.volume === undefined ? undefined : uid;
    this.open?.focus(uid, 0);
  }

  private drop(event: DragEvent, cell: number): void {
    const uid = event.dataTransfer?.getData(seriesDragType) ?? '';
    if (this.seriesOf(uid)) {
      event.preventDefault();
      this.put(uid, cell);
    }
  }

  private noteKeyImages(images: readonly KeyImage[]): void {
    this.told = '';
    this.dispatchEvent(new CustomEvent('key-images-changed', { detail: images, bubbles: true, composed: true }));
  }

  // A page that is left or loaded anew does not wait for what is to be saved a moment later.
  private readonly flush = (): void => this.open?.flush();

  private readonly fail = (error: unknown): void => {
    this.problem = messageOf(error);
  };

  private isKey(cell: number): boolean {
    const image = this.views?.[cell]?.image;
    return image !== undefined && (this.open?.isKey({ sopInstanceUid: image.instance.sopInstanceUid, frame: image.frame }) ?? false);
  }

  private get keys(): Keymap {
    return withOwnKeys(this.ownKeys, usualKeys);
  }

  private readonly press = (event: KeyboardEvent): void => {
    const command = this.hasUpdated && !this.dialog.isOpen ? commandOf(event, this, this.keys) : undefined;
    if (command !== undefined) {
      event.preventDefault();
      this.perform(command);
    }
  };

  // Buttons show what views alone know: whether images run, and how fast.
  private perform(command: Command): void {
    perform(command, this);
    this.requestUpdate();
  }

  private seriesOf(uid: string | undefined): LoadedSeries | undefined {
    return this.open?.seriesOf(uid);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-viewer': GantryViewer;
  }
}
