import { Menu } from '@mantine/core';
import { IconKeyboard } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/language.tsx';
import { BarMenu } from './bar-menu.tsx';
import { combos, terminalCombo, terminalNumbers, type ComboName, type KeyStroke } from './key-combos.ts';

/** Ctrl-Alt-Del has a button of its own. */
const listed: readonly ComboName[] = ['alt-tab', 'alt-f4', 'print-screen', 'windows'];

interface KeysMenuProps {
  /** Why keys cannot be sent now; null when they can. */
  readonly blocked: string | null;
  readonly onKeys: (keys: readonly KeyStroke[]) => void;
  readonly onToggle: (open: boolean) => void;
}

/** Key combinations that this computer would keep for itself. */
export function KeysMenu({ blocked, onKeys, onToggle }: KeysMenuProps): ReactNode {
  const t = useT();
  const off = blocked !== null;
  return (
    <BarMenu
      label={t('console.send-keys')}
      icon={<IconKeyboard size={16} stroke={1.75} aria-hidden />}
      testId="keys-menu"
      onToggle={onToggle}
    >
      {off ? <Menu.Label>{blocked}</Menu.Label> : null}
      {listed.map((name) => (
        <Menu.Item key={name} disabled={off} data-testid={`send-${name}`} onClick={() => onKeys(combos[name])}>
          {t(`console.keys.${name}`)}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <Menu.Label>{t('console.keys.consoles')}</Menu.Label>
      <div className="terminal-keys">
        {terminalNumbers.map((number) => (
          <Menu.Item
            key={number}
            disabled={off}
            aria-label={t('console.keys.ctrl-alt-f', { number })}
            onClick={() => onKeys(terminalCombo(number))}
          >
            {`F${number}`}
          </Menu.Item>
        ))}
      </div>
    </BarMenu>
  );
}
