import { Button, Modal, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { ConsoleView } from '../../shared/model/console.ts';
import { useT } from '../i18n/language.tsx';
import { ActionButton } from '../ui/action-button.tsx';

interface PowerOffProps {
  readonly view: ConsoleView;
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}

/** Asks whether it is meant; in production for the VM's name too, as the main window does. */
export function PowerOff({ view, onClose, onConfirm }: PowerOffProps): ReactNode {
  const t = useT();
  const [typed, setTyped] = useState('');
  const { vmName, production } = view;
  const reason = production && typed.trim() !== vmName.trim() ? t('confirm.type-vm.first') : null;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('console.power-off.title', { vm: vmName })}
      size="sm"
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          if (reason === null) onConfirm();
        }}
      >
        <p>{t('action.power-off.hint')}</p>
        {production ? (
          <>
            <p className="warning">{t('confirm.production')}</p>
            <TextInput
              label={t('confirm.type-name', { name: vmName })}
              name="typed"
              value={typed}
              autoComplete="off"
              spellCheck={false}
              data-autofocus
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
          </>
        ) : null}
        <div className="form-buttons">
          <Button onClick={onClose} {...(production ? {} : { 'data-autofocus': true })}>
            {t('common.cancel')}
          </Button>
          <ActionButton
            submit
            variant="filled"
            color="danger"
            testId="confirm-ok"
            reason={reason}
            label={t('action.power-off')}
          />
        </div>
      </form>
    </Modal>
  );
}
