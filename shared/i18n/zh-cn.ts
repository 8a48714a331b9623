import type { en } from './en.ts';
import type { Message } from './message.ts';
import { zhCNApp } from './zh-cn/app.ts';
import { zhCNAudit } from './zh-cn/audit.ts';
import { zhCNCli } from './zh-cn/cli.ts';
import { zhCNConsole } from './zh-cn/console.ts';
import { zhCNErrors } from './zh-cn/errors.ts';
import { zhCNSecurity } from './zh-cn/security.ts';
import { zhCNSurroundings } from './zh-cn/surroundings.ts';
import { zhCNVault } from './zh-cn/vault.ts';
import { zhCNFields } from './zh-cn/fields.ts';
import { zhCNFieldsGuest } from './zh-cn/fields-guest.ts';
import { zhCNFieldsHardware } from './zh-cn/fields-hardware.ts';
import { zhCNForms } from './zh-cn/forms.ts';
import { zhCNJump } from './zh-cn/jump.ts';
import { zhCNReach } from './zh-cn/reach.ts';
import { zhCNVerbs } from './zh-cn/verbs.ts';

export const zhCN = {
  ...zhCNErrors,
  ...zhCNConsole,
  ...zhCNApp,
  ...zhCNCli,
  ...zhCNVerbs,
  ...zhCNAudit,
  ...zhCNSurroundings,
  ...zhCNVault,
  ...zhCNFields,
  ...zhCNFieldsHardware,
  ...zhCNFieldsGuest,
  ...zhCNForms,
  ...zhCNReach,
  ...zhCNJump,
  ...zhCNSecurity,
} satisfies Record<keyof typeof en, Message>;
