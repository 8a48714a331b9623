import { createContext, useCallback, useContext, useEffect, useMemo, useState, type ReactNode } from 'react';
import type { Output } from '../../shared/ipc/contract.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { Bug } from '../../shared/errors/app-error.ts';
import { request, subscribe } from '../api/client.ts';
import { asErrorData } from '../api/errors.ts';
import { LanguageProvider } from '../i18n/language.tsx';
import { notifyFailure } from '../ui/notify.tsx';
import { ThemeProvider } from '../ui/theme.tsx';

export type AppInfo = Output<'app.info'>;

interface SettingsValue {
  readonly settings: Settings;
  readonly info: AppInfo;
  /** Changes some settings at once on the screen; main keeps them and tells every window. */
  readonly change: (patch: Partial<Settings>) => void;
}

const SettingsContext = createContext<SettingsValue | null>(null);

/** Settings for everything below, with the theme and the language that they choose. */
export function SettingsProvider({
  initial,
  info,
  children,
}: {
  initial: Settings;
  info: AppInfo;
  children: ReactNode;
}): ReactNode {
  const [settings, setSettings] = useState(initial);
  useEffect(() => subscribe('settings.changed', setSettings), []);
  const change = useCallback((patch: Partial<Settings>) => {
    setSettings((current) => ({ ...current, ...patch }));
    // What main has kept follows as `settings.changed`; a failure to keep it must not undo what the person chose.
    request('settings.set', patch).then(setSettings, (error: unknown) => notifyFailure(asErrorData(error)));
  }, []);
  const value = useMemo(() => ({ settings, info, change }), [settings, info, change]);
  const language = settings.language === 'system' ? info.systemLanguage : settings.language;
  return (
    <SettingsContext value={value}>
      <LanguageProvider language={language}>
        <ThemeProvider settings={settings}>{children}</ThemeProvider>
      </LanguageProvider>
    </SettingsContext>
  );
}

export function useSettings(): SettingsValue {
  const value = useContext(SettingsContext);
  if (value === null) throw new Bug('useSettings outside SettingsProvider');
  return value;
}
