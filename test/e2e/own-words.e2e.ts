import { describe, expect, test } from 'vitest';
import { say } from '#lib/words/words.ts';
import { minute } from '#server/clock.ts';
import { group } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { aReply, aShare } from '#test/support/shares.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** Finding one's way back to words, and having one's own in one place, with scripts and without. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const made = await group(world);
const { groupId } = made;
const [fern, tide] = [await made.member('Fern'), await made.member('Tide')];
const shareId = await aShare(fern.ctx, groupId, 'The heliotrope is out.');
await aReply(tide.ctx, groupId, shareId, 'Mine is too, the heliotrope.');
world.clock.pass(minute);
await aShare(tide.ctx, groupId, 'I slept with the lamp off.');
const server = await startServer(world);
const browser = await openBrowser();
const seats = {
	'with scripts': await sitDown(browser, server.origin, { phone: true }),
	'without scripts': await sitDown(browser, server.origin, { javaScript: false })
};

describe.each(Object.entries(seats))('%s', (how, { page }) => {
	const awake = () => (how === 'with scripts' ? whenAwake(page) : undefined);
	const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

	test('words are found, and stand in no address and no log', async () => {
		await signIn(page, tide);
		await page.goto('/search');
		await awake();
		await page.getByLabel(say('search.words'), { exact: true }).fill('heliotrope');
		await press(say('search.do'));
		await page.getByRole('heading', { name: say('search.found') }).waitFor();
		expect(await page.locator('mark').allInnerTexts()).toEqual(['heliotrope', 'heliotrope']);
		expect(new URL(page.url()).search).toBe('');
		expect(server.output()).not.toContain('heliotrope');
		if (how === 'with scripts') await expectAccessible(page, 'what a search found');
		await page
			.getByRole('link', { name: say('search.open', { group: 'Evening harbour', alias: 'Fern' }) })
			.click();
		await page.waitForURL(`**/shares/${shareId}`);
	});

	test('a share is saved, and let go', async () => {
		await page.goto(`/groups/${groupId}/shares/${shareId}`);
		await awake();
		await press(say('own_words.saved.keep'));
		await page.getByRole('button', { name: say('own_words.saved.drop') }).waitFor();
		await page.goto('/saved');
		await awake();
		await page.getByText('The heliotrope is out.').waitFor();
		if (how === 'with scripts') await expectAccessible(page, 'what somebody saved');
		await press(say('own_words.saved.drop'));
		await page.getByText(say('own_words.saved.nothing')).waitFor();
	});

	test('my own words are in one place, and come along as files', async () => {
		await page.goto('/my-words');
		await awake();
		await page.getByText('Mine is too, the heliotrope.').waitFor();
		expect(await page.getByText('The heliotrope is out.').count()).toBe(0);
		if (how === 'with scripts') await expectAccessible(page, 'what somebody wrote');
		for (const [kind, words] of [
			['html', say('own_words.take.html')],
			['json', say('own_words.take.json')]
		] as const) {
			const coming = page.waitForEvent('download');
			await page.getByRole('link', { name: words }).click();
			expect((await coming).suggestedFilename()).toBe(`notes.${kind}`);
		}
		const answer = await page.request.get('/my-words/words.json');
		expect(answer.headers()['cache-control']).toContain('no-store');
		expect(await answer.json()).toHaveLength(how === 'with scripts' ? 2 : 1);
	});

	test('one of them is taken back', async () => {
		await page.goto('/my-words');
		await awake();
		const first = page
			.getByRole('listitem')
			.filter({ hasText: say('own_words.remove') })
			.first();
		await first.getByText(say('own_words.remove'), { exact: true }).click();
		await first.getByRole('button', { name: say('own_words.remove.do') }).click();
		await page.getByText(say('own_words.removed')).waitFor();
	});
});

test('all of them are taken back by somebody who says so', async () => {
	const { page } = seats['with scripts'];
	await aShare(tide.ctx, groupId, 'One more.');
	await page.goto('/my-words');
	await whenAwake(page);
	await page.getByRole('button', { name: say('own_words.all.do') }).click();
	await page.getByText(say('errors.field.sure')).waitFor();
	await page.getByLabel(say('own_words.all.sure')).check();
	await page.getByRole('button', { name: say('own_words.all.do') }).click();
	await page
		.getByText(say('own_words.all.done', { shares: 1, replies: 0, strategies: 0, feedback: 0 }))
		.waitFor();
	await page.getByText(say('own_words.nothing'), { exact: true }).waitFor();
});
