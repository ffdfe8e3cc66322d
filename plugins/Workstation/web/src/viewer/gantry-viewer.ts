import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, query, queryAll, state } from 'lit/decorators.js';
import type { LoadedSeries } from '../loader/studyLoader.js';
import type { ImageRef, StudyInfo } from '../model/study.js';
import { Http, messageOf } from '../net/http.js';
import { DicomWebSource } from '../sources/dicomWeb.js';
import type { ArrivalProgress, ImageSource } from '../sources/imageSource.js';
import { message } from '../ui/messages.js';
import { theme } from '../ui/theme.js';
import './image-view.js';
import './mpr/mpr-view.js';
import type { MprView } from './mpr/mpr-view.js';
import './series-list.js';
import './viewer-dialog.js';
import type { ViewerDialog } from './viewer-dialog.js';
import './viewer-toolbar.js';
import { imageKey, type KeyImage } from './drawings/drawing.js';
import type { DrawingStore } from './drawings/drawingStore.js';
import type { ViewEngine, ToolName } from './engine/viewEngine.js';
import { hang, usualRules, type HangingRule } from './hanging.js';
import type { ImageView, ViewChangedEvent } from './image-view.js';
import type { Command } from './commands.js';
import { commandOf, usualKeys, withOwnKeys, type Keymap } from './keymap.js';
import { cellsOf, fill, neighbour, parseLayout, writeLayout, type Layout } from './layout.js';
import { follow } from './linking.js';
import { OpenStudy } from './openStudy.js';
import { perform, type CommandTarget } from './perform.js';
import { presetsOf } from './presets.js';
import { seriesDragType, type SeriesChosenEvent } from './series-list.js';
import type { CommandEvent } from './viewer-toolbar.js';
import { viewerStyles } from './viewerStyles.js';

/** Makes what draws; the library behind it is loaded when the first viewer is there. */
export type EngineFactory = (authorization: () => string | undefined, cacheBytes: number, askText: (done: (text: string) => void) => void) => Promise<ViewEngine>;

const none: readonly ImageRef[] = []; // the same each time: another list would be another stack
const usualCacheBytes = 512 * 1024 * 1024;

const cornerstone: EngineFactory = async (authorization, cacheBytes, askText) => {
  const { CornerstoneEngine } = await import('./engine/engine.js');
  return new CornerstoneEngine({ authorization, cacheBytes: cacheBytes * 2 }, askText); // what is held is counted here; the library's own bound is the last resort
};

/**
 * A viewer for a study: `<gantry-viewer src="/dicom-web" study="2.25.1">`.
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
  /** Where what is drawn and marked is kept; nowhere unless set. */
  @property({ attribute: false }) drawings: DrawingStore | undefined;
  @property({ attribute: false }) rules: readonly HangingRule[] = usualRules;
  /** Keys of a person's own, over the usual ones. */
  @property({ attribute: false }) ownKeys: Readonly<Record<string, string>> = {};
  /** The most bytes of pixels that are held. */
  @property({ type: Number, attribute: 'cache-bytes' }) cacheBytes = usualCacheBytes;
  @property({ attribute: false }) engineFactory: EngineFactory = cornerstone;

  @state() private engine: ViewEngine | undefined;
  @state() private info: StudyInfo | undefined;
  @state() private series: readonly LoadedSeries[] = [];
  @state() private cells: (string | undefined)[] = [undefined];
  @state() private grid: Layout = { rows: 1, columns: 1 };
  @state() private activeCell = 0;
  @state() private tool: ToolName = 'window';
  @state() private problem = '';
  @state() private arrival: ArrivalProgress | undefined;
  @state() private keyImages: ReadonlySet<string> = new Set();
  @state() private flags = { overlay: true, link: false, referenceLines: false };
  /** The series that is shown as a volume. */
  @state() private volume: string | undefined;
  @query('gantry-mpr') private readonly planes!: MprView | null;
  @query('gantry-viewer-dialog') private readonly dialog!: ViewerDialog;
  @queryAll('gantry-image-view') private readonly views!: NodeListOf<ImageView>;

  private open: OpenStudy | undefined;
  private making: Promise<ViewEngine> | undefined;
  private isHung = false;
  private readonly resizes = new ResizeObserver(() => this.engine?.resize());

  get active(): ImageView | undefined {
    return this.views[this.activeCell];
  }

  private get images(): ImageSource | undefined {
    return this.source ?? this.ownSource;
  }

  private ownSource: ImageSource | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.tabIndex = this.tabIndex < 0 ? 0 : this.tabIndex;
    document.addEventListener('keydown', this.press, true); // Cornerstone claims every key that is pressed over an image
    this.resizes.observe(this);
    this.requestUpdate('study'); // one that was taken out and put in again opens its study again
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
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
    if (changed.has('grid')) {
      requestAnimationFrame(() => this.engine?.resize()); // the views have their places, and the new ones are open
    }
  }

  override render(): TemplateResult {
    const [active, status] = [this.seriesOf(this.cells[this.activeCell]), this.statusOf()];
    return html`
      <gantry-viewer-toolbar .tool=${this.tool} .presets=${presetsOf(active?.info.modality ?? '')} ?playing=${this.active?.cine.isPlaying ?? false}
        .rate=${this.active?.cine.rate ?? 15} ?linked=${this.flags.link} ?planes=${this.volume !== undefined} ?lines=${this.flags.referenceLines} ?texts=${this.flags.overlay} ?key-image=${this.isKey(this.activeCell)}
        .layout=${writeLayout(this.grid)} .keys=${this.keys}
        @viewer-command=${(event: CommandEvent) => perform(event.command, this)}></gantry-viewer-toolbar>
      <gantry-series-list .source=${this.images} .engine=${this.engine} .study=${this.study} .series=${this.series} .current=${this.cells[this.activeCell] ?? ''}
        @series-chosen=${(event: SeriesChosenEvent) => this.put(event.seriesUid, this.activeCell)}></gantry-series-list>
      ${this.planesOf(this.seriesOf(this.volume))}
      <div class="grid" role="group" ?hidden=${this.volume !== undefined} aria-label=${message('viewer.label')}
        style=${`grid-template: repeat(${this.grid.rows}, 1fr) / repeat(${this.grid.columns}, 1fr)`}>${this.cells.map((uid, cell) => this.cellOf(uid, cell))}</div>
      <div class=${status === '' ? '' : 'status'} role="status">${status}</div>
      <gantry-viewer-dialog></gantry-viewer-dialog>`;
  }

  chooseTool(tool: ToolName): void {
    this.tool = tool;
    this.engine?.useTool(tool);
  }

  chooseLayout(layout: string): void {
    const grid = parseLayout(layout);
    if (grid) {
      this.grid = grid;
      this.cells = fill(grid, this.cells, this.shownSeries());
      this.activeCell = Math.min(this.activeCell, cellsOf(grid) - 1);
    }
  }

  stepSeries(step: 1 | -1): void {
    const all = this.shownSeries();
    const next = all[all.indexOf(this.cells[this.activeCell] ?? '') + step];
    if (next !== undefined) {
      this.put(next, this.activeCell);
    }
  }

  stepView(step: 1 | -1): void {
    this.activate(neighbour(this.activeCell, step, this.grid));
  }

  performOnPlanes(command: Command): boolean {
    return this.planes?.perform(command) ?? false;
  }

  toggle(what: 'keyImage' | 'overlay' | 'link' | 'referenceLines' | 'mpr' | 'fullscreen'): void {
    if (what === 'mpr') {
      this.volume = this.volume === undefined ? this.cells[this.activeCell] : undefined;
    } else if (what === 'keyImage') {
      const image = this.active?.image;
      if (image) {
        this.open?.toggleKeyImage(image);
      }
    } else if (what === 'fullscreen') {
      void (document.fullscreenElement ? document.exitFullscreen() : this.requestFullscreen()).catch((error: unknown) => { this.problem = messageOf(error); });
    } else {
      this.flags = { ...this.flags, [what]: !this.flags[what] };
      this.engine?.showReferenceLines(this.flags.referenceLines ? this.active?.view : undefined);
    }
  }

  show(what: 'tags' | 'keys'): void {
    if (what === 'keys') {
      this.dialog.showKeys(this.keys);
    } else {
      void this.showTags();
    }
  }

  edit(what: 'undo' | 'redo' | 'cancel' | 'delete' | 'deleteAll'): void {
    switch (what) {
      case 'undo': return this.engine?.undo();
      case 'redo': return this.engine?.redo();
      case 'cancel': return this.engine?.cancel();
      case 'delete': return this.engine?.deleteSelected();
      case 'deleteAll': return this.engine?.deleteAnnotations(new Set(this.active?.images.map((image) => image.imageId)));
    }
  }

  private planesOf(series: LoadedSeries | undefined): TemplateResult | typeof nothing {
    return series === undefined ? nothing : html`
      <gantry-mpr .engine=${this.engine} .study=${this.info} .series=${series.info} .images=${series.images} .mostBytes=${this.cacheBytes / 2} role="group" aria-label=${message('viewer.label')}></gantry-mpr>`;
  }

  private cellOf(uid: string | undefined, cell: number): TemplateResult {
    const series = this.seriesOf(uid);
    return html`
      <gantry-image-view .engine=${this.engine} .study=${this.info} .series=${series?.info} .images=${series?.images ?? none} ?known=${series?.isKnown ?? false} .problem=${series?.problem ?? ''} .number=${cell + 1}
        ?active=${cell === this.activeCell && this.cells.length > 1} .overlay=${this.flags.overlay} .isKeyImage=${this.isKey(cell)}
        @pointerdown=${() => this.activate(cell)} @view-changed=${(event: ViewChangedEvent) => this.noteView(event, cell)}
        @dragover=${(event: DragEvent) => event.preventDefault()} @drop=${(event: DragEvent) => this.drop(event, cell)}></gantry-image-view>`;
  }

  private statusOf(): TemplateResult | string {
    if (this.problem !== '') {
      return html`<span class="problem">${this.problem}</span> <button @click=${() => { this.problem = ''; this.open?.retry(); }}>${message('common.retry')}</button>`;
    }

    if (this.study === '') {
      return message('viewer.noStudy');
    }

    const { completed = 0, total, isDone = true, problem } = this.arrival ?? {};
    return problem !== undefined ? message('viewer.arrivalFailed', { reason: problem })
      : isDone ? '' : total === undefined ? message('viewer.arrivingSome', { completed }) : message('viewer.arriving', { completed, total });
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
      const open = new OpenStudy(source, study, engine, this.cacheBytes, this.drawings, {
        series: (series) => this.noteSeries(series),
        study: (info) => { this.info = info; this.hangIfKnown(); },
        arrived: (progress) => { this.arrival = progress; },
        keyImages: (images) => this.noteKeyImages(images),
        failed: (error) => { this.problem = messageOf(error); },
      });
      this.open = open;
      await open.open();
    } catch (error) {
      this.making = undefined;
      this.problem = messageOf(error);
    }
  }

  private closeStudy(): void {
    this.open?.close();
    this.open = undefined;
    [this.series, this.info, this.problem, this.arrival, this.isHung, this.keyImages] = [[], undefined, '', undefined, false, new Set<string>()];
    [this.cells, this.activeCell, this.volume] = [this.cells.map(() => undefined), 0, undefined];
  }

  private noteSeries(series: readonly LoadedSeries[]): void {
    this.series = series;
    if (this.isHung || this.cells.every((uid) => uid === undefined)) {
      this.cells = fill(this.grid, this.cells, this.shownSeries());
    }

    this.hangIfKnown();
  }

  // The first images are shown at once; how they hang is known when the study and its series are.
  private hangIfKnown(): void {
    if (this.isHung || !this.info || this.series.length === 0) {
      return;
    }

    this.isHung = true;
    const series = this.series.map(({ info }) => ({ uid: info.seriesInstanceUid, description: info.seriesDescription }));
    const hanging = hang({ modalities: this.info.modalities, description: this.info.studyDescription, series }, this.rules);
    this.grid = parseLayout(this.layout) ?? hanging.layout;
    this.cells = fill(this.grid, hanging.views, this.shownSeries());
    this.flags = { ...this.flags, link: hanging.linked };
  }

  private noteView({ state, before }: ViewChangedEvent, cell: number): void {
    const view = this.views[cell];
    if (cell === this.activeCell && view) {
      if (state.index !== before) {
        this.open?.focus(this.cells[cell] ?? '', state.index);
      }

      if (this.flags.link && state.index !== before) {
        this.views.forEach((other) => other !== view && other.view?.goTo(follow({ images: view.images, index: state.index }, before, { images: other.images, index: other.index })));
      }

      this.requestUpdate();
    }
  }

  private activate(cell: number): void {
    this.activeCell = cell;
    this.open?.focus(this.cells[cell] ?? '', this.views[cell]?.index ?? 0);
    if (this.flags.referenceLines) {
      this.engine?.showReferenceLines(this.views[cell]?.view);
    }
  }

  private put(uid: string, cell: number): void {
    this.cells = this.cells.map((each, index) => (index === cell ? uid : each));
    this.activeCell = cell;
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
    this.keyImages = new Set(images.map(imageKey));
    this.dispatchEvent(new CustomEvent('key-images-changed', { detail: images, bubbles: true, composed: true }));
  }

  private async showTags(): Promise<void> {
    const [image, signal] = [this.active?.image, this.open?.signal ?? new AbortController().signal];
    try {
      const tags = image && (await this.images?.attributes(this.study, image.seriesInstanceUid, image.instance, signal));
      if (tags) {
        this.dialog.showTags(tags);
      }
    } catch (error) {
      if (!signal.aborted) {
        this.problem = messageOf(error);
      }
    }
  }

  private isKey(cell: number): boolean {
    const image = this.views?.[cell]?.image;
    return image !== undefined && this.keyImages.has(imageKey({ sopInstanceUid: image.instance.sopInstanceUid, frame: image.frame }));
  }

  private get keys(): Keymap {
    return withOwnKeys(this.ownKeys, usualKeys);
  }

  private readonly press = (event: KeyboardEvent): void => {
    const command = this.hasUpdated && !this.dialog.isOpen ? commandOf(event, this, this.keys) : undefined;
    if (command !== undefined) {
      event.preventDefault();
      perform(command, this);
    }
  };

  private seriesOf(uid: string | undefined): LoadedSeries | undefined {
    return this.series.find((series) => series.info.seriesInstanceUid === uid);
  }

  private shownSeries(): string[] {
    return this.series.filter((series) => !series.isKnown || series.images.length > 0).map((series) => series.info.seriesInstanceUid);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-viewer': GantryViewer;
  }
}
