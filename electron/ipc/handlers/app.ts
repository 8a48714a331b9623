import type { Settings } from '../../../shared/model/settings.ts';
import type { Handlers } from '../bind.ts';
import type { Services } from '../services.ts';

/** A partial object without the keys whose value is undefined. */
const given = (change: { [K in keyof Settings]?: Settings[K] | undefined }): Partial<Settings> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

export const appHandlers = ({
  facts,
  settings,
  onShown,
  showMain,
}: Services): Pick<Handlers, 'app.info' | 'app.shown' | 'app.show-main' | 'settings.get' | 'settings.set'> => ({
  'app.info': () => ({ ...facts, notices: [...facts.notices] }),
  'app.shown': ({ view }) => {
    onShown(view);
    return null;
  },
  'app.show-main': () => {
    showMain();
    return null;
  },
  'settings.get': () => settings.get(),
  'settings.set': (change) => settings.set(given(change)),
});
