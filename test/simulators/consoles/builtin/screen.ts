import type { Picture } from '../ppm.ts';
import { GLYPH_HEIGHT, GLYPH_WIDTH, glyphPixel } from './font.ts';

const SCALE = 3;
const CELL_WIDTH = (GLYPH_WIDTH + 1) * SCALE;
const CELL_HEIGHT = (GLYPH_HEIGHT + 2) * SCALE;
const MARGIN = 12;
const LINES_KEPT = 20;
const COLUMNS = 50;

const PAPER = [18, 32, 64] as const;
const INK = [236, 240, 248] as const;

/** A text screen of 640 by 480 pixels in two colours. */
export class Screen {
  readonly width = 640;
  readonly height = 480;
  /** One byte per pixel: 1 is ink. */
  readonly pixels = new Uint8Array(640 * 480);
  readonly #heading: readonly string[];
  #lines: string[] = [''];

  constructor(heading: readonly string[]) {
    this.#heading = heading;
    this.#draw();
  }

  /** Shows a key as a terminal would: Enter starts a line, Backspace takes a character back. */
  type(key: string): void {
    const last = this.#lines.pop() ?? '';
    if (key === 'Enter' || last.length === COLUMNS) this.#lines.push(last, key === 'Enter' ? '' : key);
    else this.#lines.push(key === 'Backspace' ? last.slice(0, -1) : last + key);
    this.#lines = this.#lines.slice(-(LINES_KEPT - this.#heading.length));
    this.#draw();
  }

  clear(): void {
    this.#lines = [''];
    this.#draw();
  }

  picture(): Picture {
    const rgb = new Uint8Array(this.pixels.length * 3);
    this.pixels.forEach((ink, index) => rgb.set(ink === 1 ? INK : PAPER, index * 3));
    return { width: this.width, height: this.height, rgb };
  }

  /** Red, green and blue of paper and ink. */
  static readonly colours = [PAPER, INK] as const;

  #draw(): void {
    this.pixels.fill(0);
    const typed = this.#lines.map((line, index) => (index === this.#lines.length - 1 ? `> ${line}_` : `> ${line}`));
    [...this.#heading, '', ...typed].forEach((line, row) => this.#drawLine(line, MARGIN + row * CELL_HEIGHT));
  }

  #drawLine(line: string, top: number): void {
    Array.from(line).forEach((character, column) => {
      const left = MARGIN + column * CELL_WIDTH;
      for (let y = 0; y < GLYPH_HEIGHT * SCALE; y += 1)
        for (let x = 0; x < GLYPH_WIDTH * SCALE; x += 1) {
          const inside = left + x < this.width && top + y < this.height;
          if (inside && glyphPixel(character, Math.floor(x / SCALE), Math.floor(y / SCALE)))
            this.pixels[(top + y) * this.width + left + x] = 1;
        }
    });
  }
}
