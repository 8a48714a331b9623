import { Button, Checkbox } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ServerCertificate } from '../../../shared/model/certificate.ts';
import { hostPort } from '../../../shared/util/host-port.ts';
import { useT } from '../../i18n/language.tsx';
import { ActionButton } from '../../ui/action-button.tsx';
import { errorWords } from '../../ui/error-words.ts';
import { dateTime } from '../../ui/format.ts';
import { Glyph } from '../../ui/glyph.tsx';

interface CertificatePanelProps {
  readonly server: ServerCertificate;
  readonly busy: boolean;
  /** The person has decided that this certificate is the right one. */
  readonly onTrust: (sha256: string) => void;
}

/** What one server shows, whether it is believed, and the question whether it shall be. */
export function CertificatePanel({ server, busy, onTrust }: CertificatePanelProps): ReactNode {
  const t = useT();
  const [compared, setCompared] = useState(false);
  const place = useRef<HTMLElement>(null);
  // It appears below what has been filled in, where nobody would look for it.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), []);
  const { about, host, port, chain, accepted, problem } = server;
  const [leaf] = chain;
  const isChanged = problem?.code === 'tls.changed';
  const facts: readonly (readonly [string, string])[] =
    leaf === undefined
      ? []
      : [
          [t('certificate.subject'), leaf.subject],
          [t('certificate.issuer'), leaf.issuer],
          [t('certificate.valid'), `${dateTime(leaf.validFrom, t.locale)} – ${dateTime(leaf.validTo, t.locale)}`],
          ...(isChanged ? ([[t('certificate.expected'), String(problem.params['expected'] ?? '')]] as const) : []),
          [t('certificate.sha256'), leaf.sha256],
        ];
  return (
    <section ref={place} className="certificate" data-testid="certificate" data-code={problem?.code ?? 'none'}>
      <h3>
        <Glyph shape={accepted ? 'done' : 'err'} />
        {about === 'console' ? t('certificate.console', { host }) : hostPort({ host, port })}
      </h3>
      <p>
        {problem === null
          ? t(about === 'console' ? 'certificate.console.accepted' : 'certificate.accepted')
          : isChanged
            ? t('certificate.changed.what')
            : errorWords(t, problem).what}
      </p>
      {facts.length === 0 ? null : (
        <dl className="certificate-facts selectable">
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd className={value.includes(':') && /^[0-9A-F:, ]+$/.test(value) ? 'fingerprint' : ''}>{value}</dd>
            </div>
          ))}
        </dl>
      )}
      {accepted || leaf === undefined ? null : (
        <>
          {isChanged ? null : (
            <p className="dim">
              {about === 'console' ? t('certificate.console.question.what', { host }) : t('certificate.question.what')}
            </p>
          )}
          <Checkbox
            label={t('certificate.compared')}
            checked={compared}
            data-testid="certificate-compared"
            onChange={(event) => setCompared(event.currentTarget.checked)}
          />
          <div>
            {busy ? (
              <Button loading>{t('certificate.trust')}</Button>
            ) : (
              <ActionButton
                testId="certificate-trust"
                reason={compared ? null : t('certificate.compared.first')}
                label={t(isChanged ? 'certificate.trust-new' : 'certificate.trust')}
                onClick={() => onTrust(leaf.sha256)}
              />
            )}
          </div>
        </>
      )}
    </section>
  );
}
