import type { ScaleMode } from './viewer.ts';

/** The id by which spice-html5 finds the element that it puts the guest's picture into. */
export const stageId = 'spice-stage';

export interface Placement {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Where a picture goes in its frame: centred, and scaled when it is to fit. Sizes in CSS pixels. */
export function place(picture: Size, frame: Size, mode: ScaleMode): Placement {
  const fits = Math.min(frame.width / picture.width, frame.height / picture.height);
  const scale = mode === 'fit' && Number.isFinite(fits) && fits > 0 ? fits : 1;
  return {
    scale,
    left: Math.max(0, Math.floor((frame.width - picture.width * scale) / 2)),
    top: Math.max(0, Math.floor((frame.height - picture.height * scale) / 2)),
  };
}

/** Mouse events that the library would answer by taking or dropping the focus, behind the window's back. */
const focusEvents = ['mouseover', 'mouseout'] as const;
const mouseEvents = ['mousemove', 'mousedown', 'mouseup', 'wheel'] as const;

/**
 * The element that a SPICE picture lives in. It is scaled as a whole by a CSS transform: the library reads `offsetX`
 * and `offsetY`, which browsers give in the element's own, unscaled coordinates.
 */
export class SpiceStage {
  readonly #frame = document.createElement('div');
  readonly #stage = document.createElement('div');
  readonly #resized = new ResizeObserver(() => this.#arrange());
  readonly #redrawn: MutationObserver;
  #mode: ScaleMode = 'fit';
  viewOnly = false;

  constructor(element: HTMLElement, onPicture: () => void) {
    this.#frame.className = 'spice-frame';
    this.#frame.tabIndex = -1;
    this.#stage.id = stageId;
    this.#frame.append(this.#stage);
    element.append(this.#frame);
    for (const type of focusEvents) this.#frame.addEventListener(type, (event) => event.stopPropagation(), true);
    for (const type of mouseEvents) this.#frame.addEventListener(type, (event) => this.#filter(event), true);
    this.#frame.addEventListener('pointerdown', (event) => this.#grasp(event));
    this.#redrawn = new MutationObserver(() => {
      this.#arrange();
      if (this.#canvas !== null) onPicture();
    });
    this.#redrawn.observe(this.#stage, { childList: true });
    this.#resized.observe(this.#frame);
  }

  /** Where keys are to be caught. */
  get element(): HTMLElement {
    return this.#frame;
  }

  get #canvas(): HTMLCanvasElement | null {
    return this.#stage.querySelector('canvas');
  }

  focus(): void {
    this.#frame.focus({ preventScroll: true });
  }

  setScale(mode: ScaleMode): void {
    this.#mode = mode;
    this.#frame.dataset['scale'] = mode;
    this.#arrange();
  }

  remove(): void {
    this.#redrawn.disconnect();
    this.#resized.disconnect();
    this.#frame.remove();
  }

  #arrange(): void {
    const canvas = this.#canvas;
    if (canvas === null) return;
    const frame = { width: this.#frame.clientWidth, height: this.#frame.clientHeight };
    const { scale, left, top } = place(canvas, frame, this.#mode);
    Object.assign(this.#stage.style, {
      ...{ width: `${canvas.width}px`, height: `${canvas.height}px`, left: `${left}px`, top: `${top}px` },
      transform: scale === 1 ? 'none' : `scale(${scale})`,
    });
  }

  #filter(event: Event): void {
    const sideways = event instanceof WheelEvent && event.deltaY === 0; // the library would send it as a step down
    if (this.viewOnly || sideways) event.stopPropagation();
  }

  /** A drag that leaves the picture still ends in it. */
  #grasp(event: PointerEvent): void {
    this.focus();
    if (event.target instanceof HTMLCanvasElement) event.target.setPointerCapture(event.pointerId);
  }
}
