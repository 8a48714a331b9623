import { screen, type BrowserWindow, type Rectangle } from 'electron';

/** Where windows were, by kind: what a new window of the kind starts with. */
export interface BoundsStore {
  find(kind: string): Rectangle | null;
  keep(kind: string, bounds: Rectangle): void;
}

/** A window that would open where no screen is any more starts at its default place. */
const isVisible = (bounds: Rectangle): boolean =>
  screen.getAllDisplays().some(({ workArea }) => {
    const right = Math.min(bounds.x + bounds.width, workArea.x + workArea.width);
    const bottom = Math.min(bounds.y + bounds.height, workArea.y + workArea.height);
    return right - Math.max(bounds.x, workArea.x) > 100 && bottom - Math.max(bounds.y, workArea.y) > 100;
  });

/** Puts a window where the last one of its kind was, and remembers where it ends. */
export function rememberBounds(window: BrowserWindow, kind: string, store: BoundsStore): void {
  const known = store.find(kind);
  if (known !== null && isVisible(known)) window.setBounds(known);
  window.on('close', () => store.keep(kind, window.getNormalBounds()));
}
