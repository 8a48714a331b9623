import { Tooltip } from '@mantine/core';
import {
  IconEye,
  IconLock,
  IconLockOpen,
  IconMaximize,
  IconMinimize,
  IconRefresh,
  IconShieldLock,
  IconWorldExclamation,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConsoleView } from '../../shared/model/console.ts';
import { useT } from '../i18n/language.tsx';
import { StateGlyph } from '../ui/state-glyph.tsx';
import { BarButton } from './bar-button.tsx';
import type { ConsoleController, ConsoleSnapshot } from './console-controller.ts';
import { combos, type KeyStroke } from './key-combos.ts';
import { KeysMenu } from './keys-menu.tsx';
import { PowerMenu } from './power-menu.tsx';
import { lockApp } from './use-lock.ts';

const icon = { size: 16, stroke: 1.75, 'aria-hidden': true } as const;

interface ConsoleBarProps {
  readonly view: ConsoleView;
  readonly snapshot: ConsoleSnapshot;
  readonly controller: ConsoleController;
  /** A menu of the bar has opened or closed. */
  readonly onToggle: (open: boolean) => void;
}

/** The controls of a console window. Each of them leaves the keyboard with the guest. */
export function ConsoleBar({ view, snapshot, controller, onToggle }: ConsoleBarProps): ReactNode {
  const t = useT();
  const { phase, scale, viewOnly, fullScreen } = snapshot;
  const act = (command: () => void) => (): void => {
    command();
    controller.focus();
  };
  const toggled = (open: boolean): void => {
    onToggle(open);
    if (!open) controller.focus();
  };
  const send = (keys: readonly KeyStroke[]): void => act(() => controller.sendKeys(keys))();
  const blocked = phase !== 'connected' ? t('console.not-connected') : viewOnly ? t('console.view-only.blocks') : null;
  const full = t(fullScreen ? 'console.full-screen.leave' : 'console.full-screen');
  return (
    <div className="console-bar" role="toolbar" data-testid="console-bar" aria-label={t('console.bar')}>
      <Identity view={view} />
      <span className="bar-gap" />
      <PowerMenu view={view} onPower={(action) => controller.power(action)} onToggle={toggled} />
      <BarButton
        label={t('console.keys.ctrl-alt-del')}
        {...(blocked === null ? {} : { tip: blocked })}
        disabled={blocked !== null}
        testId="send-cad"
        onClick={() => send(combos['ctrl-alt-del'])}
      />
      <KeysMenu blocked={blocked} onKeys={send} onToggle={toggled} />
      <span className="bar-gap" />
      <span className="bar-choice" role="group" aria-label={t('console.scale')}>
        <BarButton
          label={t('console.scale.fit')}
          tip={t('console.scale.fit.tip')}
          pressed={scale === 'fit'}
          testId="scale-fit"
          onClick={act(() => controller.setScale('fit'))}
        />
        <BarButton
          label={t('console.scale.actual')}
          tip={t('console.scale.actual.tip')}
          pressed={scale === 'actual'}
          testId="scale-actual"
          onClick={act(() => controller.setScale('actual'))}
        />
      </span>
      <BarButton
        label={full}
        icon={fullScreen ? <IconMinimize {...icon} /> : <IconMaximize {...icon} />}
        testId="full-screen"
        onClick={act(() => controller.setFullScreen(!fullScreen))}
      />
      <span className="bar-end">
        <BarButton
          label={t('console.view-only')}
          tip={t('console.view-only.tip')}
          icon={<IconEye {...icon} />}
          pressed={viewOnly}
          testId="view-only"
          onClick={act(() => controller.setViewOnly(!viewOnly))}
        />
        {view.kinds.length < 2 ? null : <ProtocolChoice view={view} controller={controller} />}
        <BarButton
          label={t('console.reconnect')}
          icon={<IconRefresh {...icon} />}
          compact
          testId="reconnect"
          onClick={() => controller.reconnect()}
        />
        <BarButton
          label={t('keys.lock')}
          icon={<IconShieldLock {...icon} />}
          compact
          testId="console-lock"
          onClick={lockApp}
        />
      </span>
    </div>
  );
}

function Identity({ view }: { view: ConsoleView }): ReactNode {
  const t = useT();
  return (
    <span className="bar-identity">
      <span role="img" aria-label={t(`state.${view.power}`)} title={t(`state.${view.power}`)}>
        <StateGlyph state={view.power} size={14} />
      </span>
      <strong className="ellipsis">{view.vmName}</strong>
      {view.production ? <span className="mark-production">{t('connection.environment.production')}</span> : null}
      <span className="bar-facts ellipsis">{`${view.connectionName} · ${t(`console.protocol.${view.kind}`)}`}</span>
      {view.plain === null ? null : <SecurityMark plain={view.plain} />}
      {view.insecure ? (
        <Tooltip label={t('console.plain-http.tip')}>
          <span className="bar-mark bar-mark-plain" data-testid="console-plain-http">
            <IconWorldExclamation {...icon} size={13} />
            <span className="bar-mark-word">{t('console.plain-http')}</span>
          </span>
        </Tooltip>
      ) : null}
    </span>
  );
}

function SecurityMark({ plain }: { plain: boolean }): ReactNode {
  const t = useT();
  return (
    <Tooltip label={t(plain ? 'console.plain.tip' : 'console.encrypted.tip')}>
      <span
        className={plain ? 'bar-mark bar-mark-plain' : 'bar-mark'}
        data-testid="console-security"
        data-plain={plain}
      >
        {plain ? <IconLockOpen {...icon} size={13} /> : <IconLock {...icon} size={13} />}
        <span className="bar-mark-word">{t(plain ? 'console.plain' : 'console.encrypted')}</span>
      </span>
    </Tooltip>
  );
}

function ProtocolChoice({ view, controller }: { view: ConsoleView; controller: ConsoleController }): ReactNode {
  const t = useT();
  return (
    <span className="bar-choice" role="group" aria-label={t('console.protocol')}>
      {view.kinds.map((kind) => (
        <BarButton
          key={kind}
          label={t(`console.protocol.${kind}`)}
          pressed={view.kind === kind}
          testId={`switch-${kind}`}
          onClick={() => {
            if (view.kind !== kind) controller.switchTo(kind);
          }}
        />
      ))}
    </span>
  );
}
