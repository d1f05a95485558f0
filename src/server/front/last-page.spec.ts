import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LAST_PAGE_SHEET } from './complete-headers.ts';

it('lets the style sheet of the last page in, and names it exactly', () => {
	const page = readFileSync(new URL('../../error.html', import.meta.url), 'utf8');
	const sheet = /<style>([^]*?)<\/style>/.exec(page)?.[1] ?? '';
	const hash = createHash('sha256').update(sheet).digest('base64');
	expect(LAST_PAGE_SHEET).toBe(`sha256-${hash}`);
});
