import { useRef, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useT } from '../../i18n/language.tsx';

interface SplitterProps {
  /** Height of the pane below, in CSS pixels. */
  readonly height: number;
  readonly least: number;
  readonly most: number;
  readonly onResize: (height: number) => void;
  /** The height to keep. */
  readonly onDone: (height: number) => void;
}

const keySteps: Readonly<Record<string, number>> = { ArrowUp: 16, ArrowDown: -16, PageUp: 80, PageDown: -80 };

export const clampHeight = (height: number, least: number, most: number): number =>
  Math.round(Math.max(least, Math.min(most, height)));

/** The upper edge of the details: dragged, or moved with the arrow keys. */
export function Splitter({ height, least, most, onResize, onDone }: SplitterProps): ReactNode {
  const t = useT();
  const start = useRef<{ readonly y: number; readonly height: number } | null>(null);
  const move = (event: PointerEvent): void => {
    if (start.current === null) return;
    onResize(clampHeight(start.current.height + start.current.y - event.clientY, least, most));
  };
  return (
    <div
      role="separator"
      aria-orientation="horizontal"
      aria-label={t('details.resize')}
      aria-valuenow={height}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      className="splitter"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        start.current = { y: event.clientY, height };
      }}
      onPointerMove={move}
      onPointerUp={() => {
        start.current = null;
        onDone(height);
      }}
      onKeyDown={(event: KeyboardEvent) => {
        const step = keySteps[event.key];
        if (step === undefined) return;
        event.preventDefault();
        const next = clampHeight(height + step, least, most);
        onResize(next);
        onDone(next);
      }}
    />
  );
}
