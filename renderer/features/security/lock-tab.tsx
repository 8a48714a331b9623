import { Checkbox, NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { lockSettingsSchema, type LockSettings, type Settings } from '../../../shared/model/settings.ts';
import { useT } from '../../i18n/language.tsx';
import { withPresent } from './choices.ts';

interface LockTabProps {
  readonly settings: Settings;
  readonly platform: string;
  readonly onChange: (patch: Partial<Settings>) => void;
}

const minutes = [1, 2, 5, 10, 15, 30, 60, 120, 240] as const;
const seconds = [5, 10, 20, 30, 60, 120, 300] as const;
const { idleOf: idleOfChoice, consoles: consolesChoice, tasks: tasksChoice } = lockSettingsSchema.shape;

/** When the vault locks by itself, and what becomes of what is under way. Each choice takes effect at once. */
export function LockTab({ settings, platform, onChange }: LockTabProps): ReactNode {
  const t = useT();
  const { lock, clipboardSeconds } = settings;
  const set = (patch: Partial<LockSettings>): void => onChange({ lock: { ...lock, ...patch } });
  const events = (['onSuspend', 'onScreenLock', 'onUserSwitch', 'onMinimise'] as const).filter(
    // Only macOS tells of it; elsewhere the screen is locked then.
    (name) => name !== 'onUserSwitch' || platform === 'darwin',
  );
  return (
    <div className="form" data-testid="lock-tab">
      <div className="form-row">
        <NativeSelect
          size="xs"
          label={t('security.lock.idle')}
          name="idleMinutes"
          value={lock.idleMinutes}
          data={[
            { value: '0', label: t('security.lock.idle.never') },
            ...withPresent(minutes, lock.idleMinutes).map((count) => ({
              value: String(count),
              label: t('security.lock.idle.minutes', { count }),
            })),
          ]}
          onChange={(event) => set({ idleMinutes: Number(event.currentTarget.value) })}
        />
        <NativeSelect
          size="xs"
          label={t('security.lock.idle-of')}
          name="idleOf"
          disabled={lock.idleMinutes === 0}
          value={lock.idleOf}
          data={idleOfChoice.options.map((value) => ({ value, label: t(`security.lock.idle-of.${value}`) }))}
          onChange={(event) => set({ idleOf: idleOfChoice.parse(event.currentTarget.value) })}
        />
      </div>
      <fieldset className="choices">
        <legend>{t('security.lock.when')}</legend>
        {events.map((name) => (
          <Checkbox
            key={name}
            name={name}
            label={t(`security.lock.${name}`)}
            checked={lock[name]}
            onChange={(event) => set({ [name]: event.currentTarget.checked })}
          />
        ))}
      </fieldset>
      <NativeSelect
        size="xs"
        label={t('security.lock.consoles')}
        description={t(`security.lock.consoles.${lock.consoles}.what`)}
        name="consoles"
        value={lock.consoles}
        data={consolesChoice.options.map((value) => ({ value, label: t(`security.lock.consoles.${value}`) }))}
        onChange={(event) => set({ consoles: consolesChoice.parse(event.currentTarget.value) })}
      />
      <NativeSelect
        size="xs"
        label={t('security.lock.tasks')}
        description={t(`security.lock.tasks.${lock.tasks}.what`)}
        name="tasks"
        value={lock.tasks}
        data={tasksChoice.options.map((value) => ({ value, label: t(`security.lock.tasks.${value}`) }))}
        onChange={(event) => set({ tasks: tasksChoice.parse(event.currentTarget.value) })}
      />
      <NativeSelect
        size="xs"
        label={t('security.clipboard')}
        description={t('security.clipboard.what')}
        name="clipboardSeconds"
        value={clipboardSeconds}
        data={withPresent(seconds, clipboardSeconds).map((count) => ({
          value: String(count),
          label: t('security.clipboard.after', { count }),
        }))}
        onChange={(event) => onChange({ clipboardSeconds: Number(event.currentTarget.value) })}
      />
    </div>
  );
}
