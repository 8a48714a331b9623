import { app } from 'electron';
import { start } from './app/lifecycle.ts';
import { readOptions } from './app/options.ts';
import { answerQuestions, resolverFlag } from './app/proxy-resolver.ts';

const options = readOptions(process.argv, app.isPackaged);
const running = process.argv.includes(resolverFlag) ? answerQuestions(options.userData) : start(options);
running.catch((error: unknown) => {
  process.stderr.write(
    `VMDeck could not start: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
  );
  app.exit(1);
});
