import { LitElement, css, html, nothing, svg, type PropertyValues, type SVGTemplateResult, type TemplateResult } from 'lit';
import { customElement, property, queryAll, state } from 'lit/decorators.js';
import type { ImageRef, SeriesInfo, StudyInfo } from '../../model/study.js';
import { messageOf } from '../../net/http.js';
import { message } from '../../ui/messages.js';
import { theme } from '../../ui/theme.js';
import type { Command } from '../commands.js';
import type { Plane, PlaneView, ValueWindow, ViewEngine, VolumeViews } from '../engine/viewEngine.js';
import { edgeLetters, edgeStyles } from '../edge-letters.js';
import { edgesOf, isAnimal, type Edges } from '../orientation.js';
import { overlayOf } from '../overlay.js';
import { presetsOf } from '../presets.js';
import { middleOf, plus, sectionOf, stepAlong, times, volumeOf, within, type Point, type VolumeShape } from './volume.js';

const planes: readonly Plane[] = ['axial', 'coronal', 'sagittal'];

// Patients' coordinates grow to the left, to the back and to the head (PS3.3 §C.7.6.2.1.1).
const directions: Record<Plane, Point> = { axial: [0, 0, -1], coronal: [0, 1, 0], sagittal: [1, 0, 0] };
const colors: Record<Plane, string> = { axial: '#ff8a7a', coronal: '#7fd6a1', sagittal: '#ffd166' };
const far = 10;
const long = 10_000;

/**
 * A series as a volume, cut in three planes through one place: `<gantry-mpr>`. A click or a drag goes to a place, with the right button it changes the window; the wheel and the
 * arrow keys move the plane that is worked with.
 */
@customElement('gantry-mpr')
export class MprView extends LitElement {
  static override styles = [theme, edgeStyles, css`
    :host { display: grid; grid-template: minmax(0, 1fr) minmax(0, 1fr) / minmax(0, 1fr) minmax(0, 1fr); gap: 1px; background: #3a444d; min-height: 0; }
    .cell { position: relative; background: #000; color: #e6ebf0; min-width: 0; min-height: 0; overflow: hidden; outline-offset: -2px; }
    .cell:first-child { grid-row: 1 / 3; }
    .cell[aria-current='true'] { outline: 2px solid #6db3f8; }
    .plane { width: 100%; height: 100%; touch-action: none; cursor: crosshair; }
    svg { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; }
    .text { position: absolute; left: 0; top: 0; padding: 4px 6px; font-size: 12px; pointer-events: none; text-shadow: 0 0 3px #000, 0 0 2px #000; white-space: pre-line; }
    .text.bottom { top: auto; bottom: 0; }
    p { grid-column: 1 / -1; grid-row: 1 / -1; margin: 0; padding: 24px; background: #000; color: #e6ebf0; display: grid; place-items: center; text-align: center; }
    @media (width < 640px) {
      :host { grid-template: repeat(3, minmax(0, 1fr)) / minmax(0, 1fr); }
      .cell:first-child { grid-row: auto; }
    }
  `];

  @property({ attribute: false }) engine: ViewEngine | undefined;
  @property({ attribute: false }) study: StudyInfo | undefined;
  @property({ attribute: false }) series: SeriesInfo | undefined;
  @property({ attribute: false }) images: readonly ImageRef[] = [];
  /** The most bytes that the volume may have. */
  @property({ type: Number, attribute: 'most-bytes' }) mostBytes = 256 * 1024 * 1024;
  @state() private active: Plane = 'axial';
  @state() private problem = '';
  @queryAll('.plane') private readonly elements!: NodeListOf<HTMLDivElement>;

  private volume: VolumeShape | undefined;
  private views: VolumeViews | undefined;
  private readonly cuts = new Map<Plane, PlaneView>();
  private point: Point = [0, 0, 0];
  private drag: { plane: Plane; x: number; y: number; isWindow: boolean } | undefined;

  /** Which values the plane that is worked with shows; undefined before it is known. */
  get window(): ValueWindow | undefined {
    return this.cuts.get(this.active)?.window;
  }

  /** The window that the images themselves say. */
  get own(): ValueWindow | undefined {
    return this.cuts.get(this.active)?.own;
  }

  /** Performs a command of the viewer; false for one that is nothing to planes. */
  perform(command: Command): boolean {
    switch (command) {
      case 'image.next': this.step(1); return true;
      case 'image.previous': this.step(-1); return true;
      case 'image.forward': this.step(far); return true;
      case 'image.back': this.step(-far); return true;
      case 'image.first': this.step(-long); return true;
      case 'image.last': this.step(long); return true;
      case 'view.next': this.activate(1); return true;
      case 'view.previous': this.activate(-1); return true;
      case 'zoom.in': this.cuts.get(this.active)?.zoomBy(1.25); return true;
      case 'zoom.out': this.cuts.get(this.active)?.zoomBy(0.8); return true;
      case 'zoom.fit': case 'reset': this.cuts.forEach((cut) => cut.fit()); return true;
      case 'window.default': this.cuts.forEach((cut) => cut.resetWindow()); return true;
      case 'invert': case 'rotate.right': case 'rotate.left': case 'flip.horizontal': case 'flip.vertical': case 'zoom.pixel': case 'keyImage.toggle':
      case 'cine.toggle': case 'cine.faster': case 'cine.slower': return true; // nothing to planes, nor to the images beneath that nobody sees
      default: {
        const preset = /^window\.\d$/.test(command) ? presetsOf(this.series?.modality ?? '')[Number(command.slice('window.'.length)) - 1] : undefined;
        if (preset) {
          this.cuts.forEach((cut) => cut.setWindow(preset));
        }

        return preset !== undefined;
      }
    }
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.close();
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('images') || changed.has('mostBytes')) {
      const volume = volumeOf(this.images, this.mostBytes);
      [this.volume, this.problem] = 'problem' in volume ? [undefined, message('mpr.not', { reason: message(volume.problem) })] : [volume, ''];
    }
  }

  override updated(changed: PropertyValues<this>): void {
    if (changed.has('images') || changed.has('engine')) {
      this.close();
      if (this.volume && this.engine && this.isConnected) {
        this.point = middleOf(this.volume);
        this.views = this.engine.openVolume(this.images);
        planes.forEach((plane, index) => this.open(plane, this.elements[index]!));
      }
    }
  }

  override render(): TemplateResult {
    return html`${this.problem !== '' ? html`<p role="alert">${this.problem}</p>` : planes.map((plane) => html`
      <div class="cell" aria-current=${String(plane === this.active)}>
        <div class="plane" role="img" aria-label=${`${message(`mpr.${plane}`)} ${this.series?.seriesDescription ?? ''}`}
          @pointerdown=${(event: PointerEvent) => this.begin(event, plane)} @pointermove=${this.move} @pointerup=${this.end} @pointercancel=${this.end}
          @wheel=${(event: WheelEvent) => this.wheel(event, plane)} @contextmenu=${(event: Event) => event.preventDefault()}></div>
        <svg aria-hidden="true">${this.linesIn(plane)}</svg>
        <div class="text" style=${`color: ${colors[plane]}`}>${message(`mpr.${plane}`)}</div>
        <div class="text bottom">${this.textsOf(plane)}</div>${edgeLetters(this.edgesIn(plane))}
      </div>`)}`;
  }

  private open(plane: Plane, element: HTMLDivElement): void {
    const cut = this.views!.open(element, plane, {
      ready: () => { this.goTo(this.point); },
      changed: () => this.noteChange(),
      failed: (error) => { this.problem = message('mpr.not', { reason: messageOf(error) }); },
    });
    this.cuts.set(plane, cut);
    cut.goTo(this.point);
  }

  private noteChange(): void {
    this.requestUpdate();
    const told = JSON.stringify(this.window);
    if (told !== this.toldWindow) {
      this.toldWindow = told;
      this.dispatchEvent(new Event('window-changed'));
    }
  }

  private toldWindow: string | undefined;

  private close(): void {
    this.cuts.forEach((cut) => cut.close());
    this.cuts.clear();
    this.views?.close();
    this.views = undefined;
  }

  private goTo(point: Point): void {
    if (this.volume) {
      this.point = within(this.volume, point);
      this.cuts.forEach((cut) => cut.goTo(this.point));
      this.requestUpdate();
    }
  }

  private step(steps: number, plane = this.active): void {
    if (this.volume) {
      this.goTo(plus(this.point, times(stepAlong(this.volume, directions[plane]), steps)));
    }
  }

  private activate(step: 1 | -1): void {
    this.active = planes[(planes.indexOf(this.active) + step + planes.length) % planes.length] ?? 'axial';
  }

  // Where the other two planes cut this one.
  private linesIn(plane: Plane): SVGTemplateResult | typeof nothing {
    const cut = this.cuts.get(plane);
    const at = cut?.toElement(this.point);
    if (!cut || !at) {
      return nothing;
    }

    return svg`${this.outside(plane, cut)}${planes.filter((other) => other !== plane).map((other) => {
      const third = planes.find((each) => each !== plane && each !== other)!;
      const [one, two] = [cut.toElement(plus(this.point, times(directions[third], -long))), cut.toElement(plus(this.point, times(directions[third], long)))];
      return one && two ? svg`<line x1=${one[0]} y1=${one[1]} x2=${two[0]} y2=${two[1]} stroke=${colors[other]} stroke-opacity="0.7"></line>` : nothing;
    })}`;
  }

  // What is drawn without a GPU has some value outside of the volume, too: nothing was measured there, and nothing is shown.
  private outside(plane: Plane, cut: PlaneView): SVGTemplateResult | typeof nothing {
    const outline = this.volume ? sectionOf(this.volume, this.point, directions[plane]).map((place) => cut.toElement(place)) : [];
    return outline.length === 0 ? nothing : svg`<path fill="#000" fill-rule="evenodd" d=${`M-9999-9999H9999V9999H-9999zM${outline.map((at) => at?.join(' ') ?? '').join('L')}z`}></path>`;
  }

  // Where the patient's axes are drawn tells which way right and down are in the patient.
  private edgesIn(plane: Plane): Edges | undefined {
    const cut = this.cuts.get(plane);
    const at = cut?.toElement(this.point);
    const ends = [[1, 0, 0], [0, 1, 0], [0, 0, 1]].map((axis) => cut?.toElement(plus(this.point, times(axis as unknown as Point, far))));
    if (!at || isAnimal(this.images[0]?.instance.attributes ?? {}) || ends.some((end) => end === undefined)) {
      return undefined;
    }

    const [right, down] = ([0, 1] as const).map((way) => ends.map((end) => end![way] - at[way]) as unknown as Point);
    return edgesOf(right!, down!);
  }

  private textsOf(plane: Plane): string {
    const window = this.cuts.get(plane)?.window;
    const axis = directions[plane].findIndex((value) => value !== 0);
    return [
      plane === 'axial' ? overlayOf(this.study, this.series, undefined, undefined, 0).patient : '',
      message('mpr.place', { place: (this.point[axis] ?? 0).toFixed(1) }),
      window === undefined ? '' : message('viewer.window', { width: Math.round(window.width), center: Math.round(window.center) }),
    ].filter((text) => text !== '').join('\n');
  }

  private begin(event: PointerEvent, plane: Plane): void {
    this.active = plane;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
    this.drag = { plane, x: event.offsetX, y: event.offsetY, isWindow: event.button === 2 };
    this.moveTo(event);
  }

  private readonly move = (event: PointerEvent): void => this.moveTo(event);

  private moveTo({ offsetX, offsetY }: PointerEvent): void {
    const cut = this.drag && this.cuts.get(this.drag.plane);
    if (!this.drag || !cut) {
      return;
    }

    if (this.drag.isWindow) {
      const { center, width } = cut.window ?? { center: 40, width: 400 };
      const window = { center: center + (offsetY - this.drag.y), width: Math.max(1, width + (offsetX - this.drag.x) * 2) };
      this.cuts.forEach((each) => each.setWindow(window));
      [this.drag.x, this.drag.y] = [offsetX, offsetY];
    } else {
      const place = cut.toPatient(offsetX, offsetY);
      if (place) {
        this.goTo(place);
      }
    }
  }

  private readonly end = (): void => {
    this.drag = undefined;
  };

  private wheel(event: WheelEvent, plane: Plane): void {
    event.preventDefault();
    this.active = plane;
    this.step(Math.sign(event.deltaY), plane);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'gantry-mpr': MprView;
  }
}
