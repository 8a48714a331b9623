import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/language.tsx';
import { Brand } from '../ui/brand.tsx';
import { SettingsMenu } from './settings-menu.tsx';

interface TitleBarProps {
  readonly search: ReactNode;
  readonly onLock: () => void;
  readonly onKeys: () => void;
  readonly onSecurity: () => void;
  readonly tasks: ReactNode;
}

export function TitleBar({ search, onLock, onKeys, onSecurity, tasks }: TitleBarProps): ReactNode {
  const t = useT();
  return (
    <section className="title-bar" aria-label={t('app.name')}>
      <Brand />
      <div className="search" role="search">
        {search}
      </div>
      <div className="title-buttons">
        {tasks}
        <SettingsMenu onKeys={onKeys} onSecurity={onSecurity} />
        <Tooltip label={t('title.lock.key')}>
          <ActionIcon aria-label={t('title.lock')} onClick={onLock} data-testid="lock">
            <IconLock size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
    </section>
  );
}
