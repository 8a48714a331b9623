import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../shared/errors/app-error.ts';
import { errnoOf, readRegular } from './storage.ts';
import type { SyslogTarget } from './syslog.ts';

/** Ports of syslog over TCP and over TLS (RFC 6587 names none that is registered; RFC 5425, section 4.1). */
const ports = { tcp: 601, tls: 6514 } as const;

const settingsSchema = z.strictObject({
  syslog: z.strictObject({
    host: z.string().min(1).max(255),
    port: z.number().int().min(1).max(65_535).optional(),
    tls: z.boolean().default(true),
    /** Absolute path of a PEM file. */
    ca: z.string().refine(isAbsolute).optional(),
  }),
});

interface AuditSettings {
  readonly target: SyslogTarget | null;
  /** Why the file cannot be used. */
  readonly problem: AppError | null;
}

/**
 * Where entries are sent besides the log, from the file that an administrator writes; nowhere without one. It is no
 * setting of the windows: a page that was taken over must not choose who gets the log.
 */
export async function readAuditSettings(path: string): Promise<AuditSettings> {
  try {
    const { syslog } = settingsSchema.parse(JSON.parse(await readRegular(path)));
    const { host, tls, port = tls ? ports.tls : ports.tcp, ca } = syslog;
    return { target: { host, port, tls, ca: ca === undefined ? null : await readRegular(ca) }, problem: null };
  } catch (error) {
    const isAbsent = errnoOf(error) === 'ENOENT' && error instanceof Error && 'path' in error && error.path === path;
    if (isAbsent) return { target: null, problem: null };
    const message = error instanceof Error ? error.message.slice(0, 300) : '';
    return {
      target: null,
      problem: new AppError('audit.syslog-settings', { path }, { cause: error, detail: { message } }),
    };
  }
}
