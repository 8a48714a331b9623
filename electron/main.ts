import { app } from 'electron';
import { start } from './app/lifecycle.ts';
import { readOptions } from './app/options.ts';

start(readOptions(process.argv, app.isPackaged)).catch((error: unknown) => {
  process.stderr.write(
    `VMDeck could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  app.exit(1);
});
