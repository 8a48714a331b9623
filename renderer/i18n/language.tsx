import { createContext, useContext, useLayoutEffect, useMemo, type ReactNode } from 'react';
import { translator, type Translate } from '../../shared/i18n/translate.ts';
import type { Language } from '../../shared/model/settings.ts';

const LanguageContext = createContext<Translate>(translator('en'));

/** Gives the words of one language to everything below; changing it re-renders in place. */
export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }): ReactNode {
  const t = useMemo(() => translator(language), [language]);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <LanguageContext value={t}>{children}</LanguageContext>;
}

export const useT = (): Translate => useContext(LanguageContext);
