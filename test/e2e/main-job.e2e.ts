import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { say } from '#lib/words/words.ts';
import * as accounts from '#lib/accounts/server/accounts.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { figureOf, type FigureName } from '#lib/impact/impact.ts';
import * as impact from '#lib/impact/server/impact.ts';
import { after, day, minute } from '#server/clock.ts';
import type { Ctx } from '#server/ctx.ts';
import { heldMeeting } from '#test/support/attendance.ts';
import { group, type Belonging, type MadeGroup } from '#test/support/groups.ts';
import { organisation } from '#test/support/organisation.ts';
import { answers, rate } from '#test/support/wellbeing.ts';
import { openWorld } from '#test/support/world.ts';
import { expectAccessible, openBrowser, signIn, sitDown } from './support/browser.ts';
import { startServer } from './support/server.ts';

/**
 * The main job from end to end, as people do it: two facilitators, a member on a phone, and a second
 * member, each with a browser of their own; then the coordinator looks at the figures.
 */
const world = await openWorld();
world.clock.set(new Date());
await organisation(world, { timeZone: 'UTC' });
const made = await oneGroup();
const others = await earlierMembers(made);
const before = await impact.programme(made.coordinator.ctx);
const server = await startServer(world);
const { origin } = server;
const browser = await openBrowser();
const newSeat = async (phone = false) => (await sitDown(browser, origin, { phone })).page;

const [fern, birch, mara, ines] = [
	await newSeat(true),
	await newSeat(),
	await newSeat(),
	await newSeat()
];
const said = 'I went to the market on my own.';
const shared = 'I made the phone call I had put off since spring.';
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
/** Checks the page for everyone, then goes on. */
const looksRight = (page: Page, where: string) => expectAccessible(page, where);

/** Meets from a few minutes from now on, so that its lobby is open. */
function oneGroup(): Promise<MadeGroup> {
	const soon = after(world.clock.now(), 4 * minute).toISOString();
	const weekday = new Date(soon).getUTCDay() || 7;
	return group(world, {
		series: {
			rule: { freq: 'weekly', interval: 1, weekdays: [weekday] },
			...{ startsOn: soon.slice(0, 10), localTime: soon.slice(11, 16), timeZone: 'UTC' },
			minutes: 90
		}
	});
}

/** Five people who came before and said how it goes, so that figures are not hidden. */
async function earlierMembers({ groupId, facilitators, member }: MadeGroup): Promise<Belonging[]> {
	const members: Belonging[] = [];
	for (const alias of ['Heron', 'Pebble', 'Lark', 'Cedar', 'Tide'])
		members.push(await member(alias));
	await heldMeeting(world, {
		...{ groupId, startedAt: after(world.clock.now(), -2 * minute), minutes: 1 },
		facilitators: facilitators.map(({ membershipId }) => membershipId),
		members: members.map(({ membershipId }) => membershipId)
	});
	for (const one of members) await rate(one, answers(1, 1), { consent: 'give' });
	return members;
}

/** From Home into the meeting, as everybody goes. */
async function goToMeeting(page: Page): Promise<void> {
	await page.goto('/home');
	const links = page.locator('main a[href^="/meetings/"]');
	// Not to what is left to do after an earlier one.
	const paths = await links.evaluateAll((all) => all.map((one) => one.getAttribute('href')!));
	await links.nth(paths.findIndex((path) => path.split('/').length === 3)).click();
	await page.waitForURL('**/meetings/*');
}

describe('a stranger becomes a member', () => {
	test('finds the group without being asked who they are', async () => {
		await fern.goto('/');
		await looksRight(fern, 'Find');
		await fern.getByLabel(say('directory.find.words')).fill('harb');
		await press(fern, say('groups.find.submit'));
		expect(new URL(fern.url()).search).not.toContain('harb');
		await fern.getByRole('link', { name: 'Evening harbour', exact: true }).click();
		await fern.waitForURL('**/g/*');
		await looksRight(fern, 'a group’s page');
		expect(await fern.title()).toBe(say('groups.title'));
	});

	test('gets a sign-in name and a passphrase, and nothing else is asked', async () => {
		await fern.getByRole('link', { name: say('groups.page.join.ask') }).click();
		await fern.waitForURL('**/sign-up?*');
		await looksRight(fern, 'sign-up');
		await fern.getByLabel(say('accounts.sign_up.adult')).check();
		await press(fern, say('accounts.sign_up.submit'));
		await fern.getByRole('heading', { name: say('accounts.card.heading') }).waitFor();
		await looksRight(fern, 'the card with the codes');
		await fern.getByRole('link', { name: say('accounts.card.kept') }).click();
		await fern.waitForURL('**/join');
	});

	test('asks to join under an alias, and until then reads nothing', async () => {
		await looksRight(fern, 'joining');
		// Said a moment ago, and the account knows it.
		expect(await fern.getByLabel(say('accounts.sign_up.adult')).count()).toBe(0);
		await fern.getByLabel(say('groups.join.own')).fill('Quillfern');
		await fern.getByLabel(say('groups.join.agree')).check();
		await press(fern, say('groups.join.submit.request'));
		await fern.waitForURL((url) => !url.pathname.endsWith('/join'));
		const answer = await fern.goto(`/groups/${made.groupId}`);
		expect(answer?.status()).toBe(404);
		await fern.goto('/home');
		await looksRight(fern, 'Home while waiting');
	});

	test('is let in by a facilitator', async () => {
		await signIn(mara, made.facilitators[0]);
		await looksRight(mara, 'Home of a facilitator');
		await mara.goto(`/groups/${made.groupId}/requests`);
		await looksRight(mara, 'requests');
		await press(mara, say('groups.requests.approve', { alias: 'Quillfern' }));
		await mara.getByText(say('groups.requests.approved', { alias: 'Quillfern' })).waitFor();
		const answer = await fern.goto(`/groups/${made.groupId}`);
		expect(answer?.status()).toBe(200);
		await looksRight(fern, 'an empty space');
	});
});

describe('the live meeting', () => {
	test('opens when two facilitators are there, and lets people in one by one', async () => {
		await signIn(ines, made.facilitators[1]);
		await signIn(birch, await made.member('Birch'));
		await goToMeeting(fern);
		await fern.getByRole('heading', { name: say('meetings.lobby.heading') }).waitFor();
		await looksRight(fern, 'the lobby');
		await goToMeeting(mara);
		await goToMeeting(ines);
		await press(mara, say('meetings.run.open'));
		await mara.getByRole('button', { name: 'Let in Quillfern' }).click();
		await fern.getByRole('heading', { name: say('meetings.part.before') }).waitFor();
		await goToMeeting(birch);
		await ines.getByRole('button', { name: 'Let in Birch' }).click();
		await birch.getByRole('heading', { name: say('meetings.part.before') }).waitFor();
		await looksRight(fern, 'the meeting on a phone');
		await looksRight(mara, 'the cockpit');
	});

	test('passes the talking piece, and words reach everyone', async () => {
		for (const part of ['arrive', 'opening', 'agreements', 'check-in'] as const)
			await advance(mara, part);
		await mara
			.getByRole('button', { name: /^Give the piece to/ })
			.first()
			.click();
		const [holder, next] = (await holds(fern)) ? [fern, birch] : [birch, fern];
		await holder.getByLabel(say('meetings.write.label')).fill(said);
		await press(holder, say('meetings.do.say'));
		for (const page of [fern, birch, mara, ines]) await page.getByText(said).first().waitFor();
		await press(holder, say('meetings.do.finish'));
		await next.getByText(say('meetings.turn.mine')).first().waitFor();
		await press(next, say('meetings.do.pass'));
		await looksRight(next, 'after passing');
	});

	test('carries a silent response', async () => {
		await press(fern, say('meetings.do.respond'));
		await press(fern, say('meetings.response.hear'));
		await birch.getByText(say('meetings.response.hear')).first().waitFor();
	});

	test('brings a call for help to the companion, who comes', async () => {
		await press(birch, say('meetings.do.help'));
		await birch.getByRole('button', { name: /^Call / }).click();
		await birch.getByText(say('meetings.help.sent', { who: 'Ines' })).waitFor();
		await ines
			.getByRole('button', { name: say('meetings.calls.take', { who: 'Birch' }) })
			.first()
			.click();
		await birch.getByText(say('meetings.help.taken', { who: 'Ines' })).waitFor();
		expect(await fern.getByText('Birch asked for help').count()).toBe(0);
		await press(ines, say('meetings.calls.settle'));
	});

	test('comes back within two seconds of the network’s return', async () => {
		await birch.context().setOffline(true);
		await birch.evaluate(() => window.dispatchEvent(new Event('offline')));
		await fern.waitForTimeout(500);
		await birch.context().setOffline(false);
		await birch
			.getByRole('button', { name: say('meetings.do.respond') })
			.waitFor({ timeout: 2000 });
	});

	test('goes through every part and ends', async () => {
		for (const part of ['sharing', 'pause', 'skill', 'closing', 'grounding'] as const)
			await advance(mara, part);
		await press(mara, say('meetings.ending.end'));
		await press(mara, say('meetings.ending.sure'));
		for (const page of [fern, birch])
			await page.getByRole('heading', { name: say('meetings.ended.heading') }).waitFor();
		await looksRight(fern, 'the end of a meeting');
		await fern.getByLabel('3', { exact: true }).check();
		await press(fern, say('meetings.rating.keep'));
		await fern.getByText(say('meetings.rating.kept', { value: 3 })).waitFor();
	});
});

describe('in between', () => {
	test('a share says what it needs, and is answered', async () => {
		await fern.goto(`/groups/${made.groupId}?write`);
		await looksRight(fern, 'writing a share');
		await fern.getByLabel(say('shares.write.text')).fill(shared);
		await fern.getByRole('radio').first().check();
		await press(fern, say('shares.write.send'));
		await fern.getByText(shared).waitFor();
		await birch.goto(`/groups/${made.groupId}`);
		await birch.getByText(shared).waitFor();
		await press(birch, 'I hear you');
		await birch
			.getByRole('link', { name: say('shares.reply.link', { alias: 'Quillfern' }) })
			.click();
		await birch
			.getByLabel(say('shares.reply.label', { mine: 'false', alias: 'Quillfern' }))
			.fill('I know now.');
		await press(birch, say('shares.reply.send'));
		await birch.locator('p', { hasText: 'I know now.' }).waitFor();
		await looksRight(birch, 'a share with its replies');
		await fern.goto(`/groups/${made.groupId}`);
		await fern.locator('p', { hasText: 'I know now.' }).waitFor();
		await looksRight(fern, 'the space');
	});
});

describe('the figures', () => {
	test('move with who was there', async () => {
		const now = await impact.programme(made.coordinator.ctx);
		const value = (page: typeof now, name: FigureName) => figureOf(page.chosen, name).value!;
		expect(value(now, 'meetings_held')).toBe(value(before, 'meetings_held') + 1);
		expect(value(now, 'participants')).toBe(value(before, 'participants') + 2);
		const coordinator = await newSeat();
		await signIn(coordinator, made.coordinator);
		expect(new URL(coordinator.url()).pathname).toBe('/programme');
		await coordinator
			.getByText(String(value(now, 'participants')), { exact: true })
			.first()
			.waitFor();
		await looksRight(coordinator, 'the programme');
	});

	test('a member is asked after the third meeting, and answers with consent', async () => {
		const { membershipId } = (await groups.mine(await fernsCtx())).groups[0]!;
		for (const minutesAgo of [9, 6])
			await heldMeeting(world, {
				...{ groupId: made.groupId, startedAt: after(world.clock.now(), -minutesAgo * minute) },
				minutes: 1,
				facilitators: made.facilitators.map((one) => one.membershipId),
				members: [membershipId, others[0]!.membershipId]
			});
		await fern.goto('/home');
		await looksRight(fern, 'Home with an offer');
		await fern.getByRole('link', { name: say('wellbeing.offer.open') }).click();
		await fern.waitForURL('**/questions/*');
		await looksRight(fern, 'the questions');
		for (const better of await fern.getByLabel('Much better').all()) await better.check();
		await fern.getByLabel('About the same').last().check();
		await fern.getByLabel(say('wellbeing.questions.consent.check')).check();
		await press(fern, say('wellbeing.questions.keep'));
		await fern.getByText(say('wellbeing.questions.kept')).waitFor();
	});

	test('show what members say when their quarter is over, and not before', async () => {
		const later = () => after(world.clock.now(), 100 * day);
		const quarter = before.chosen.quarter;
		const open = await impact.programme(made.coordinator.ctx);
		expect(figureOf(open.chosen, 'resilience')).toMatchObject({
			value: null,
			hidden: 'quarter_open'
		});
		await impact.publishClosedQuarters({ ...world.system, now: later });
		const closed = await impact.programme({ ...made.coordinator.ctx, now: later }, { quarter });
		expect(figureOf(closed.chosen, 'resilience')).toMatchObject({ numerator: 6, denominator: 6 });
	});
});

test('nothing that was said or shared is in the log', () => {
	for (const words of [said, shared, 'I know now.', 'Quillfern', made.facilitators[0].name])
		expect(server.output()).not.toContain(words);
});

/** The context of the person who signed up in the browser. */
async function fernsCtx(): Promise<Ctx> {
	const [token, here] = await Promise.all(
		['__Host-hs_login', '__Host-hs_here'].map(async (name) => {
			const cookies = await fern.context().cookies();
			return cookies.find((cookie) => cookie.name === name)!.value;
		})
	);
	const known = await accounts.identify(
		world.db,
		world.keys,
		{ token: token!, here: here! },
		world.clock.now()
	);
	return world.asAccount(known!.accountId);
}

async function advance(
	lead: Page,
	part:
		| 'arrive'
		| 'opening'
		| 'agreements'
		| 'check-in'
		| 'sharing'
		| 'pause'
		| 'skill'
		| 'closing'
		| 'grounding'
) {
	const name = say(`meetings.part.${part}`);
	await lead
		.getByRole('button', { name: new RegExp(`^(Begin with|Go on to) ${name}$`) })
		.first()
		.click();
	await fern.getByRole('heading', { name, exact: true }).first().waitFor();
}

const holds = (page: Page): Promise<boolean> =>
	page
		.getByText(say('meetings.turn.mine'))
		.first()
		.waitFor({ timeout: 3000 })
		.then(
			() => true,
			() => false
		);
