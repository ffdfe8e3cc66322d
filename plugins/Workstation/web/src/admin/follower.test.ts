import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Follower } from './follower.js';

describe('following', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks at once, and again after each answer', async () => {
    const ask = vi.fn(async () => undefined);
    const follower = new Follower(ask, vi.fn(), 1_000);
    follower.start();
    follower.start();
    await vi.advanceTimersByTimeAsync(2_500);
    expect(ask).toHaveBeenCalledTimes(3);
    follower.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it('waits longer while it fails', async () => {
    const failed = vi.fn();
    const ask = vi.fn(() => Promise.reject(new Error('no')));
    const follower = new Follower(ask, failed, 1_000);
    follower.start();
    await vi.advanceTimersByTimeAsync(7_000); // at 0, 2 and 6 seconds
    expect(failed).toHaveBeenCalledTimes(3);
    follower.stop();
  });

  it('ends the question that is under way, and does not call that a failure', async () => {
    const failed = vi.fn();
    const follower = new Follower((signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))), failed, 1_000);
    follower.start();
    follower.stop();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(failed).not.toHaveBeenCalled();
    expect(follower.isRunning).toBe(false);
  });
});
