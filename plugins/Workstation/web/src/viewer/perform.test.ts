import { describe, expect, it, vi } from 'vitest';
import { commandNames, type Command } from './commands.js';
import type { View } from './engine/viewEngine.js';
import type { ImageView } from './image-view.js';
import { perform, type CommandTarget } from './perform.js';

function scene(modality = 'CT') {
  const drawn = new Proxy({} as Record<string, ReturnType<typeof vi.fn>>, { get: (made, name: string) => (made[name] ??= vi.fn()) });
  const active = {
    view: drawn as unknown as View, series: { modality }, images: Array.from({ length: 30 }), index: 12, goTo: vi.fn(), togglePlaying: vi.fn(), requestUpdate: vi.fn(), cine: { rate: 10 },
  };
  const target = {
    active: active as unknown as ImageView, chooseTool: vi.fn(), chooseLayout: vi.fn(), stepSeries: vi.fn(), stepView: vi.fn(), toggle: vi.fn(), show: vi.fn(), edit: vi.fn(), saveKeyImages: vi.fn(), performOnPlanes: vi.fn(() => false),
  } satisfies CommandTarget;
  return { active, drawn, target };
}

describe('commands', () => {
  it.each<[Command, number]>([['image.next', 13], ['image.previous', 11], ['image.first', 0], ['image.last', 29], ['image.forward', 22], ['image.back', 2]])('%s goes to %d', (command, index) => {
    const { active, target } = scene();
    perform(command, target);
    expect(active.goTo).toHaveBeenCalledWith(index);
  });

  it('choose windows that the modality has', () => {
    const { drawn, target } = scene();
    perform('window.2', target);
    expect(drawn.setWindow).toHaveBeenCalledWith(-600, 1500);
  });

  it('choose no window where there is none', () => {
    const { drawn, target } = scene('MR');
    perform('window.2', target);
    expect(drawn.setWindow).not.toHaveBeenCalled();
  });

  it('choose tools and layouts', () => {
    const { target } = scene();
    perform('tool.cobb', target);
    perform('layout.2x3', target);
    expect(target.chooseTool).toHaveBeenCalledWith('cobb');
    expect(target.chooseLayout).toHaveBeenCalledWith('2x3');
  });

  it('do something, each of them', () => {
    for (const command of commandNames) {
      const { active, drawn, target } = scene();
      perform(command, target);
      const calls = [target, active].flatMap((each) => Object.values(each)).filter((each) => vi.isMockFunction(each) && each.mock.calls.length > 0).length;
      const isWindow = ['window.1', 'window.2', 'window.3', 'window.4', 'window.5', 'window.6', 'window.7', 'window.8'].includes(command);
      const onImage = ['setWindow', 'resetWindow', 'invert', 'rotate', 'flip', 'zoomBy', 'fit', 'pixelForPixel', 'reset'].filter((name) => drawn[name]!.mock.calls.length > 0).length;
      expect(calls + onImage, command).toBeGreaterThan(0);
      expect(isWindow).toBe(isWindow && onImage === 1);
    }
  });

  it('do no harm without a view', () => {
    const { target } = scene();
    expect(() => commandNames.forEach((command) => perform(command, { ...target, active: undefined }))).not.toThrow();
  });
});
