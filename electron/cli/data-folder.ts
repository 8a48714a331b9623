import { homedir } from 'node:os';
import { join } from 'node:path';

/** The app's name in the folder for user data, as `productName` of package.json says. */
const appName = 'VMDeck';

interface System {
  readonly platform: NodeJS.Platform;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/** The same folder as Electron's `app.getPath('userData')` (Electron's documentation of `app`, `appData`). */
export function dataFolder({ platform, environment, home }: System): string {
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), appName);
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', appName);
  const configured = environment['XDG_CONFIG_HOME'] ?? '';
  return join(configured === '' ? join(home, '.config') : configured, appName);
}

export const ownDataFolder = (environment: System['environment']): string =>
  dataFolder({ platform: process.platform, environment, home: homedir() });
