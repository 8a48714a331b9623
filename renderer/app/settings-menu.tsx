import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { settingsSchema, type Settings } from '../../shared/model/settings.ts';
import { useT } from '../i18n/language.tsx';
import { useSettings } from './settings-context.tsx';

const { language: languageChoice, theme: themeChoice, density: densityChoice } = settingsSchema.shape;

/** The names of languages are in their own language, so that everybody finds theirs. */
const languageNames: Readonly<Record<Exclude<Settings['language'], 'system'>, string>> = {
  en: 'English',
  'zh-CN': '简体中文',
};

/** Language, theme and density: each takes effect at once. */
export function SettingsMenu({ onKeys, onSecurity }: { onKeys?: () => void; onSecurity?: () => void }): ReactNode {
  const t = useT();
  const { settings, change } = useSettings();
  return (
    <Menu position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <Tooltip label={t('title.settings')}>
          <ActionIcon aria-label={t('title.settings')} data-testid="settings">
            <IconSettings size={17} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown data-testid="settings-menu">
        <Choices
          title={t('settings.language')}
          field="language"
          value={settings.language}
          options={languageChoice.options}
          word={(value) => (value === 'system' ? t('settings.language.system') : languageNames[value])}
          onPick={(language) => change({ language })}
        />
        <Menu.Divider />
        <Choices
          title={t('settings.theme')}
          field="theme"
          value={settings.theme}
          options={themeChoice.options}
          word={(value) => t(`settings.theme.${value}`)}
          onPick={(theme) => change({ theme })}
        />
        <Menu.Divider />
        <Choices
          title={t('settings.density')}
          field="density"
          value={settings.density}
          options={densityChoice.options}
          word={(value) => t(`settings.density.${value}`)}
          onPick={(density) => change({ density })}
        />
        {onSecurity === undefined ? null : (
          <>
            <Menu.Divider />
            <Menu.Item closeMenuOnClick onClick={onSecurity} data-testid="settings-security">
              {t('security.open')}
            </Menu.Item>
          </>
        )}
        {onKeys === undefined ? null : (
          <>
            <Menu.Divider />
            <Menu.Item closeMenuOnClick onClick={onKeys} rightSection={<span className="kbd">?</span>}>
              {t('keys.title')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

interface ChoicesProps<T extends string> {
  readonly title: string;
  readonly field: string;
  readonly value: T;
  readonly options: readonly T[];
  readonly word: (value: T) => string;
  readonly onPick: (value: T) => void;
}

function Choices<T extends string>({ title, field, value, options, word, onPick }: ChoicesProps<T>): ReactNode {
  return (
    <Menu.RadioGroup
      value={value}
      onChange={(next) => {
        const picked = options.find((option) => option === next);
        if (picked !== undefined) onPick(picked);
      }}
    >
      <Menu.Label>{title}</Menu.Label>
      {options.map((option) => (
        <Menu.RadioItem key={option} value={option} data-testid={`setting-${field}-${option}`}>
          {word(option)}
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}
