import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { contained } from './contained.ts';
import { openLog } from './log.ts';

const written: string[] = [];
const log = openLog(
	{ level: 'info', format: 'json' },
	{ write: (line) => void written.push(line) }
);
const broken = () => {
	throw new RangeError('words of a member');
};

describe('work that is contained', () => {
	it.each([
		['at once', broken],
		['later', async () => Promise.reject(new RangeError('words of a member'))]
	])('may fail %s: it is logged without words, and the consequence is drawn', async (_, work) => {
		written.length = 0;
		const closed: string[] = [];
		const call = contained(log, 'hearing', work as (who: string) => unknown, (who) =>
			closed.push(who)
		);
		call('Fern');
		await setImmediate();
		expect(closed).toEqual(['Fern']);
		expect(written).toHaveLength(1);
		expect(written[0]).toContain('"op":"hearing"');
		expect(written[0]).not.toContain('words of a member');
	});
	it('does not let a broken consequence out either', () => {
		written.length = 0;
		contained(log, 'hearing', broken, broken)();
		expect(written).toHaveLength(2);
	});
	it('is given what came, and leaves what went well alone', () => {
		written.length = 0;
		const heard: number[] = [];
		contained(log, 'hearing', (each: number) => heard.push(each))(7);
		expect([heard, written]).toEqual([[7], []]);
	});
});
