import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { compilePage } from './compile.ts';

test('the page that is measured can be compiled without the framework round it', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'holdspace-compile-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	expect(existsSync(await compilePage(folder))).toBe(true);
});
