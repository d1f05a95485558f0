import { expect, test } from 'vitest';
import { migrationName, refuseEarlier } from './new-migration.ts';

const now = new Date('2026-12-01T09:05:03Z');

test('a migration is named by its moment and what it is about', () => {
	expect(migrationName('waiting-list', now)).toBe('20261201T090503-waiting-list.sql');
});
test.each(['', 'Waiting list', '../oops', 'a--b', '-a'])('“%s” is no name', (what) => {
	expect(() => migrationName(what, now)).toThrow('small letters and hyphens');
});
test('it never slips in before one that may have run', () => {
	const existing = ['20261122T100000-platform.sql', '20270101T000000-later.sql', 'README.md'];
	expect(() => refuseEarlier('20261201T090503-waiting-list.sql', existing)).toThrow('clock');
	refuseEarlier('20270101T000001-next.sql', existing);
});
