import { expect, test } from 'vitest';
import { needs } from '#lib/shares/shares.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { weigh } from '#test/support/weight.ts';
import { openWorld } from '#test/support/world.ts';
import { openBrowser, signIn, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** What a first visit to a full group's space takes to arrive: it is the same on every machine. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const made = await group(world);
const [fern, tide, lark] = [
	await made.member('Fern'),
	await made.member('Tide'),
	await made.member('Lark')
];
const sentence = 'I made the call I had put off since spring, and my hands shook, and I made it. ';
for (let n = 0; n < 20; n++) {
	world.clock.pass(3 * 60_000);
	const author = [tide, lark][n % 2]!;
	const text = `${sentence.repeat(4)} This is number ${n}.`;
	const shareId = await aShare(author.ctx, made.groupId, text, needs[n % needs.length]);
	for (const who of [fern, tide, lark])
		await aReply(who.ctx, made.groupId, shareId, `Thank you. ${sentence}`);
	await shares.respond(fern.ctx, made.groupId, { shareId, kind: 'hear', wanted: true });
}
world.clock.set(new Date());
const { origin } = await startServer(world);
const browser = await openBrowser();

test('the group’s space is light on a first visit', async () => {
	const { page, context } = await sitDown(browser, origin, { phone: true });
	await signIn(page, fern);
	// As on a device that has kept nothing of ours but the login.
	const fresh = await browser.newContext({ timezoneId: 'Europe/Berlin' });
	await fresh.addCookies(await context.cookies());
	const weight = await weigh(fresh, `${origin}/groups/${made.groupId}`);
	const parts = weight.parts.map(({ path, bytes }) => `${bytes} ${path}`).join('\n');
	expect(weight.html + weight.css, parts).toBeLessThanOrEqual(30_000);
	expect(weight.js, parts).toBeLessThanOrEqual(60_000);
	expect(weight.requests, parts).toBeLessThanOrEqual(12);
});
