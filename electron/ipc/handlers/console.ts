import type { Handlers } from '../bind.ts';
import type { Services } from '../services.ts';

type Channels =
  | 'console.open'
  | 'console.address'
  | 'console.copy-password'
  | 'console.open-web'
  | 'console.view'
  | 'console.connect'
  | 'console.disconnect'
  | 'console.switch'
  | 'console.power'
  | 'console.open-channel'
  | 'console.full-screen'
  | 'console.certificates';

/** Those after `console.open-web` speak of the calling window's own console. */
export const consoleHandlers = ({
  consoles,
  consoleAccess,
  setFullScreen,
  showCertificates,
  openLink,
}: Services): Pick<Handlers, Channels> => ({
  'console.open': ({ vmId, kind }) => {
    consoles.open(vmId, kind);
    return null;
  },
  'console.address': ({ vmId, kind }, { signal }) => consoleAccess.address(vmId, kind, signal),
  'console.copy-password': ({ vmId, kind }, { signal }) => consoleAccess.copyPassword(vmId, kind, signal),
  'console.open-web': async ({ vmId }, { signal }) => {
    await consoleAccess.openWeb(vmId, openLink, signal);
    return null;
  },
  'console.view': (_, { sender }) => consoles.view(sender.key),
  'console.connect': (_, { sender }) => consoles.connect(sender.key),
  'console.disconnect': (_, { sender }) => consoles.disconnect(sender.key),
  'console.switch': ({ kind }, { sender }) => consoles.switchTo(sender.key, kind),
  'console.power': ({ action }, { sender }) => {
    consoles.power(sender.key, action);
    return null;
  },
  'console.open-channel': ({ sessionId, channelId }, { sender }) => {
    consoles.openChannel(sender.key, sessionId, channelId);
    return null;
  },
  'console.certificates': (_, { sender }) => {
    showCertificates(consoles.connectionOf(sender.key));
    return null;
  },
  'console.full-screen': ({ on }, { sender }) => {
    setFullScreen(sender.key, on);
    return null;
  },
});
