import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/language.tsx';
import { Brand } from '../ui/brand.tsx';
import { SettingsMenu } from './settings-menu.tsx';

interface TitleBarProps {
  readonly onSearch: () => void;
  readonly onLock: () => void;
  readonly tasks: ReactNode;
}

export function TitleBar({ onSearch, onLock, tasks }: TitleBarProps): ReactNode {
  const t = useT();
  return (
    <section className="title-bar" aria-label={t('app.name')}>
      <Brand />
      <button type="button" className="search" onClick={onSearch}>
        <span className="ellipsis">{t('title.search')}</span>
        <span className="kbd" aria-hidden="true">
          {t('title.search.key')}
        </span>
      </button>
      <div className="title-buttons">
        {tasks}
        <SettingsMenu />
        <Tooltip label={t('title.lock.key')}>
          <ActionIcon aria-label={t('title.lock')} onClick={onLock} data-testid="lock">
            <IconLock size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
    </section>
  );
}
