import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { VmRow } from '../../shared/model/vm.ts';
import { DetailsPane } from '../features/details/details-pane.tsx';
import { clampHeight, Splitter } from '../features/details/splitter.tsx';
import type { Act, ConnectionIndex } from '../ui/actions.ts';
import { useSettings } from './settings-context.tsx';

/** CSS pixels: the details keep a line of facts, the list keeps a few rows. */
const leastDetails = 120;
const leastAbove = 240;

interface DetailsAreaProps {
  readonly row: VmRow | null;
  readonly connections: ConnectionIndex;
  readonly act: Act;
  readonly tasks: ReactNode;
  readonly menu: ReactNode;
  /** There is nothing that could have details: the list gets all the room. */
  readonly bare: boolean;
  readonly paneRef: RefObject<HTMLElement | null>;
  /** Toolbar, filter and list. */
  readonly children: readonly [toolbar: ReactNode, filter: ReactNode, list: ReactNode];
}

/** The work area: the list above, the details below, and the movable edge between them. */
export function DetailsArea(props: DetailsAreaProps): ReactNode {
  const { row, connections, act, tasks, menu, bare, paneRef, children } = props;
  const { settings, change } = useSettings();
  const [height, setHeight] = useState(settings.detailsHeight);
  const [most, setMost] = useState(2000);
  const area = useRef<HTMLElement>(null);
  useEffect(() => {
    const element = area.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => setMost(Math.max(leastDetails, element.clientHeight - leastAbove)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const shown = clampHeight(height, leastDetails, most);
  const [toolbar, filter, list] = children;
  if (bare) {
    return (
      <main className="workspace" ref={area} style={{ gridTemplateRows: 'minmax(0, 1fr)' }}>
        <div className="table-area">{list}</div>
      </main>
    );
  }
  return (
    <main
      className="workspace"
      ref={area}
      style={{ gridTemplateRows: `minmax(44px, auto) 38px minmax(0, 1fr) 1px ${shown}px` }}
    >
      {toolbar}
      {filter}
      <div className="table-area">{list}</div>
      <Splitter
        height={shown}
        least={leastDetails}
        most={most}
        onResize={setHeight}
        onDone={(detailsHeight) => change({ detailsHeight })}
      />
      <DetailsPane {...{ row, connections, act, tasks, menu, paneRef }} />
    </main>
  );
}
