import { expect, it } from 'vitest';
import { say } from '#lib/words/words.ts';
import type { Key } from '#lib/words/catalogue.ts';
import { exportReasons, importReasons } from './formats.ts';

it('has words for every reason of an import and an export', () => {
	const keys = [
		...importReasons.map((reason) => `directory.import.${reason}` as Key),
		...exportReasons.map((reason) => `directory.export.${reason}` as Key)
	];
	for (const key of keys) expect(say(key), key).toMatch(/^[A-Z].*\.$/);
});
