import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ArrivalProgress, ImageSource } from './imageSource.js';
import { RemoteSource, type RemoteArchive, type Retrieve } from './remote.js';

const signal = new AbortController().signal;

function scene(answers: (ArrivalProgress | Error)[]) {
  const cancel = vi.fn(async () => undefined);
  const retrieve: Retrieve = {
    progress: async () => {
      const answer = answers.shift() ?? { completed: 0, isDone: true };
      if (answer instanceof Error) {
        throw answer;
      }

      return answer;
    },
    cancel,
  };
  const archive = { name: 'ARCHIVE', findStudies: vi.fn(), retrieve: vi.fn(async () => retrieve) } satisfies RemoteArchive;
  const local = { series: vi.fn(async () => []) } as unknown as ImageSource;
  return { archive, cancel, source: new RemoteSource(archive, local, 1_000) };
}

describe('a remote source', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks for a study once, however often its series are read', async () => {
    const { archive, source } = scene([]);
    await source.series('2.25.1', signal);
    await source.series('2.25.1', signal);
    expect(archive.retrieve).toHaveBeenCalledTimes(1);
  });

  it('asks again for what was refused', async () => {
    const { archive, source } = scene([]);
    archive.retrieve.mockRejectedValueOnce(new Error('No such AE'));
    await expect(source.series('2.25.1', signal)).rejects.toThrow('No such AE');
    await source.series('2.25.1', signal);
    expect(archive.retrieve).toHaveBeenCalledTimes(2);
  });

  it('tells of what has come, and not of looks that found nothing new', async () => {
    const { source } = scene([
      { completed: 1, total: 3, isDone: false }, { completed: 1, total: 3, isDone: false }, { completed: 3, total: 3, isDone: true },
    ]);
    const seen: number[] = [];
    source.watch('2.25.1', (progress) => seen.push(progress.completed));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(seen).toEqual([1, 3]);
  });

  it('tells why no more comes', async () => {
    const { source } = scene([{ completed: 2, isDone: false }, new Error('The archive has gone.')]);
    const seen: ArrivalProgress[] = [];
    source.watch('2.25.1', (progress) => seen.push(progress));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(seen.at(-1)).toEqual({ completed: 2, isDone: true, problem: 'The archive has gone.' });
  });

  it('cancels what nobody watches any more', async () => {
    const { cancel, source } = scene([{ completed: 1, isDone: false }, { completed: 2, isDone: false }]);
    const seen: number[] = [];
    const stop = source.watch('2.25.1', (progress) => seen.push(progress.completed));
    await vi.advanceTimersByTimeAsync(0);
    stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(cancel).toHaveBeenCalledTimes(1);
    expect(seen).toEqual([1]);
  });
});
