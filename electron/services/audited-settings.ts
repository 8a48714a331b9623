import type { Settings } from '../../shared/model/settings.ts';
import { endBy } from './audit-facts.ts';
import type { Audit } from './audit.ts';
import type { SettingsStore } from './ports.ts';
import { SettingsService } from './settings-service.ts';

/** Those that decide how well secrets are kept: the others are taste. */
const guarding = ({ lock, clipboardSeconds }: Settings): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(Object.entries(lock).map(([name, value]) => [`lock.${name}`, value])),
  clipboardSeconds,
});

/** From what to what, of those that differ. */
function changesOf(before: Settings, after: Settings): Readonly<Record<string, string>> {
  const old = guarding(before);
  const changed = Object.entries(guarding(after)).filter(([name, value]) => value !== old[name]);
  return Object.fromEntries(changed.map(([name, value]) => [name, `${String(old[name])} → ${String(value)}`]));
}

/** Settings whose changes are recorded where they make secrets safer or less safe. */
export class AuditedSettings extends SettingsService {
  readonly #audit: Audit;

  constructor(audit: Audit, store: SettingsStore, override: Partial<Settings>) {
    super(store, override);
    this.#audit = audit;
  }

  override set(change: Partial<Settings>): Settings {
    const before = this.get();
    const parameters = changesOf(before, { ...before, ...change });
    if (Object.keys(parameters).length === 0) return super.set(change);
    const deed = { action: 'settings.change', parameters };
    try {
      const settings = super.set(change);
      this.#audit.record(deed, { outcome: 'done' });
      return settings;
    } catch (error) {
      this.#audit.record(deed, endBy(error));
      throw error;
    }
  }
}
