import type { ReactiveControllerHost } from 'lit';
import { describe, expect, it, vi } from 'vitest';
import { Task } from './task.js';

function scene() {
  const host = { addController: vi.fn(), removeController: vi.fn(), requestUpdate: vi.fn(), updateComplete: Promise.resolve(true) } satisfies ReactiveControllerHost;
  return { host, task: new Task(host) };
}

describe('a task', () => {
  it('tells that it runs, and what failed', async () => {
    const { task } = scene();
    const running = task.run(() => Promise.reject(new Error('no')));
    expect(task.isRunning).toBe(true);
    expect(await running).toBe(false);
    expect(task.isRunning).toBe(false);
    expect(task.problem).toBe('no');
    expect(await task.run(async () => undefined)).toBe(true);
    expect(task.problem).toBeUndefined();
  });

  it('is ended by the next', async () => {
    const { task } = scene();
    const signals: AbortSignal[] = [];
    const running = task.run((signal) => {
      signals.push(signal);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('late'))));
    });
    await task.run(async () => undefined);
    expect(signals[0]?.aborted).toBe(true);
    expect(await running).toBe(false);
    expect(task.problem).toBeUndefined();
  });

  it('ends with its element', () => {
    const { task } = scene();
    const signals: AbortSignal[] = [];
    void task.run((signal) => { signals.push(signal); return new Promise(() => undefined); });
    task.hostDisconnected();
    expect(signals[0]?.aborted).toBe(true);
    expect(task.isRunning).toBe(false);
  });
});
