import { NativeSelect, PasswordInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { isPlainHttp } from '../../../shared/model/address.ts';
import { consoleTlsChoices } from '../../../shared/model/connection.ts';
import { proxyKinds } from '../../../shared/model/connection-reach.ts';
import { sessionPlace } from '../../../shared/model/web-console.ts';
import { useT } from '../../i18n/language.tsx';
import type { FieldsProps } from './fields-props.ts';
import { Section } from './section.tsx';
import { TextField } from './text-field.tsx';

const names = ['proxyHost', 'proxyPort', 'proxyUser', 'proxyPassword', 'consoleHost', 'webConsole'] as const;

export function NetworkFields(props: FieldsProps): ReactNode {
  const { text, wrong, onChange } = props;
  const t = useT();
  const hasHost = text.proxy !== 'none' && text.proxy !== 'system';
  return (
    <Section
      title={t('connection.section.network')}
      testId="section-network"
      used={text.proxy !== 'none' || text.consoleHost !== '' || text.consoleTls !== 'offered' || text.webConsole !== ''}
      wrong={names.some((name) => wrong.has(name))}
    >
      <NativeSelect
        label={t('connection.proxy')}
        name="proxy"
        value={text.proxy}
        data={proxyKinds.map((kind) => ({ value: kind, label: t(`connection.proxy.${kind}`) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ proxy: proxyKinds.find((kind) => kind === value) ?? 'none' })
        }
      />
      {hasHost ? (
        <>
          <div className="form-row">
            <TextField
              {...{ ...props, name: 'proxyHost' }}
              label={t('connection.proxy.host')}
              wrongWords={t('connection.proxy.wrong')}
            />
            <TextField
              {...{ ...props, name: 'proxyPort', numeric: true }}
              label={t('connection.proxy.port')}
              wrongWords={t('connection.proxy.wrong')}
            />
          </div>
          <div className="form-row">
            <TextField
              {...{ ...props, name: 'proxyUser' }}
              label={t('connection.proxy.user')}
              hint={t('connection.proxy.user.hint')}
              wrongWords={t('connection.proxy.wrong')}
            />
            <PasswordInput
              label={t('connection.proxy.password')}
              name="proxyPassword"
              aria-invalid={wrong.has('proxyPassword')}
              error={wrong.has('proxyPassword') ? t('connection.proxy.password.wrong') : null}
              value={text.proxyPassword}
              autoComplete="new-password"
              visibilityToggleButtonProps={{ 'aria-label': t('vault.password.show') }}
              onChange={({ currentTarget: { value } }) => onChange({ proxyPassword: value })}
            />
          </div>
        </>
      ) : null}
      <TextField
        {...{ ...props, name: 'consoleHost' }}
        label={t('connection.console-host')}
        hint={t('connection.console-host.hint')}
        wrongWords={t('connection.console-host.wrong')}
      />
      <NativeSelect
        label={t('connection.console-tls')}
        description={t('connection.console-tls.hint')}
        name="consoleTls"
        value={text.consoleTls}
        data={consoleTlsChoices.map((choice) => ({ value: choice, label: t(`connection.console-tls.${choice}`) }))}
        onChange={({ currentTarget: { value } }) =>
          onChange({ consoleTls: consoleTlsChoices.find((choice) => choice === value) ?? 'offered' })
        }
      />
      <TextField
        {...{ ...props, name: 'webConsole' }}
        label={t('connection.web-console')}
        hint={t('connection.web-console.hint', { place: sessionPlace })}
        wrongWords={t('connection.web-console.wrong', { place: sessionPlace })}
      />
      {isPlainHttp(text.webConsole) ? <p className="warning">{t('connection.web-console.plain')}</p> : null}
    </Section>
  );
}
