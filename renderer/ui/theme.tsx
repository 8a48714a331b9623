import {
  createTheme,
  defaultVariantColorsResolver,
  MantineProvider,
  type CSSVariablesResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type VariantColorsResolver,
} from '@mantine/core';
import { useLayoutEffect, useSyncExternalStore, type ReactNode } from 'react';
import type { Settings } from '../../shared/model/settings.ts';
import { useT } from '../i18n/language.tsx';
import { componentDefaults, layersId } from './component-defaults.ts';

const shades = (token: string): MantineColorsTuple => {
  const value = `var(${token})`;
  return [value, value, value, value, value, value, value, value, value, value];
};

/** Text on a filled control: the tokens know which ink each scheme needs, white is wrong on the dark scheme's accent. */
const inkOnFill: VariantColorsResolver = (input) => {
  const resolved = defaultVariantColorsResolver(input);
  if (input.variant === 'light' && input.color === 'danger') return { ...resolved, hover: 'var(--err-soft)' };
  if (input.variant !== 'filled') return resolved;
  return { ...resolved, color: input.color === 'danger' ? 'var(--err-ink)' : 'var(--accent-ink)' };
};

const theme: MantineThemeOverride = createTheme({
  primaryColor: 'accent',
  colors: { accent: shades('--accent'), danger: shades('--err') },
  variantColorResolver: inkOnFill,
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '12px', sm: '13px', md: '13px', lg: '15px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.4', md: '1.4', lg: '1.4', xl: '1.3' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '16px', xl: '24px' },
  radius: { xs: '4px', sm: '6px', md: '6px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: componentDefaults,
});

const schemeVariables = {
  '--mantine-primary-color-contrast': 'var(--accent-ink)',
  '--mantine-primary-color-filled-hover': 'color-mix(in srgb, var(--accent) 88%, var(--ink))',
  '--mantine-color-danger-filled-hover': 'color-mix(in srgb, var(--err) 88%, var(--ink))',
  '--mantine-color-accent-filled-hover': 'color-mix(in srgb, var(--accent) 88%, var(--ink))',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-error': 'var(--err)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-disabled': 'var(--sunken)',
  '--mantine-color-disabled-color': 'var(--ink-3)',
  '--mantine-color-disabled-border': 'var(--line)',
};

/** Mantine's own variables point at our tokens, which change with `data-theme`: one source for both schemes. */
const tokens: CSSVariablesResolver = () => ({ variables: {}, light: schemeVariables, dark: schemeVariables });

const systemDark = (): MediaQueryList => window.matchMedia('(prefers-color-scheme: dark)');

function followSystem(changed: () => void): () => void {
  const query = systemDark();
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

/** Themes everything below; `system` follows the operating system while the window is open. */
export function ThemeProvider({
  settings,
  children,
}: {
  settings: Pick<Settings, 'theme' | 'density'>;
  children: ReactNode;
}): ReactNode {
  const t = useT();
  const dark = useSyncExternalStore(followSystem, () => systemDark().matches);
  const scheme = settings.theme === 'system' ? (dark ? 'dark' : 'light') : settings.theme;
  useLayoutEffect(() => {
    document.documentElement.dataset['theme'] = scheme;
    document.documentElement.dataset['density'] = settings.density;
  }, [scheme, settings.density]);
  return (
    <MantineProvider theme={theme} forceColorScheme={scheme} cssVariablesResolver={tokens}>
      {children}
      <section id={layersId} aria-label={t('app.layers')} />
    </MantineProvider>
  );
}
