import { z } from 'zod';
import { actionRequestSchema, regionRequestSchema } from '../model/action.ts';
import {
  auditFilterSchema,
  auditFormatSchema,
  auditPageSchema,
  auditQuerySchema,
  auditStatusSchema,
} from '../model/audit.ts';
import { serverCertificateSchema } from '../model/certificate.ts';
import { fingerprintSchema } from '../model/connection-reach.ts';
import { clipboardStateSchema, copiedSecretSchema } from '../model/clipboard.ts';
import { connectionChangeSchema, connectionDraftSchema, connectionViewSchema } from '../model/connection.ts';
import { hostKeySchema, shownHostKeySchema } from '../model/jump.ts';
import { importReportSchema } from '../model/connection-transfer.ts';
import { doctorProgressSchema, doctorReportSchema } from '../model/doctor.ts';
import { consoleViewSchema } from '../model/console.ts';
import { inventoryPageSchema, inventoryQuerySchema } from '../model/inventory.ts';
import { errorDataSchema } from '../model/error-schema.ts';
import { questions } from '../model/question.ts';
import { powerActionSchema } from '../model/verbs/power.ts';
import { languageSchema, settingsSchema } from '../model/settings.ts';
import { taskSchema } from '../model/task.ts';
import { secretNameSchema } from '../model/verbs/verb.ts';
import { usbDeviceSchema } from '../model/usb.ts';
import {
  onConflictSchema,
  vaultCostSchema,
  vaultExportSchema,
  vaultImportSchema,
  vaultKeysSchema,
  vaultStatusSchema,
} from '../model/vault.ts';
import { consoleKindSchema, vmRowSchema, vmSchema } from '../model/vm.ts';
import type { EventChannel, RequestChannel } from './channels.ts';

const nothing = z.null();
const id = z.string().min(1).max(300);
const ids = z.array(id).max(10_000);
/** What was typed for the cloud alone. Travels inward only. */
const secretValuesSchema = z.partialRecord(
  secretNameSchema,
  z
    .string()
    .min(1)
    .max(2 ** 20),
);
const cloud = { connectionId: id };
/** Of a file that leaves this computer. */
const filePassword = z.string().min(12).max(1000);
const masterPassword = z.string().min(1).max(1000);

/** What each call takes and answers. Inputs are strict: an unknown field is refused, not ignored. */
export const requests = {
  'app.info': {
    input: nothing,
    output: z.strictObject({
      version: z.string(),
      electron: z.string(),
      platform: z.string(),
      /** Language of the operating system, mapped to one that we have. */
      systemLanguage: languageSchema,
      demo: z.boolean(),
      /** Settings or tasks could not be read and were set aside. */
      notices: z.array(errorDataSchema),
    }),
  },
  /** The first finished picture of a view has been painted. */
  'app.shown': { input: z.strictObject({ view: z.enum(['start', 'inventory']) }), output: nothing },
  /** Brings the main window to the front, e.g. to unlock. */
  'app.show-main': { input: nothing, output: nothing },
  'settings.get': { input: nothing, output: settingsSchema },
  'settings.set': { input: settingsSchema.partial(), output: settingsSchema },

  'vault.status': { input: nothing, output: vaultStatusSchema },
  'vault.create': {
    input: z.strictObject({ password: masterPassword, cost: vaultCostSchema }),
    output: vaultStatusSchema,
  },
  'vault.unlock': { input: z.strictObject({ password: masterPassword }), output: vaultStatusSchema },
  'vault.lock': { input: nothing, output: vaultStatusSchema },
  /** Reads the vault file again, which may have been put right meanwhile. */
  'vault.reload': { input: nothing, output: vaultStatusSchema },
  'vault.restore-backup': { input: nothing, output: vaultStatusSchema },
  'vault.keys': { input: nothing, output: vaultKeysSchema },
  'vault.change-password': {
    input: z.strictObject({ current: masterPassword, next: masterPassword }),
    output: vaultStatusSchema,
  },
  'vault.change-cost': {
    input: z.strictObject({ password: masterPassword, cost: vaultCostSchema }),
    output: vaultStatusSchema,
  },
  /** Main asks where to save, and where from; null when the person would rather not. `own` is the copy's password. */
  'vault.export': {
    input: z.strictObject({ current: masterPassword, own: masterPassword }),
    output: vaultExportSchema.nullable(),
  },
  /** `password` is the one of the file. */
  'vault.import': {
    input: z.strictObject({ password: masterPassword, onConflict: onConflictSchema }),
    output: vaultImportSchema.nullable(),
  },
  /** Main asks where to save the sheet and writes it: no window ever holds a recovery key that was made. */
  'vault.make-recovery': {
    input: z.strictObject({ current: masterPassword }),
    output: z.strictObject({ path: z.string() }).nullable(),
  },
  'vault.remove-recovery': { input: nothing, output: vaultStatusSchema },
  /** Unlocks with what was typed from the sheet, and sets a new password. */
  'vault.recover': {
    input: z.strictObject({ recoveryKey: masterPassword, next: masterPassword }),
    output: vaultStatusSchema,
  },
  'vault.enable-quick-unlock': { input: z.strictObject({ current: masterPassword }), output: vaultStatusSchema },
  'vault.disable-quick-unlock': { input: nothing, output: vaultStatusSchema },
  /** Unlocks with the keychain of the operating system. */
  'vault.quick-unlock': { input: nothing, output: vaultStatusSchema },
  /** Main asks whether it is meant; null when it is not. */
  'vault.destroy': { input: nothing, output: vaultStatusSchema.nullable() },

  'connections.list': { input: nothing, output: z.array(connectionViewSchema) },
  'connections.test': {
    input: z.strictObject({ id: id.nullable(), draft: connectionChangeSchema }),
    output: z.strictObject({
      regions: z.array(z.strictObject({ id: z.string(), name: z.string() })),
      vmCount: z.number().int().nonnegative(),
    }),
  },
  /** What the servers show, of a draft or (`draft` null) of a stored connection. */
  'connections.certificates': {
    input: z.strictObject({ id: id.nullable(), draft: connectionChangeSchema.nullable() }),
    output: z.array(serverCertificateSchema),
  },
  /** Believes the certificate that a server of the connection shows. */
  'connections.trust': { input: z.strictObject({ id, sha256: fingerprintSchema }), output: connectionViewSchema },
  /** What the jump host shows, of a draft or (`draft` null) of a stored connection; null where there is none. */
  'connections.host-key': {
    input: z.strictObject({ id: id.nullable(), draft: connectionChangeSchema.nullable() }),
    output: shownHostKeySchema.nullable(),
  },
  /** Believes the key that the jump host of the connection shows. */
  'connections.trust-host-key': { input: z.strictObject({ id, key: hostKeySchema }), output: connectionViewSchema },
  /** `run` names this examination in the events that tell how far it has come. */
  'connections.examine': { input: z.strictObject({ id, run: id }), output: doctorReportSchema },
  /** `keyOf`: the connection whose secrets are meant where the draft has none. */
  'connections.add': {
    input: z.strictObject({ draft: connectionDraftSchema, keyOf: id.nullable() }),
    output: connectionViewSchema,
  },
  'connections.reorder': { input: z.strictObject({ ids }), output: nothing },
  /**
   * Main asks where to save; null when the person would rather not. The file holds secrets if it is sealed: under `own`,
   * its own password, for whoever knows `current`, the master password.
   */
  'connections.export': {
    input: z.strictObject({ sealed: z.strictObject({ current: masterPassword, own: filePassword }).nullable() }),
    output: z.strictObject({ path: z.string(), count: z.number().int().nonnegative() }).nullable(),
  },
  /** Main asks which file. */
  'connections.import': {
    input: z.strictObject({
      password: z.string().min(1).max(1000).nullable(),
      /** Take trust, proxy and console host even from a file that nobody vouches for. */
      keepTrust: z.boolean(),
    }),
    output: importReportSchema.nullable(),
  },
  'connections.update': { input: z.strictObject({ id, draft: connectionChangeSchema }), output: connectionViewSchema },
  'connections.remove': { input: z.strictObject({ id }), output: nothing },
  'connections.sync': { input: z.strictObject({ id }), output: nothing },

  'inventory.query': { input: inventoryQuerySchema, output: inventoryPageSchema },
  /** Rows by id, in the order asked; ids that are gone are left out. */
  'inventory.get': { input: z.strictObject({ ids }), output: z.array(vmRowSchema) },
  /** One VM in full; `fresh` asks the cloud first. */
  'inventory.refresh': { input: z.strictObject({ id, fresh: z.boolean() }), output: vmSchema },

  'actions.run': {
    input: z.strictObject({ vmIds: ids.min(1), request: actionRequestSchema, secrets: secretValuesSchema }),
    /** One task a VM that was accepted, and why the others were not. */
    output: z.strictObject({
      taskIds: z.array(z.string()),
      refused: z.array(z.strictObject({ vmId: z.string(), vmName: z.string(), error: errorDataSchema })),
    }),
  },
  /** Makes something in a region of a cloud. */
  'actions.create': {
    input: z.strictObject({ ...cloud, region: id, request: regionRequestSchema, secrets: secretValuesSchema }),
    output: z.strictObject({ taskId: z.string() }),
  },

  'ask.choices': { input: questions.choices.ask.extend(cloud), output: questions.choices.answer },
  'ask.price': { input: questions.price.ask.extend(cloud), output: questions.price.answer },
  'ask.premium': { input: questions.premium.ask.extend(cloud), output: questions.premium.answer },
  'ask.clones': { input: questions.clones.ask.extend(cloud), output: questions.clones.answer },
  'ask.foreign-vms': { input: questions['foreign-vms'].ask.extend(cloud), output: questions['foreign-vms'].answer },
  'ask.foreign-stores': {
    input: questions['foreign-stores'].ask.extend(cloud),
    output: questions['foreign-stores'].answer,
  },
  /** Opens it in the system's browser; the link has a ticket in it and stays in main. */
  'foreign.open-console': { input: questions['foreign-console'].ask.extend(cloud), output: nothing },
  'usb.list': { input: z.strictObject({ vmId: id }), output: z.array(usbDeviceSchema) },

  'tasks.list': { input: nothing, output: z.array(taskSchema) },
  'tasks.cancel': { input: z.strictObject({ id }), output: nothing },
  'tasks.retry': { input: z.strictObject({ id }), output: nothing },
  'tasks.clear': { input: nothing, output: nothing },

  'console.open': { input: z.strictObject({ vmId: id, kind: consoleKindSchema }), output: nothing },
  /** Where another viewer finds the console; a name or address without brackets. */
  'console.address': {
    input: z.strictObject({ vmId: id, kind: consoleKindSchema }),
    output: z.strictObject({ host: z.string(), port: z.number().int() }),
  },
  /** Main puts the password of a new ticket on the clipboard: no window sees it. */
  'console.copy-password': {
    input: z.strictObject({ vmId: id, kind: consoleKindSchema }),
    output: copiedSecretSchema,
  },
  /** Hands the cloud's web console to the system's browser, with a new session. */
  'console.open-web': { input: z.strictObject({ vmId: id }), output: nothing },
  /** The session of the calling console window. */
  'console.view': { input: nothing, output: consoleViewSchema },
  /** Starts the session, or a new one after the last has ended. */
  'console.connect': { input: nothing, output: consoleViewSchema },
  'console.disconnect': { input: nothing, output: consoleViewSchema },
  'console.switch': { input: z.strictObject({ kind: consoleKindSchema }), output: consoleViewSchema },
  'console.power': { input: z.strictObject({ action: powerActionSchema }), output: nothing },
  /** Asks for one byte channel of the session; its MessagePort follows under the same `channelId`. */
  'console.open-channel': { input: z.strictObject({ sessionId: id, channelId: id }), output: nothing },
  /** Shows in the main window what the servers of the console's connection show, where a person can decide for it. */
  'console.certificates': { input: nothing, output: nothing },
  'console.full-screen': { input: z.strictObject({ on: z.boolean() }), output: nothing },

  'audit.query': { input: auditQuerySchema, output: auditPageSchema },
  'audit.status': { input: nothing, output: auditStatusSchema },
  /** Checks the whole chain again. */
  'audit.verify': { input: nothing, output: auditStatusSchema },
  /** Main asks where to save; null when the person would rather not. */
  'audit.export': {
    input: z.strictObject({ filter: auditFilterSchema, format: auditFormatSchema }),
    output: z.strictObject({ path: z.string(), count: z.number().int().nonnegative() }).nullable(),
  },
} as const satisfies Record<RequestChannel, { input: z.ZodType; output: z.ZodType }>;

/** What each event carries. */
export const events = {
  'settings.changed': settingsSchema,
  'vault.changed': vaultStatusSchema,
  'connections.changed': nothing,
  /** To the main window: somebody wants to look at the certificates of this connection. */
  'connections.certificates-asked': z.strictObject({ id: z.string() }),
  'doctor.changed': doctorProgressSchema.extend({ run: id }),
  'inventory.changed': nothing,
  'tasks.changed': z.array(taskSchema),
  'clipboard.changed': clipboardStateSchema,
  'console.changed': consoleViewSchema,
  'console.full-screen-changed': z.strictObject({ on: z.boolean() }),
  'audit.changed': nothing,
} as const satisfies Record<EventChannel, z.ZodType>;

export type Input<C extends RequestChannel> = z.input<(typeof requests)[C]['input']>;
export type ParsedInput<C extends RequestChannel> = z.output<(typeof requests)[C]['input']>;
export type Output<C extends RequestChannel> = z.output<(typeof requests)[C]['output']>;
export type EventPayload<E extends EventChannel> = z.output<(typeof events)[E]>;
