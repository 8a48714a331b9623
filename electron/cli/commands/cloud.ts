import { questionNames, type Ask, type Question } from '../../../shared/model/question.ts';
import type { Provider } from '../../providers/provider.ts';
import type { Command, Context } from '../command.ts';
import { CliFailure } from '../failure.ts';
import { fieldWords, readFields } from '../fields.ts';
import { findConnection } from '../find.ts';
import { jsonPieces, table } from '../output.ts';
import { questionDefaults, questionFields } from '../question-fields.ts';
import { withoutSecrets } from '../secret-parameters.ts';

/** @throws CliFailure for a name that is no question, with those that the cloud can be asked */
function questionNamed(wanted: string, { capabilities }: Provider): Question {
  const question = questionNames.find((name) => name === wanted);
  if (question !== undefined) return question;
  const values = questionNames.filter((name) => capabilities.has(name)).join(', ');
  throw new CliFailure('cli.operand-one-of', { values });
}

const aboutOf = (question: Question, { args }: Context): Readonly<Record<string, unknown>> => ({
  ...questionDefaults(question),
  ...readFields(questionFields(question), args.rest(2), args.text('params')),
});

const list: Command = {
  name: 'cloud questions',
  operands: ['CONNECTION'],
  options: [],
  words: 'cli.cloud.questions',
  run: async ({ args, open, t }) => {
    const session = await open('read');
    const { capabilities, questionFields: taken } = session.connections.provider(
      findConnection(session, args.operand(0)).id,
    );
    const asked = questionNames
      .filter((question) => capabilities.has(question))
      .map((question) => ({ question, fields: questionFields(question, taken) }));
    const rows = asked.map(({ question, fields }) => [
      question,
      Object.entries(fields)
        .map(([name, field]) => fieldWords(name, field))
        .join(', '),
    ]);
    return { data: asked, text: table([t('cli.column.question'), t('cli.column.fields')], rows) };
  },
};

/** Questions whose answer opens a console. */
const tickets: ReadonlySet<Question> = new Set<Question>(['foreign-console', 'web-console']);

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
    const session = await context.open('read');
    const { id, settings } = findConnection(session, args.operand(0));
    const provider = session.connections.provider(id);
    const question = questionNamed(args.operand(1), provider);
    const about = aboutOf(question, context);
    const revealed = args.has('reveal');
    // The provider checks it against the question's schema before anything is sent.
    const asking = (): Promise<unknown> => provider.ask(question, about as Ask<typeof question>, signal);
    const parameters = { kind: question, revealed };
    const deed = { action: 'console.ticket', connection: { id, name: settings.name }, parameters, begins: revealed };
    const answer = await (tickets.has(question) ? context.audit.watch(deed, asking) : asking());
    const data = revealed ? answer : withoutSecrets(answer);
    return { data, text: [...jsonPieces(data)].join('').trimEnd() };
  },
};

export const cloudCommands: readonly Command[] = [list, ask];
