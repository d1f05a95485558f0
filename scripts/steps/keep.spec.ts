import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { keepRunning } from './keep.mjs';

const MINUTE = 60_000;
const runs = "process.send('running', () => ";
const falls = `${runs}process.exit(3))`;
const killed = `${runs}process.kill(process.pid, 'SIGKILL'))`;
const stops = `${runs}process.exit(0))`;
const cannotStart = 'process.exit(1)';

/** Servers that end one way after the other; a fallen one is followed by the next after `each` ms. */
async function kept(ends: string[], { each = 0, stopDuring = -1 } = {}) {
	const said: string[] = [];
	const pauses: number[] = [];
	const stop = new AbortController();
	let clock = 0;
	let begun = 0;
	const code = await keepRunning({
		begin: () => {
			clock += each;
			const program = ends[begun++] ?? ends.at(-1)!;
			return spawn(process.execPath, ['-e', program], {
				stdio: ['ignore', 'ignore', 'ignore', 'ipc']
			});
		},
		stopped: stop.signal,
		say: (line) => void said.push(line),
		now: () => clock,
		wait: (milliseconds) => {
			if (pauses.length === stopDuring) stop.abort();
			pauses.push(milliseconds);
			return Promise.resolve();
		}
	});
	return { code, begun, said, pauses };
}

describe('a server that ends by itself', () => {
	it.each([
		['an error', falls],
		['a kill', killed]
	])('is started again after %s, and said so', async (_, end) => {
		const { code, begun, said } = await kept([end, stops]);
		expect([code, begun]).toEqual([0, 2]);
		expect(said).toHaveLength(1);
		expect(said[0]).toContain('is started again in 1 s');
	});
	it('is given up in one sentence when it falls again and again', async () => {
		const { code, begun, said, pauses } = await kept([falls], { each: 1000 });
		expect([code, begun]).toEqual([1, 6]);
		expect(pauses).toEqual([1000, 2000, 5000, 10_000, 20_000]);
		expect(said.at(-1)).toMatch(/6 times within five minutes and is not started again: [^.]+\.$/);
	});
	it('is started again each time when it falls rarely', async () => {
		const ends = [...Array.from({ length: 8 }, () => falls), stops];
		const { code, pauses } = await kept(ends, { each: 6 * MINUTE });
		expect(code).toBe(0);
		expect(new Set(pauses)).toEqual(new Set([1000]));
	});
	it('is tried again also when it cannot start for a while after it ran', async () => {
		expect(await kept([falls, cannotStart, stops])).toMatchObject({ code: 0, begun: 3 });
	});
});

describe('a server that somebody or something keeps from running', () => {
	it('is not started again when it never ran: it said why', async () => {
		expect(await kept([cannotStart])).toMatchObject({ code: 1, begun: 1, said: [] });
	});
	it('stays stopped when it was asked to stop', async () => {
		expect(await kept([stops])).toMatchObject({ code: 0, begun: 1, said: [] });
	});
	it('is not started any more when the stop comes in the pause before', async () => {
		expect(await kept([falls], { stopDuring: 0 })).toMatchObject({ code: 0, begun: 1 });
	});
});
