import type { ReactNode } from 'react';
import type { ConnectionStatus } from '../../shared/model/connection.ts';
import { isTransitional, type PowerState } from '../../shared/model/power.ts';
import type { Vm } from '../../shared/model/vm.ts';
import { useT } from '../i18n/language.tsx';
import { Elapsed } from './elapsed.tsx';
import { Glyph, toneOf, type GlyphShape } from './glyph.tsx';

const settledShapes: Readonly<Partial<Record<PowerState, GlyphShape>>> = {
  running: 'run',
  stopped: 'stop',
  paused: 'pause',
  suspended: 'sleep',
  'guest-suspended': 'sleep',
  error: 'err',
  recycled: 'bin',
};

export const shapeOfState = (state: PowerState): GlyphShape =>
  isTransitional(state) ? 'move' : (settledShapes[state] ?? 'unknown');

const connectionShapes: Readonly<Record<ConnectionStatus, GlyphShape>> = {
  connecting: 'move',
  syncing: 'move',
  online: 'run',
  failed: 'err',
  disabled: 'gone',
};

/** The shape and colour of a VM's power state, without its word. */
export function StateGlyph({ state, size = 16 }: { state: PowerState; size?: number }): ReactNode {
  return <Glyph shape={shapeOfState(state)} size={size} />;
}

/** The shape and colour of how a connection is doing, without its word. */
export function ConnectionGlyph({ status, size = 14 }: { status: ConnectionStatus; size?: number }): ReactNode {
  return <Glyph shape={connectionShapes[status]} size={size} />;
}

/** Shape, word and colour of a power state; a state that passes counts how long it has been awaited. */
export function StateLabel({ power }: { power: Vm['power'] }): ReactNode {
  const t = useT();
  const shape = shapeOfState(power.state);
  const word = t(`state.${power.state}`);
  const title = power.state === 'unknown' && power.raw !== '' ? t('state.raw', { raw: power.raw }) : undefined;
  return (
    <span className={`state-label ${toneOf(shape)}`} title={title}>
      <Glyph shape={shape} />
      <span className="ellipsis">{isTransitional(power.state) ? <Awaited word={word} power={power} /> : word}</span>
    </span>
  );
}

function Awaited({ word, power }: { word: string; power: Vm['power'] }): ReactNode {
  const t = useT();
  return (
    <>
      {t('state.awaited', { state: word })} <Elapsed since={power.since} />
      {power.progress === null
        ? null
        : ` · ${new Intl.NumberFormat(t.locale, { style: 'percent' }).format(power.progress / 100)}`}
    </>
  );
}
