import { Button, Checkbox } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ShownHostKey } from '../../../shared/model/jump.ts';
import { hostPort } from '../../../shared/util/host-port.ts';
import { useT } from '../../i18n/language.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { errorWords } from '../../ui/error-words.ts';
import { Glyph } from '../../ui/glyph.tsx';

interface HostKeyPanelProps {
  readonly shown: ShownHostKey;
  readonly busy: boolean;
  /** The person has decided that this host key is the right one. */
  readonly onTrust: (key: string) => void;
}

/** The key that a jump host shows, whether it is believed, and the question whether it shall be. */
export function HostKeyPanel({ shown, busy, onTrust }: HostKeyPanelProps): ReactNode {
  const t = useT();
  const [compared, setCompared] = useState(false);
  const place = useRef<HTMLElement>(null);
  // It appears below what has been filled in, where nobody would look for it.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), []);
  const { host, port, key, accepted, problem } = shown;
  const isChanged = problem?.code === 'jump.host-key-changed';
  const question = isChanged ? t('host-key.changed.what') : t('host-key.unknown.what');
  return (
    <section ref={place} className="certificate" data-testid="host-key" data-code={problem?.code ?? 'none'}>
      <h3>
        <Glyph shape={accepted ? 'done' : 'err'} />
        {`${t('connection.section.jump')} ${hostPort({ host, port })}`}
      </h3>
      <p>{problem === null ? t('host-key.accepted') : key === null ? errorWords(t, problem).what : question}</p>
      {key === null ? null : (
        <dl className="certificate-facts selectable">
          {isChanged ? (
            <div>
              <dt>{t('host-key.expected')}</dt>
              <dd className="fingerprint">{String(problem.params['expected'] ?? '')}</dd>
            </div>
          ) : null}
          <div>
            <dt>{t('host-key.shown')}</dt>
            <dd className="fingerprint">{key}</dd>
          </div>
        </dl>
      )}
      {accepted || key === null ? null : (
        <>
          <Checkbox
            label={t('certificate.compared')}
            checked={compared}
            data-testid="host-key-compared"
            onChange={(event) => setCompared(event.currentTarget.checked)}
          />
          <div>
            {busy ? (
              <Button loading>{t('host-key.trust')}</Button>
            ) : (
              <ActionButton
                testId="host-key-trust"
                reason={compared ? null : t('certificate.compared.first')}
                label={t(isChanged ? 'host-key.trust-new' : 'host-key.trust')}
                onClick={() => onTrust(key)}
              />
            )}
          </div>
        </>
      )}
    </section>
  );
}
