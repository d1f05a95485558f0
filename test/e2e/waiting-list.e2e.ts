import { describe, expect, test } from 'vitest';
import { sayUntil } from '#lib/groups/sentences.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { say } from '#lib/words/words.ts';
import { after, hour } from '#server/clock.ts';
import { group, personNotCalled } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { waiter } from '#test/support/waiting.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown, whenAwake } from './support/browser.ts';
import { startServer } from './support/server.ts';

/** A full group, from its page to a seat in it: what one person meets on the way, on a phone. */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const made = await group(world, { entry: 'open', capacity: 3 });
const wren = await made.member('Wren');
const robin = await made.member('Robin');
const lark = await made.member('Lark');
const heron = await personNotCalled(world, 'Heron Crane');
const { origin } = await startServer(world);
const browser = await openBrowser();
const { page } = await sitDown(browser, origin, { phone: true });
const lead = await sitDown(browser, origin);
const press = (name: string | RegExp) => page.getByRole('button', { name }).click();
const heading = (name: string | RegExp) => page.getByRole('heading', { name });

describe('a full group', () => {
	test('can be waited for, by somebody who says so', async () => {
		await signIn(page, heron);
		await page.goto(`/g/${made.groupId}`);
		await expectAccessible(page, 'the page of a full group');
		await page.getByRole('link', { name: say('groups.page.join.wait') }).click();
		await heading(say('groups.join.heading.wait', { name: 'Evening harbour' })).waitFor();
		await whenAwake(page);
		await expectAccessible(page, 'the form of the list');
		await page.getByLabel(say('groups.join.own')).fill('Heron');
		await page.getByLabel(say('groups.join.agree')).check();
		await press(say('groups.join.submit.wait'));
		await page.waitForURL('**/home');
		await heading(say('groups.home.list')).waitFor();
		await page.getByText(say('groups.home.list.place.next')).waitFor();
		await expectAccessible(page, 'Home of somebody who waits');
	});

	test('says on its page where somebody stands who waits, and asks them to join no more', async () => {
		await page.goto(`/g/${made.groupId}`);
		await heading(say('groups.page.stand')).waitFor();
		await page.getByText(say('groups.home.list.place.next')).waitFor();
		await page.getByText(say('groups.page.stand.held', { hours: 48 })).waitFor();
		expect(await page.getByText(say('groups.page.join'), { exact: true }).count()).toBe(0);
		await expectAccessible(page, 'the page of a group somebody waits for');
	});

	test('is led by people who see an alias on the list, and nothing else', async () => {
		await signIn(lead.page, made.facilitators[0]);
		await lead.page.goto(`/groups/${made.groupId}/requests`);
		const list = lead.page.locator('section', {
			has: lead.page.getByRole('heading', { name: say('groups.requests.list') })
		});
		expect(await list.getByRole('listitem').count()).toBe(1);
		await list.getByText('Heron', { exact: true }).waitFor();
		await expectAccessible(lead.page, 'who waits for a seat');
	});

	test('offers a seat on Home when somebody leaves; it is let go, and comes to the next', async () => {
		const next = await waiter(world, made, 'Swift');
		await groups.leave(wren.ctx, made);
		await page.goto('/home');
		const until = after(world.clock.now(), 48 * hour);
		const when = sayUntil(until, 'Europe/Berlin', world.clock.now());
		await heading(say('groups.home.offer', { until: when })).waitFor();
		await expectAccessible(page, 'an offered seat');
		await page.getByText(say('groups.home.offer.let_go'), { exact: true }).click();
		await expectAccessible(page, 'an offered seat that is about to be let go');
		await press(say('groups.home.offer.stay'));
		await page.getByText(say('groups.home.list.done.let_go')).waitFor();
		expect(await next.mine()).toMatchObject({ state: 'offered' });
		await next.leave();
	});

	test('lets somebody in who takes the seat', async () => {
		// Resting after a seat let go: the seat that is free now is there for whoever comes.
		const crane = await personNotCalled(world, 'Crane');
		const here = { ...made.versions, agree: true as const };
		await groups.join(crane.ctx, { groupId: made.groupId, alias: 'Crane', ...here });
		world.clock.pass(49 * hour);
		await groups.leave(robin.ctx, made);
		world.clock.set(new Date());
		await page.goto('/home');
		await press(new RegExp(say('groups.home.offer.take')));
		await page.waitForURL(`**/groups/${made.groupId}`);
		await heading('Evening harbour').waitFor();
		const { groups: mine } = await groups.mine(heron.ctx);
		expect(mine).toMatchObject([{ groupId: made.groupId, alias: 'Heron' }]);
	});
});

describe('without JavaScript', () => {
	test('an offered seat is let go, and the list left, with plain forms', async () => {
		const bare = await sitDown(browser, origin, { javaScript: false });
		const dove = await waiter(world, made, 'Dove');
		await groups.leave(lark.ctx, made);
		await signIn(bare.page, dove);
		await bare.page.getByText(say('groups.home.offer.let_go'), { exact: true }).click();
		await bare.page.getByRole('button', { name: say('groups.home.offer.leave') }).click();
		await bare.page.getByText(say('groups.home.list.done.let_go')).waitFor();
		expect(await groups.waits(dove.ctx)).toEqual([]);
	});
});

describe('a group somebody keeps an eye on', () => {
	test('is on their Home, and stops when they say so', async () => {
		const other = await group(world, { name: 'Quiet orchard', entry: 'open' });
		await page.goto(`/g/${other.groupId}`);
		await whenAwake(page);
		await press(say('groups.page.follow'));
		await page.getByText(say('groups.page.follow.on')).waitFor();
		await expectAccessible(page, 'the page of a group somebody follows');
		const [, coming] = (await groups.comingMeetings(other.coordinator.ctx, other.groupId)).meetings;
		world.clock.set(new Date());
		await groups.cancelMeeting(other.coordinator.ctx, { ...other, ...coming! });
		await page.goto('/home');
		await whenAwake(page);
		await page.getByText(say('groups.home.followed.times')).waitFor();
		await expectAccessible(page, 'Home with a followed group');
		await press(new RegExp(say('groups.home.followed.seen')));
		await page.getByText(say('groups.home.followed.times')).waitFor({ state: 'detached' });
		await press(new RegExp(`^${say('groups.home.followed.stop')}`));
		await heading(say('groups.home.followed')).waitFor({ state: 'detached' });
	});
});
