import { describe, expect, it } from 'vitest';
import { openLog } from './log.ts';
import { logSetting } from './log-setting.ts';

function written(
	write: (log: ReturnType<typeof openLog>) => void,
	format: 'json' | 'pretty' = 'json'
) {
	let lines = '';
	const log = openLog({ level: 'trace', format }, { write: (line) => void (lines += line) });
	write(log);
	return lines;
}

const PLANTED = 'i-was-never-meant-to-be-written-down';

describe('the log', () => {
	it('carries ids, codes and times', () => {
		const line = written((log) =>
			log.info({ op: 'groups.join', id: 'g1', ms: 12, code: 'full' }, 'Refused')
		);
		expect(JSON.parse(line)).toMatchObject({
			level: 'info',
			op: 'groups.join',
			id: 'g1',
			ms: 12,
			code: 'full',
			msg: 'Refused'
		});
		expect(JSON.parse(line)).not.toHaveProperty('hostname');
	});

	const names = `request req response locals body content contents alias aliases passphrase password
		cookie cookies authorization ip userAgent user_agent user-agent words text address email phone
		token secret key note answer input payload form query url headers name title reason detail
		shareBody share_body newAlias remoteAddress message params lastWords setCookie`.split(/\s+/);

	it.each(names)('drops %s, however deep it lies', (name) => {
		const line = written((log) => {
			log.info({ [name]: PLANTED }, 'flat');
			log.info({ op: 'x', deep: { er: [{ still: { [name]: PLANTED } }] } }, 'nested');
			log.info({ op: 'x', [name]: { inside: PLANTED, list: [PLANTED] } }, 'whole');
			log.child({ [name]: PLANTED, deep: { [name]: PLANTED } }).warn('bound');
		});
		expect(line).not.toContain(PLANTED);
		expect(line.match(/removed/g)?.length).toBeGreaterThanOrEqual(5);
	});

	it('does the same for eyes as for machines', () => {
		const lines = written((log) => log.error({ deep: { alias: PLANTED } }, 'Seen'), 'pretty');
		expect(lines).toContain('Seen');
		expect(lines).not.toContain(PLANTED);
	});

	it('says where an error happened, and never what it says', () => {
		const error = Object.assign(new SyntaxError(`Unexpected token in "${PLANTED}"`), {
			code: '23505',
			constraint: 'alias_once',
			detail: `Key (alias)=(${PLANTED}) already exists.`,
			where: PLANTED,
			input: PLANTED,
			cause: new Error(PLANTED, { cause: { words: PLANTED } })
		});
		const lines = written((log) => {
			log.error(error);
			log.error(error, 'With words');
			log.error({ err: error, op: 'shares.write' }, 'Failed');
			log.error({ more: { failed: [error] } }, 'Nested');
		});
		expect(lines).not.toContain(PLANTED);
		expect(lines).toContain('log.spec.ts');
		expect(lines).toContain('23505');
		expect(lines).toContain('alias_once');
		expect(lines).toContain('Failed');
	});

	it('does not write what is more than plain values', () => {
		const line = written((log) =>
			log.info(
				{
					a: new Map([['words', PLANTED]]),
					b: Buffer.from(PLANTED),
					c: new URL(`https://x.org/${PLANTED}`),
					d: new Request('https://x.org', { method: 'POST', body: PLANTED }),
					e: () => PLANTED
				},
				'Things'
			)
		);
		expect(line).not.toContain(PLANTED);
		expect(line).not.toContain('x.org');
	});

	it('weaves no value into its words', () => {
		const line = written((log) => {
			log.info('%s said %s', PLANTED, PLANTED);
			log.info({ op: 'x' }, 'Said %s', PLANTED);
		});
		expect(line).not.toContain(PLANTED);
	});

	it('survives what goes in circles', () => {
		const circle: Record<string, unknown> = { op: 'x' };
		circle['self'] = circle;
		expect(written((log) => log.info(circle, 'Round'))).toContain('Round');
	});
});

describe('HOLDSPACE_LOG', () => {
	it('holds a level, a form, or both, in any order', () => {
		expect(logSetting('debug', false)).toEqual({ level: 'debug', format: 'json' });
		expect(logSetting('pretty', false)).toEqual({ level: 'info', format: 'pretty' });
		expect(logSetting('JSON, Warn', true)).toEqual({ level: 'warn', format: 'json' });
	});

	it('is pretty in a terminal and JSON elsewhere when it says nothing', () => {
		expect(logSetting(undefined, true)).toMatchObject({ format: 'pretty' });
		expect(logSetting(undefined, false)).toMatchObject({ format: 'json' });
	});
});
