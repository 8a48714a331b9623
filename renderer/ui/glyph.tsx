import type { ReactNode } from 'react';

/** One shape for one meaning, so that a state can be told without its colour. */
export type GlyphShape =
  | ('run' | 'stop' | 'move' | 'pause' | 'sleep' | 'err' | 'bin' | 'unknown')
  | ('done' | 'queued' | 'gone' | 'warn' | 'skip');

const stroke = { fill: 'none', stroke: 'currentColor', strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

const shapes: Readonly<Record<GlyphShape, ReactNode>> = {
  run: <circle cx="8" cy="8" r="5" fill="currentColor" />,
  stop: <rect x="3.5" y="3.5" width="9" height="9" rx="1.5" strokeWidth="1.8" {...stroke} />,
  move: <path d="M8 3a5 5 0 1 1-4.6 3" strokeWidth="2" {...stroke} />,
  pause: <path d="M5.5 4.3v7.4M10.5 4.3v7.4" strokeWidth="2.8" {...stroke} />,
  sleep: <path d="M12.8 9.9A5.3 5.3 0 0 1 6.1 3.2a5.3 5.3 0 1 0 6.7 6.7Z" fill="currentColor" />,
  err: <path d="M8 2.8 13.8 13H2.2ZM8 6.7v2.6M8 11.2v.1" strokeWidth="1.7" {...stroke} />,
  bin: <path d="M3 4.8h10M6.3 4.8V3h3.4v1.8M4.3 4.8l.6 8.2h6.2l.6-8.2" strokeWidth="1.5" {...stroke} />,
  unknown: <path d="M5.6 6a2.4 2.4 0 1 1 3.5 2.1c-.7.4-1.1.8-1.1 1.6M8 12.3v.1" strokeWidth="1.8" {...stroke} />,
  done: <path d="m3.4 8.4 3 3 6.2-6.6" strokeWidth="2" {...stroke} />,
  queued: <path d="M8 4.6V8l2.2 1.5M13 8A5 5 0 1 1 3 8a5 5 0 0 1 10 0Z" strokeWidth="1.6" {...stroke} />,
  gone: <path d="m4.5 4.5 7 7m0-7-7 7" strokeWidth="1.8" {...stroke} />,
  warn: <path d="M8 3v6.2M8 12.7v.1" strokeWidth="2.6" {...stroke} />,
  skip: <path d="M4 8h8" strokeWidth="2" {...stroke} />,
};

const tones: Readonly<Record<GlyphShape, string>> = {
  run: 'run',
  stop: 'stop',
  move: 'move',
  pause: 'pause',
  sleep: 'sleep',
  err: 'err',
  bin: 'bin',
  unknown: 'stop',
  done: 'run',
  queued: 'stop',
  gone: 'stop',
  warn: 'pause',
  skip: 'stop',
};

/** The class that colours a glyph and the word beside it. */
export const toneOf = (shape: GlyphShape): string => `tone-${tones[shape]}`;

/** Decoration: the word beside it, or the label of what holds it, says the same. */
export function Glyph({ shape, size = 16 }: { shape: GlyphShape; size?: number }): ReactNode {
  return (
    <svg
      className={`glyph ${toneOf(shape)}${shape === 'move' ? ' glyph-turning' : ''}`}
      width={size}
      height={size}
      viewBox="0 0 16 16"
      aria-hidden="true"
    >
      {shapes[shape]}
    </svg>
  );
}
