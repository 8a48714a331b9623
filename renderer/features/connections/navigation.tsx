import { Tooltip } from '@mantine/core';
import { IconArrowsExchange, IconList, IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import { useT } from '../../i18n/language.tsx';
import { shownStatus } from '../../ui/connection-health.ts';
import { errorWords } from '../../ui/error-words.ts';
import { count } from '../../ui/format.ts';
import { ConnectionMarks } from '../../ui/connection-marks.tsx';
import { ConnectionGlyph } from '../../ui/state-glyph.tsx';
import { ConnectionMenu, type ConnectionMenuActions } from './connection-menu.tsx';

interface NavigationProps extends ConnectionMenuActions {
  readonly connections: readonly ConnectionView[];
  /** The connection whose VMs are shown; `null` for all. */
  readonly current: string | null;
  readonly onPick: (connectionId: string | null) => void;
  readonly onAdd: () => void;
  readonly onTransfer: () => void;
}

export function Navigation({ connections, current, onPick, onAdd, onTransfer, ...menu }: NavigationProps): ReactNode {
  const t = useT();
  const fleet = connections.reduce((sum, connection) => sum + connection.vmCount, 0);
  return (
    <nav className="nav" aria-label={t('nav.label')}>
      <button
        type="button"
        className="nav-item"
        aria-current={current === null ? 'page' : undefined}
        data-testid="nav-all"
        onClick={() => onPick(null)}
      >
        <IconList size={16} stroke={1.6} aria-hidden="true" />
        <span className="ellipsis">{t('nav.all')}</span>
        <span className="count">{count(fleet, t.locale)}</span>
      </button>
      <h2 className="nav-head">{t('nav.connections')}</h2>
      <ul className="nav-list">
        {connections.map((connection, index) => (
          <NavConnection
            key={connection.id}
            connection={connection}
            active={connection.id === current}
            isFirst={index === 0}
            isLast={index === connections.length - 1}
            onPick={() => onPick(connection.id)}
            menu={menu}
          />
        ))}
      </ul>
      <button type="button" className="nav-item nav-add" data-testid="add-connection" onClick={onAdd}>
        <IconPlus size={16} stroke={1.6} aria-hidden="true" />
        <span className="ellipsis">{t('nav.add')}</span>
      </button>
      <button type="button" className="nav-item nav-add" data-testid="transfer-connections" onClick={onTransfer}>
        <IconArrowsExchange size={16} stroke={1.6} aria-hidden="true" />
        <span className="ellipsis">{t('nav.transfer')}</span>
      </button>
    </nav>
  );
}

interface NavConnectionProps {
  readonly connection: ConnectionView;
  readonly active: boolean;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onPick: () => void;
  readonly menu: ConnectionMenuActions;
}

function NavConnection({ connection, active, isFirst, isLast, onPick, menu }: NavConnectionProps): ReactNode {
  const t = useT();
  const { settings, error } = connection;
  const shown = shownStatus(connection);
  const status = t(`connection.status.${shown}`);
  const notes = [
    shown === 'failed' && error !== null ? errorWords(t, error).what : status,
    ...(settings.environment === null ? [] : [t(`connection.environment.${settings.environment}`)]),
    ...(settings.tags.length === 0 ? [] : [settings.tags.join(', ')]),
    ...(connection.insecure ? [t('connection.insecure')] : []),
  ];
  return (
    <li className="nav-connection" data-testid="nav-connection" data-status={shown}>
      <Tooltip label={notes.join('\n')} position="right" className="pre-line">
        <button type="button" className="nav-item" aria-current={active ? 'page' : undefined} onClick={onPick}>
          <ConnectionGlyph status={shown} />
          <span className="ellipsis">{settings.name}</span>
          <ConnectionMarks connection={connection} />
          <span className="spoken">{notes.join(', ')}</span>
          <span className="count">{count(connection.vmCount, t.locale)}</span>
        </button>
      </Tooltip>
      <ConnectionMenu connection={connection} isFirst={isFirst} isLast={isLast} {...menu} />
    </li>
  );
}
