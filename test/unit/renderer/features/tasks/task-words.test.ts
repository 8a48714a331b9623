import { describe, expect, it } from 'vitest';
import { awaitedWords, canRetry, countRunning, taskWords } from '../../../../../renderer/features/tasks/task-words.ts';
import { translator } from '../../../../../shared/i18n/translate.ts';
import { aTask } from '../../sample.ts';

describe('taskWords', () => {
  it('names the snapshot or the device that the task is about', () => {
    const request = { action: 'snapshot-revert', snapshotId: 's1', snapshotName: 'before-upgrade' } as const;
    expect(taskWords(translator('en'), request)).toBe('Revert to snapshot “before-upgrade”');
    expect(taskWords(translator('zh-CN'), request)).toBe('回滚到快照“before-upgrade”');
  });

  it('is the action alone for power', () => {
    expect(taskWords(translator('zh-CN'), { action: 'power-off' })).toBe('断电');
  });
});

it('speaks of the clone while a VM is being cloned', () => {
  const clone = { action: 'clone', name: 'web-02' } as const;
  expect(awaitedWords(translator('en'), clone, 'starting')).toBe('web-02: Starting');
  expect(awaitedWords(translator('en'), { action: 'start' }, 'starting')).toBe('VM: Starting');
});

it('counts what is queued or running', () => {
  expect(countRunning([aTask(), aTask({ state: 'queued' }), aTask({ state: 'done' })])).toBe(2);
});

it('offers another try for what did not reach its goal', () => {
  expect(canRetry(aTask({ state: 'timed-out' }))).toBe(true);
  expect(canRetry(aTask({ state: 'done' }))).toBe(false);
  expect(canRetry(aTask({ state: 'running' }))).toBe(false);
});
