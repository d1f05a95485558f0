import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerDirectly, answeredDirectly } from './direct.ts';

let server: Server;
const asked: string[] = [];
beforeAll(async () => {
	answerDirectly('/known', async (words) => {
		asked.push(words);
		if (words === 'fault') throw new Error('a fault of ours');
		const body = Buffer.from('directly');
		return words === 'refused' ? null : { headers: ['x-own', 'yes'], body };
	});
	server = createServer(async (request, response) => {
		if (!(await answeredDirectly(request, response))) response.end('by the framework');
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(() => server.close());

const get = async (path: string, more: RequestInit = {}) => {
	const answer = await fetch(
		`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
		more
	);
	return [await answer.text(), answer.headers.get('x-own')];
};
const theirs = ['by the framework', null];

test('a known address is answered with its own headers, and is told what was asked', async () => {
	expect(await get('/known?q=a%20b')).toEqual(['directly', 'yes']);
	expect(await get('/known')).toEqual(['directly', 'yes']);
	expect(asked).toEqual(['q=a%20b', '']);
});
test.each(['/known?refused', '/known?fault', '/known/more', '/other?/known'])(
	'%s is left to the framework',
	async (path) => expect(await get(path)).toEqual(theirs)
);
test('so is whatever changes something, and whoever sends a cookie', async () => {
	expect(await get('/known', { method: 'POST' })).toEqual(theirs);
	expect(await get('/known', { headers: { cookie: 'a=b' } })).toEqual(theirs);
});
