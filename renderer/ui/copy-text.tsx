import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useT } from '../i18n/language.tsx';

/** Copies a text; says so only when it has really been copied. */
export function CopyText({ text }: { text: string }): ReactNode {
  const t = useT();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <Button size="compact-xs" onClick={copy} leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}>
      {copied ? t('common.copied') : t('common.copy')}
    </Button>
  );
}
