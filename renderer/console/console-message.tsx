import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Translate } from '../../shared/i18n/translate.ts';
import { isAboutCertificate } from '../../shared/model/certificate.ts';
import type { ConsoleView } from '../../shared/model/console.ts';
import { isTransitional } from '../../shared/model/power.ts';
import { useT } from '../i18n/language.tsx';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { Glyph } from '../ui/glyph.tsx';
import { StateGlyph } from '../ui/state-glyph.tsx';
import type { ConsoleController, ConsoleSnapshot } from './console-controller.ts';

interface ConsoleMessageProps {
  readonly snapshot: ConsoleSnapshot;
  readonly controller: ConsoleController;
}

/** Words in the place of the picture: what is awaited, or why there is none and what can be done about it. */
export function ConsoleMessage({ snapshot, controller }: ConsoleMessageProps): ReactNode {
  const t = useT();
  const { phase, view, error } = snapshot;
  if (phase === 'connected') return null;
  if (phase === 'not-running' && view !== null) return <NotRunning view={view} controller={controller} />;
  if (phase === 'closed' || phase === 'not-running')
    return (
      <div className="console-message">
        {error === null ? (
          <div className="console-words" role="status">
            <h2>{t('console.state.closed')}</h2>
            <p>{t('console.state.closed.do')}</p>
          </div>
        ) : (
          <ErrorNotice error={error} />
        )}
        {error !== null && isAboutCertificate(error.code) ? (
          <Button data-testid="message-certificate" onClick={() => controller.lookAtCertificate()}>
            {t('console.certificate')}
          </Button>
        ) : null}
        <Reconnect controller={controller} filled />
      </div>
    );
  return (
    <div className="console-message">
      <div className="console-words" role="status">
        <Glyph shape="move" size={22} />
        <h2>{t(`console.state.${phase}`)}</h2>
      </div>
      <Button data-testid="message-cancel" onClick={() => controller.cancel()}>
        {t('common.cancel')}
      </Button>
    </div>
  );
}

function Reconnect({ controller, filled }: { controller: ConsoleController; filled: boolean }): ReactNode {
  const t = useT();
  return (
    <Button
      variant={filled ? 'filled' : 'default'}
      data-testid="message-reconnect"
      onClick={() => controller.reconnect()}
    >
      {t('console.reconnect')}
    </Button>
  );
}

function whyNotRunning(
  t: Translate,
  { vmName: vm, power }: ConsoleView,
): { readonly what: string; readonly todo: string } {
  const state = t(`state.${power}`);
  if (power === 'stopped') return { what: t('console.stopped', { vm }), todo: t('console.stopped.do') };
  if (isTransitional(power)) return { what: t('console.waiting', { vm, state }), todo: t('console.waiting.do') };
  return { what: t('console.not-running', { vm, state }), todo: t('console.not-running.do') };
}

function NotRunning({ view, controller }: { view: ConsoleView; controller: ConsoleController }): ReactNode {
  const t = useT();
  const { what, todo } = whyNotRunning(t, view);
  return (
    <div className="console-message">
      <div className="console-words" role="status">
        <StateGlyph state={view.power} size={22} />
        <h2>{what}</h2>
        <p>{todo}</p>
      </div>
      {view.power === 'stopped' ? (
        <Button variant="filled" data-testid="message-start" onClick={() => controller.power('start')}>
          {t('action.start')}
        </Button>
      ) : isTransitional(view.power) ? null : (
        <Reconnect controller={controller} filled={false} />
      )}
    </div>
  );
}
