import { Notifications } from '@mantine/notifications';
import { QueryClientProvider, type QueryClient } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { asErrorData } from '../api/errors.ts';
import { followMain } from '../api/live.ts';
import { useStartInfo } from '../api/queries.ts';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { notifyFailure } from '../ui/notify.tsx';
import { NowProvider } from '../ui/now.tsx';
import { ThemeProvider } from '../ui/theme.tsx';
import { Gate } from './gate.tsx';
import { SettingsProvider, type AppInfo } from './settings-context.tsx';

interface RootProps {
  readonly client: QueryClient;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Everything that all screens share. */
export function Root({ client, now }: RootProps): ReactNode {
  useEffect(() => followMain(client), [client]);
  return (
    <QueryClientProvider client={client}>
      <NowProvider now={now}>
        <Start />
      </NowProvider>
    </QueryClientProvider>
  );
}

const beforeSettings = { theme: 'system', density: 'comfortable' } as const;

function Start(): ReactNode {
  const { data, error, refetch } = useStartInfo();
  if (error !== null) {
    return (
      <ThemeProvider settings={beforeSettings}>
        <main className="notice-page">
          <ErrorNotice error={asErrorData(error)} onAction={() => void refetch()} />
        </main>
      </ThemeProvider>
    );
  }
  if (data === undefined) return null;
  return (
    <SettingsProvider initial={data.settings} info={data.info}>
      <Notifications position="bottom-right" limit={4} />
      <StartNotices info={data.info} />
      <Gate />
    </SettingsProvider>
  );
}

/** What went wrong while the app started and did not stop it. */
function StartNotices({ info }: { info: AppInfo }): ReactNode {
  useEffect(() => {
    for (const notice of info.notices) notifyFailure(notice);
  }, [info]);
  return null;
}
