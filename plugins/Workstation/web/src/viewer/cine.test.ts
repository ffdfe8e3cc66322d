import { describe, expect, it } from 'vitest';
import { Cine, clampRate } from './cine.js';

function scene(rate: number) {
  const shown: number[] = [];
  let next: ((time: number) => void) | undefined;
  const clock = { request: (callback: (time: number) => void) => { next = callback; return 1; }, cancel: () => { next = undefined; } };
  const cine = new Cine((index) => shown.push(index), rate, clock);
  return { cine, shown, at: (time: number) => { const call = next; next = undefined; call?.(time); } };
}

describe('cine', () => {
  it('shows an image when its time has come, round and round', () => {
    const { at, cine, shown } = scene(10);
    cine.play(3, 1);
    [1_000, 1_050, 1_100, 1_200, 1_250, 1_300].forEach(at);
    expect(shown).toEqual([2, 0, 1]);
  });

  it('leaves images out rather than time', () => {
    const { at, cine, shown } = scene(10);
    cine.play(10, 0);
    [1_000, 1_410].forEach(at);
    expect(shown).toEqual([4]);
  });

  it('goes on from what is shown when the rate changes', () => {
    const { at, cine, shown } = scene(10);
    cine.play(100, 0);
    [1_000, 1_500].forEach(at);
    cine.rate = 20;
    [1_500, 1_600].forEach(at);
    expect(shown).toEqual([5, 7]);
  });

  it('stops', () => {
    const { at, cine, shown } = scene(10);
    cine.play(10, 0);
    at(1_000);
    cine.stop();
    at(2_000);
    expect(shown).toEqual([]);
    expect(cine.isPlaying).toBe(false);
  });

  it('does not play a single image', () => {
    const { cine } = scene(10);
    cine.play(1, 0);
    expect(cine.isPlaying).toBe(false);
  });

  it('keeps rates in their range', () => expect([0, 24.6, 999].map(clampRate)).toEqual([1, 25, 120]));
});
