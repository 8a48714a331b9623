import type { Handlers } from '../bind.ts';
import type { Services } from '../services.ts';

type Channels =
  | 'console.open'
  | 'console.view'
  | 'console.connect'
  | 'console.disconnect'
  | 'console.switch'
  | 'console.power'
  | 'console.open-channel'
  | 'console.full-screen';

/** All but `console.open` speak of the calling window's own console. */
export const consoleHandlers = ({ consoles, setFullScreen }: Services): Pick<Handlers, Channels> => ({
  'console.open': ({ vmId, kind }) => {
    consoles.open(vmId, kind);
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
  'console.full-screen': ({ on }, { sender }) => {
    setFullScreen(sender.key, on);
    return null;
  },
});
