import { questionNames, questions, type Ask, type Question } from '../../../shared/model/question.ts';
import type { Command, Context } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { CliFailure } from '../failure.ts';
import { readFields } from '../fields.ts';
import { findConnection } from '../find.ts';
import { jsonPieces } from '../output.ts';
import { withoutSecrets } from '../parameters.ts';

/** @throws CliFailure for a name that is no question */
function questionNamed(wanted: string): Question {
  const question = questionNames.find((name) => name === wanted);
  if (question === undefined)
    throw new CliFailure('cli.operand-one-of', { values: questionNames.join(', ') }, exitCodes.validation);
  return question;
}

/** Words are taken as JSON where the question wants no text. */
function aboutOf(question: Question, { args }: Context): Readonly<Record<string, unknown>> {
  const values = readFields({}, args.rest(2), args.text('params'));
  const text = questions[question].ask.safeParse(values);
  if (text.success) return values;
  const numbers = Object.entries(values).map(([name, value]): [string, unknown] => [
    name,
    typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value,
  ]);
  return Object.fromEntries(numbers);
}

const ask: Command = {
  name: 'cloud ask',
  operands: ['CONNECTION', 'QUESTION', '[KEY=VALUE…]'],
  options: [
    { name: 'params', placeholder: 'JSON', words: 'cli.option.params' },
    { name: 'reveal', words: 'cli.option.reveal-answer' },
  ],
  words: 'cli.cloud.ask',
  run: async (context, signal) => {
    const { args } = context;
    const question = questionNamed(args.operand(1));
    const about = aboutOf(question, context);
    const session = await context.open('read');
    const provider = session.connections.provider(findConnection(session, args.operand(0)).id);
    // The provider checks it against the question's schema before anything is sent.
    const answer = await provider.ask(question, about as Ask<typeof question>, signal);
    const data = args.has('reveal') ? answer : withoutSecrets(answer);
    return { data, text: [...jsonPieces(data)].join('').trimEnd() };
  },
};

export const cloudCommands: readonly Command[] = [ask];
