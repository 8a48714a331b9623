import { describe, expect, it } from 'vitest';
import { actionHandlers } from '../../../../electron/ipc/handlers/actions.ts';
import type { Secrets } from '../../../../electron/providers/provider.ts';
import { AppError } from '../../../../shared/errors/app-error.ts';
import { requests } from '../../../../shared/ipc/contract.ts';
import { answerSchemaOf, type AnswerTo, type Question } from '../../../../shared/model/question.ts';

const link = 'https://vcenter.example/console?ticket=one-time';
const about = { connectionId: 'c1', system: 's1', datacenter: 'd1', vmId: 'vm-7', vmName: 'web' };

/** Handlers in front of a cloud that knows one console, with everything that left them. */
function handlersFor(opens: (link: string) => Promise<void> = () => Promise.resolve()) {
  const seen = { opened: [] as string[], deeds: [] as unknown[], secrets: [] as Secrets[] };
  const ask = <Q extends Question>(question: Q): Promise<AnswerTo<Q>> =>
    Promise.resolve(answerSchemaOf(question).parse({ link }));
  const handlers = actionHandlers({
    connections: { provider: () => ({ ask }), name: () => 'Cloud' },
    tasks: {
      run: (_ids, _request, secrets) => {
        seen.secrets.push(secrets);
        return { taskIds: [], refused: [] };
      },
      create: (_id, _region, _request, secrets) => {
        seen.secrets.push(secrets);
        return { taskId: 't1' };
      },
    },
    audit: {
      watch: (deed, run) => {
        seen.deeds.push(deed);
        return run(() => undefined);
      },
    },
    openLink: (one) => {
      seen.opened.push(one);
      return opens(one);
    },
  });
  return { handlers, seen };
}

const context = { sender: { key: 'main', allows: () => true }, signal: new AbortController().signal };

describe('the console of a VM of another system', () => {
  it('is opened in the browser, written down, and its link told to nobody', async () => {
    const { handlers, seen } = handlersFor();
    expect(await handlers['foreign.open-console'](about, context)).toBeNull();
    expect(seen.opened).toEqual([link]);
    expect(seen.deeds).toMatchObject([{ action: 'console.open', vm: { id: 'vm-7', name: 'web' } }]);
    expect(JSON.stringify(seen.deeds)).not.toContain('ticket');
  });

  it('tells when the browser cannot be opened', async () => {
    const { handlers } = handlersFor(() => Promise.reject(new AppError('cancelled')));
    await expect(handlers['foreign.open-console'](about, context)).rejects.toThrow('cancelled');
  });
});

describe('secrets of an action', () => {
  it('are sealed before anything else has them', async () => {
    const { handlers, seen } = handlersFor();
    const input = requests['actions.run'].input.parse({
      ...{ vmIds: ['v1'], request: { action: 'password-reset' }, secrets: { password: 'Guest-pass-1' } },
    });
    await handlers['actions.run'](input, context);
    const [secrets] = seen.secrets;
    expect(JSON.stringify(secrets)).not.toContain('Guest-pass-1');
    expect(secrets?.password?.reveal()).toBe('Guest-pass-1');
  });
});
