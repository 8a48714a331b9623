import type { ConnectionView } from '../../shared/model/connection.ts';
import type { Context } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { CliFailure } from './failure.ts';
import type { OptionSpec } from './option.ts';

/** What every command takes that can change something in a cloud. */
export const confirmOption: OptionSpec = { name: 'confirm', placeholder: 'NAME', words: 'cli.option.confirm' };

/**
 * Changes of production need the name of what is changed a second time, as the app has it typed. Wherever it is given,
 * it has to be right.
 *
 * @param name of the VM, or of the connection where the change is of no single VM
 * @throws CliFailure before anything is changed
 */
export function requireConfirmed(
  { args }: Context,
  { settings }: Pick<ConnectionView, 'settings'>,
  name: string,
): void {
  const given = args.text('confirm');
  if (given === null) {
    if (settings.environment !== 'production') return;
    throw new CliFailure('cli.confirm-needed', { connection: settings.name, name }, exitCodes.validation);
  }
  if (given.trim() !== name.trim()) throw new CliFailure('cli.confirm-wrong', { name }, exitCodes.validation);
}
