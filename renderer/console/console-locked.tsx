import { Button } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { request } from '../api/client.ts';
import { useT } from '../i18n/language.tsx';

/** Stands for everything that the window shows while the app is locked; the console stays connected behind it. */
export function ConsoleLocked(): ReactNode {
  const t = useT();
  return (
    <div className="console-message">
      <div className="console-words" role="status" data-testid="console-locked">
        <IconLock size={22} stroke={1.75} aria-hidden="true" />
        <h2>{t('console.locked')}</h2>
        <p>{t('console.locked.what')}</p>
      </div>
      <Button variant="filled" autoFocus onClick={() => void request('app.show-main', null).catch(() => undefined)}>
        {t('vault.unlock.submit')}
      </Button>
    </div>
  );
}
