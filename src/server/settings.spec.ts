import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import settings from './settings.json' with { type: 'json' };

const at = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const flat = (text: string) => text.replaceAll(/\s+/g, ' ');

describe('what operators read about settings', () => {
	it('is complete in npm start -- --help', () => {
		const help = flat(
			execFileSync(process.execPath, [at('scripts/start.mjs'), '--help'], { encoding: 'utf8' })
		);
		for (const { name, default: value, means } of settings) {
			expect(help).toContain(`${name} ${means} Default: ${value}`);
		}
	});

	it('is the same in docs/operators/settings.md', () => {
		const rows = settings.map(
			({ name, default: value, means }) => `| \`${name}\` | ${value} | ${means} |`
		);
		const page = readFileSync(at('docs/operators/settings.md'), 'utf8');
		const table = page.split('\n').filter((line) => line.startsWith('| `'));
		expect(table.map(flat)).toEqual(rows);
	});
});
