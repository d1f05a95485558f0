import { expect, test } from 'vitest';
import { ShareInput } from '#lib/shares/inputs.ts';
import { withNudges } from '#lib/shares/nudges/inputs.ts';
import { checkNudges } from '#lib/shares/nudges/nudging.ts';
import { postsOf, eachMayWrite } from './writers.ts';

const groupId = '00000000-0000-7000-8000-000000000000';
const formOf = (post: string) => new URLSearchParams(post.slice(post.indexOf('\r\n\r\n') + 4));

test('what the benchmark writes is a share that is taken as it is, each of its own', () => {
	const next = postsOf([{ groupId, cookie: 'a=b' }], 1);
	const [one, another] = [formOf(next()!), formOf(next()!)];
	const input = withNudges(ShareInput).parse(Object.fromEntries(one));
	const writing = { kind: 'share', need: 'listen', forFacilitators: false } as const;
	expect(checkNudges({ ...writing, text: input.text, seen: [] })).toBeNull();
	expect(one.get('once')).not.toBe(another.get('once'));
});

test('nobody in it writes more than anybody may', () => {
	const next = postsOf([{ groupId, cookie: 'a=b' }], 1);
	let many = 0;
	while (next() !== null) many++;
	expect(many).toBe(eachMayWrite);
});
