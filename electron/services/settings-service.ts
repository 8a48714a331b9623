import type { Settings } from '../../shared/model/settings.ts';
import { createListeners } from './listeners.ts';
import type { SettingsStore } from './ports.ts';

/** What is kept between starts and is not secret. */
export class SettingsService {
  readonly #store: SettingsStore;
  readonly #changed = createListeners<Settings>();
  #override: Partial<Settings>;

  /** @param override for this start only: not stored, and gone once the user sets the same field */
  constructor(store: SettingsStore, override: Partial<Settings>) {
    this.#store = store;
    this.#override = override;
  }

  onChange(listener: (settings: Settings) => void): () => void {
    return this.#changed.add(listener);
  }

  get(): Settings {
    return { ...this.#store.read(), ...this.#override };
  }

  /** @throws AppError `storage.*`; the settings then stay as they were */
  set(change: Partial<Settings>): Settings {
    this.#store.write({ ...this.#store.read(), ...change });
    this.#override = Object.fromEntries(Object.entries(this.#override).filter(([key]) => !(key in change)));
    const settings = this.get();
    this.#changed.notify(settings);
    return settings;
  }
}
