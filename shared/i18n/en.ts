import { enApp } from './en/app.ts';
import { enAudit } from './en/audit.ts';
import { enCli } from './en/cli.ts';
import { enConsole } from './en/console.ts';
import { enErrors } from './en/errors.ts';
import { enJump } from './en/jump.ts';
import { enReach } from './en/reach.ts';
import { enSecurity } from './en/security.ts';
import { enSurroundings } from './en/surroundings.ts';
import { enVault } from './en/vault.ts';
import { enFields } from './en/fields.ts';
import { enFieldsGuest } from './en/fields-guest.ts';
import { enFieldsHardware } from './en/fields-hardware.ts';
import { enForms } from './en/forms.ts';
import { enVerbs } from './en/verbs.ts';

/** English: the source of every key. Other languages must have exactly these. */
export const en = {
  ...enErrors,
  ...enConsole,
  ...enApp,
  ...enCli,
  ...enVerbs,
  ...enAudit,
  ...enSurroundings,
  ...enVault,
  ...enFields,
  ...enFieldsHardware,
  ...enFieldsGuest,
  ...enForms,
  ...enReach,
  ...enJump,
  ...enSecurity,
} as const;
