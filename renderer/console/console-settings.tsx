import { useEffect, useState, type ReactNode } from 'react';
import type { Language, Settings } from '../../shared/model/settings.ts';
import { subscribe } from '../api/client.ts';
import { LanguageProvider } from '../i18n/language.tsx';
import { ThemeProvider } from '../ui/theme.tsx';

interface ConsoleSettingsProps {
  readonly initial: Settings;
  readonly systemLanguage: Language;
  readonly children: ReactNode;
}

/** Theme and language of a console window, which follow the settings while it is open. */
export function ConsoleSettings({ initial, systemLanguage, children }: ConsoleSettingsProps): ReactNode {
  const [settings, setSettings] = useState(initial);
  useEffect(() => subscribe('settings.changed', setSettings), []);
  return (
    <LanguageProvider language={settings.language === 'system' ? systemLanguage : settings.language}>
      <ThemeProvider settings={settings}>{children}</ThemeProvider>
    </LanguageProvider>
  );
}
