import { IconLockOpen } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import type { Translate } from '../../../shared/i18n/translate.ts';
import { useT } from '../../i18n/language.tsx';
import { isAvailable, lostRegions, unsettledRegions } from '../../ui/connection-health.ts';
import { errorWords } from '../../ui/error-words.ts';
import { age } from '../../ui/format.ts';
import { Glyph, toneOf, type GlyphShape } from '../../ui/glyph.tsx';
import { useNow } from '../../ui/now.tsx';

interface StatusLineProps {
  readonly connections: readonly ConnectionView[];
  readonly runningTasks: number;
  /** Reads these connections again. */
  readonly onRetry: (connections: readonly ConnectionView[]) => void;
}

/** How the whole is doing, in one line. */
export function StatusLine({ connections, runningTasks, onRetry }: StatusLineProps): ReactNode {
  const t = useT();
  const failed = connections.filter((connection) => !isAvailable(connection));
  const why = failed.find((connection) => connection.error !== null)?.error ?? null;
  const partial = connections.filter((connection) => isAvailable(connection) && lostRegions(connection).length > 0);
  const unsettled = connections.filter((one) => isAvailable(one) && unsettledRegions(one).length > 0);
  const insecure = connections.filter((connection) => connection.insecure).length;
  const vms = connections.reduce((sum, connection) => sum + connection.vmCount, 0);
  return (
    <footer className="status-line" aria-label={t('status.label')}>
      <span>{t('status.connections', { count: connections.length })}</span>
      {failed.length === 0 ? null : (
        <Trouble
          words={t('status.unreachable', { count: failed.length, why: why === null ? '' : errorWords(t, why).what })}
          testId="status-unreachable"
          onRetry={() => onRetry(failed)}
        />
      )}
      {partial.length === 0 ? null : <LostRegions connections={partial} onRetry={() => onRetry(partial)} />}
      {unsettled.length === 0 ? null : (
        <Trouble
          shape="warn"
          testId="status-unsettled"
          words={t('error.cloud.list-unsettled', { regions: namesOf(unsettled.flatMap(unsettledRegions), t) })}
          onRetry={() => onRetry(unsettled)}
        />
      )}
      {connections.length === 0 ? null : <Synced connections={connections} />}
      <span>{t('status.vms', { count: vms })}</span>
      {insecure === 0 ? null : (
        <span className="status-warn">
          <IconLockOpen size={13} aria-hidden="true" />
          {t('status.insecure', { count: insecure })}
        </span>
      )}
      {runningTasks === 0 ? null : (
        <span className="status-end">{t('title.tasks.running', { count: runningTasks })}</span>
      )}
    </footer>
  );
}

const namesOf = (regions: ConnectionView['regions'], t: Translate): string =>
  new Intl.ListFormat(t.locale, { type: 'unit' }).format(regions.map(({ id, name }) => name || id));

interface LostRegionsProps {
  readonly connections: readonly ConnectionView[];
  readonly onRetry: () => void;
}

/** Regions that do not answer while others of their connection do. */
function LostRegions({ connections, onRetry }: LostRegionsProps): ReactNode {
  const t = useT();
  const regions = connections.flatMap(lostRegions);
  const why = regions.find(({ error }) => error !== null)?.error ?? null;
  const words = t('status.regions', {
    count: regions.length,
    regions: namesOf(regions, t),
    why: why === null ? '' : errorWords(t, why).what,
  });
  return <Trouble words={words} testId="status-regions" onRetry={onRetry} />;
}

interface TroubleProps {
  readonly words: string;
  readonly shape?: GlyphShape;
  readonly testId: string;
  readonly onRetry: () => void;
}

/** What is wrong, on as much of the line as there is, with a way to try again. */
function Trouble({ words, shape = 'err', testId, onRetry }: TroubleProps): ReactNode {
  const t = useT();
  return (
    <span className={`status-trouble ${toneOf(shape)}`} title={words} data-testid={testId}>
      <Glyph shape={shape} size={13} />
      <span className="ellipsis">{words}</span>
      <button type="button" className="link" onClick={onRetry} data-testid={`${testId}-retry`}>
        {t('error-action.retry')}
      </button>
    </span>
  );
}

/** The oldest of the last syncs: nothing on the screen is older, but for connections that are not available. */
function Synced({ connections }: { connections: readonly ConnectionView[] }): ReactNode {
  const t = useT();
  const now = useNow();
  const available = connections.filter((one) => isAvailable(one) && !one.settings.disabled);
  const times = available.flatMap((connection) => connection.syncedAt ?? []);
  if (available.length === 0) return null;
  if (times.length < available.length) return <span>{t('status.syncing')}</span>;
  return <span className="tabular">{t('status.synced', { age: age(now - Math.min(...times), t.locale) })}</span>;
}
