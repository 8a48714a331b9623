import { memo, type ReactNode } from 'react';
import type { ConnectionView } from '../../../shared/model/connection.ts';
import type { VmRow } from '../../../shared/model/vm.ts';
import { useT } from '../../i18n/language.tsx';
import { isRegionStale } from '../../ui/connection-health.ts';
import { PlainMark } from '../../ui/connection-marks.tsx';
import { Age } from '../../ui/elapsed.tsx';
import { dateTime, shortTime } from '../../ui/format.ts';
import { Glyph } from '../../ui/glyph.tsx';
import { useNow } from '../../ui/now.tsx';
import { StateLabel } from '../../ui/state-glyph.tsx';
import { UsageBar } from '../../ui/usage-bar.tsx';

interface VmRowViewProps {
  readonly row: VmRow;
  readonly index: number;
  readonly rowHeight: number;
  readonly selected: boolean;
  readonly focused: boolean;
  readonly connection: ConnectionView | undefined;
}

export const rowDomId = (index: number): string => `vm-row-${index}`;

/** One VM in the table. Drawn again only when its own data change; ages count by themselves. */
export const VmRowView = memo(function VmRowView(props: VmRowViewProps): ReactNode {
  const { row, index, rowHeight, selected, focused, connection } = props;
  const t = useT();
  const stale = isRegionStale(connection, row.region);
  const classes = [
    'vm-row',
    ...(selected ? ['selected'] : []),
    ...(focused ? ['focused'] : []),
    ...(stale ? ['stale'] : []),
  ];
  return (
    <div
      role="row"
      id={rowDomId(index)}
      className={classes.join(' ')}
      style={{ transform: `translateY(${index * rowHeight}px)` }}
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-index={index}
      data-testid="vm-row"
      data-vm-id={row.id}
      data-state={row.power.state}
    >
      <div role="gridcell">
        <StateLabel power={row.power} />
      </div>
      <div role="gridcell" className="vm-name">
        <span className="ellipsis" title={row.name}>
          {row.name}
        </span>
        {row.busy ? (
          <span title={t('reason.busy')}>
            <Glyph shape="move" size={13} />
          </span>
        ) : null}
      </div>
      <div role="gridcell" className="vm-connection">
        <span className="dot" data-color={connection?.settings.color} />
        <span className="ellipsis">{connection?.settings.name ?? ''}</span>
        {connection?.insecure === true ? <PlainMark /> : null}
      </div>
      <div role="gridcell" className="mono ellipsis">
        {row.address || t('common.none')}
      </div>
      <div role="gridcell">
        <UsageBar value={row.cpuPercent} />
      </div>
      <div role="gridcell">
        <UsageBar value={row.memoryPercent} />
      </div>
      <div role="gridcell" className="mono dim ellipsis" title={row.host}>
        {row.host || t('common.none')}
      </div>
      <div role="gridcell" className="dim ellipsis">
        {stale ? <Stale at={row.syncedAt} /> : <Age at={row.syncedAt} />}
      </div>
    </div>
  );
});

function Stale({ at }: { at: number }): ReactNode {
  const t = useT();
  const now = useNow();
  return (
    <span className="tabular" title={t('table.stale', { time: dateTime(at, t.locale) })}>
      {shortTime(at, now, t.locale)}
    </span>
  );
}
