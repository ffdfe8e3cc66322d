import { existsSync, readdirSync } from 'node:fs';
import type { Reporter, TestCase, TestModule, TestRunEndReason } from 'vitest/node';
import { chromium } from './shared.ts';

const name = 'Gantry.Workstation.Web';

/** Reports as the server's tests do (xunit's reporter "verbose"), so that tools/test counts them all and tells of them in one way. */
export default class XunitReporter implements Reporter {
  private readonly begun = Date.now();
  private total = 0;
  private failed = 0;
  private skipped = 0;

  onTestCaseReady(test: TestCase): void {
    console.log(`    ${titleOf(test)} [STARTING]`);
  }

  onTestCaseResult(test: TestCase): void {
    const { state, errors } = test.result();
    this.total++;
    if (state === 'failed') {
      this.failed++;
      console.log(`    ${titleOf(test)} [FAIL]`);
      errors.forEach(({ message, stack }) => console.log(`${indented(message)}\n      Stack Trace:\n${indented(stack ?? '', '        ')}`));
    } else if (state === 'skipped') {
      this.skip(titleOf(test), 'It says so.');
    }

    console.log(`    ${titleOf(test)} [FINISHED] Time: ${((test.diagnostic()?.duration ?? 0) / 1_000).toFixed(3)}s`);
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly { message?: string }[], reason: TestRunEndReason): void {
    const problems = [...errors, ...modules.flatMap((each) => [...each.errors()])];
    problems.forEach(({ message }) => console.log(indented(message ?? 'An error outside of tests.')));
    if (!existsSync(chromium)) {
      for (const file of readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.browser.test.ts'))) {
        this.total++;
        this.skip(file, `Chromium is not at ${chromium}.`);
      }
    }

    const unexplained = reason === 'failed' && this.failed === 0 && problems.length === 0 ? 1 : 0;
    console.log(`  ${name}  Total: ${this.total}, Errors: ${problems.length + unexplained}, Failed: ${this.failed}, Skipped: ${this.skipped}, Not Run: 0, Time: ${(Date.now() - this.begun) / 1_000}s`);
  }

  private skip(title: string, why: string): void {
    this.skipped++;
    console.log(`    ${title} [SKIP]\n      ${why}`);
  }
}

const titleOf = (test: TestCase): string => `${test.module.relativeModuleId} ${test.fullName}`;

const indented = (text: string, by = '      '): string => text.split('\n').map((line) => by + line).join('\n');
