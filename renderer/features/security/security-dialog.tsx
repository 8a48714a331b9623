import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Settings } from '../../../shared/model/settings.ts';
import { useVaultKeys } from '../../api/queries.ts';
import { useT } from '../../i18n/language.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CopiesTab } from './copies-tab.tsx';
import { LockTab } from './lock-tab.tsx';
import { PasswordTab } from './password-tab.tsx';
import { WaysTab } from './ways-tab.tsx';

interface SecurityDialogProps {
  readonly settings: Settings;
  readonly platform: string;
  readonly onChange: (patch: Partial<Settings>) => void;
  readonly onClose: () => void;
}

const tabs = ['lock', 'password', 'ways', 'copies'] as const;

/** All that is about the vault and the lock. */
export function SecurityDialog({ settings, platform, onChange, onClose }: SecurityDialogProps): ReactNode {
  const t = useT();
  const { data: keys } = useVaultKeys();
  const panels = {
    lock: <LockTab {...{ settings, platform, onChange }} />,
    password: <PasswordTab keys={keys} />,
    ways: <WaysTab keys={keys} />,
    copies: <CopiesTab />,
  };
  return (
    <Dialog title={t('security.title')} onClose={onClose} size={620} testId="security">
      <Tabs defaultValue="lock" keepMounted={false} className="security">
        <Tabs.List>
          {tabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab} data-testid={`security-${tab}`}>
              {t(`security.tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {tabs.map((tab) => (
          <Tabs.Panel key={tab} value={tab}>
            {panels[tab]}
          </Tabs.Panel>
        ))}
      </Tabs>
    </Dialog>
  );
}
