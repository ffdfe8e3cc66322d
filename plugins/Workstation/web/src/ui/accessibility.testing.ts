import axe from 'axe-core';

/** What is wrong with a part of the page for people who cannot see or point: a rule and its elements in a line. */
export async function faultsOf(element: Element): Promise<string[]> {
  const { violations } = await axe.run(element, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] });
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(', ')}`);
}
