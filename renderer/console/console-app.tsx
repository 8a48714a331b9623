import { Button } from '@mantine/core';
import { useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import { useT } from '../i18n/language.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { ConsoleBar } from './console-bar.tsx';
import type { ConsoleController } from './console-controller.ts';
import { ConsoleLocked } from './console-locked.tsx';
import { ConsoleMessage } from './console-message.tsx';
import { useLocked, useLockKey } from './use-lock.ts';

/** How near to the top edge the pointer brings the bar back in full screen, in CSS pixels. */
const edge = 3;

/** A console window: the bar, and below it the guest's picture or the words that stand for it. */
export function ConsoleApp({ controller }: { controller: ConsoleController }): ReactNode {
  const t = useT();
  const snapshot = useSyncExternalStore(controller.subscribe, controller.snapshot);
  const { view, phase, notice, fullScreen } = snapshot;
  const locked = useLocked();
  const screen = useRef<HTMLDivElement>(null);
  const [pointed, setPointed] = useState(false);
  const [menuOpen, setMenuOpen] = useState(false);

  useEffect(() => (screen.current === null ? undefined : controller.start(screen.current)), [controller]);
  useLayoutEffect(() => {
    document.documentElement.dataset['console'] = phase;
  }, [phase]);
  useEffect(() => {
    if (locked) document.title = t('app.name');
    else if (view !== null) document.title = t('console.title', { vm: view.vmName, connection: view.connectionName });
  }, [t, view, locked]);
  useEffect(() => {
    if (!locked) controller.focus();
  }, [controller, locked]);
  useLockKey(phase === 'connected');

  return (
    <div
      className="console"
      data-locked={locked}
      data-full-screen={fullScreen}
      data-bar={!fullScreen || pointed || menuOpen ? 'shown' : 'hidden'}
      onMouseMoveCapture={(event) => {
        if (event.clientY <= edge) setPointed(true);
      }}
    >
      <header className="console-top" onMouseEnter={() => setPointed(true)} onMouseLeave={() => setPointed(false)}>
        {view === null || locked ? null : (
          <ConsoleBar view={view} snapshot={snapshot} controller={controller} onToggle={setMenuOpen} />
        )}
      </header>
      <main className="console-body">
        <div
          ref={screen}
          className="console-screen"
          data-testid="console-screen"
          data-visible={phase === 'connected' && !locked}
          inert={locked}
          role="application"
          aria-label={locked ? t('console.locked') : t('console.screen', { vm: view?.vmName ?? '' })}
        />
        <div className="console-over" data-testid="console-state" data-state={phase}>
          {locked ? <ConsoleLocked /> : <ConsoleMessage snapshot={snapshot} controller={controller} />}
        </div>
        {notice === null || locked ? null : (
          <div className="console-notice" data-testid="console-notice">
            <ErrorNotice error={notice} />
            <Button onClick={() => controller.dismissNotice()}>{t('common.close')}</Button>
          </div>
        )}
        {fullScreen && !locked ? <p className="console-hint">{t('console.full-screen.hint')}</p> : null}
      </main>
    </div>
  );
}
