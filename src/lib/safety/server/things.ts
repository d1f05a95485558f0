import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { allow, notFound, signInFirst } from '#server/errors.ts';
import { idOrNotFound, read } from '#server/input.ts';
import * as groups from '#lib/groups/server/groups.ts';
import * as shares from '#lib/shares/server/shares.ts';
import { ThingInput, ThingReportInput } from '../inputs.ts';
import type { Receipt, Thing, ThingOf } from '../safety.ts';
import { ownThing } from './errors.ts';
import { sentBefore, slow, store, type Contents } from './storing.ts';

interface Found extends Thing {
	/** My membership in the group. */
	me: string;
	/** Whom it is about. */
	about: string[];
	lines: Contents['lines'];
}

/** What is meant, as somebody who belongs to the group sees it. @throws not_found, report_own */
async function found(tx: Ctx, groupId: string, given: { of: ThingOf; id: string }): Promise<Found> {
	const here = await groups.inside(tx, groupId);
	allow(here !== null);
	const { name: groupName, me, members } = here!;
	const common = { of: given.of, groupId, groupName, me: me.membershipId, lines: [], people: [] };
	const space = `/groups/${groupId}`;
	if (given.of === 'group') {
		const leads = [...members.values()]
			.filter(({ role, isCurrent }) => role === 'facilitator' && isCurrent)
			.filter(({ membershipId }) => membershipId !== me.membershipId);
		const people = leads.map(({ membershipId: id, alias }) => ({ id, alias }));
		return { ...common, id: groupId, alias: null, href: space, about: [], people };
	}
	if (given.of === 'person') {
		const person = members.get(given.id);
		if (!person) throw notFound();
		allow(given.id !== me.membershipId, ownThing);
		return { ...common, id: given.id, alias: person.alias, href: space, about: [given.id] };
	}
	const { of, id } = { of: given.of, id: given.id };
	const words = await shares.written(tx, groupId, { of, id });
	allow(!words.isMe, ownThing);
	const { alias, membershipId: who, path, text, at } = words;
	const lines = text === null ? [] : [{ who, in: of, at: at.getTime(), text }];
	const href = `${space}/${path}`;
	return { ...common, id, alias, href, about: [who], lines, people: [{ id: who, alias }] };
}

/**
 * What somebody is about to report: a share, a reply, a person in the group, or the group itself.
 * @throws sign_in_first, not_found for whoever does not belong to the group or does not see it, report_own
 */
export async function thing(
	ctx: Ctx,
	given: { groupId: string; of?: string; id?: string }
): Promise<Thing> {
	allow(accountOf(ctx) !== null, signInFirst);
	const groupId = idOrNotFound(given.groupId);
	const asked = ThingInput.safeParse(given);
	if (!asked.success) throw notFound();
	return inTransaction(ctx, async (tx) => {
		const { of, id, groupName, alias, href, people } = await found(tx, groupId, asked.data);
		return { of, id, groupId, groupName, alias, href, people };
	});
}

/**
 * Reports something in the space of a group. What was written goes with it as it stood, sealed for the review
 * alone, so that taking it back later leaves something to look at. Nothing is hidden by a report, however many
 * there are. Sent again with the same `once` it answers the same receipt.
 * @throws sign_in_first, not_found, invalid, report_own, too_many
 */
export async function reportThing(
	ctx: Ctx,
	given: Omit<ThingReportInput, 'of'> & { groupId: string; of?: string }
): Promise<Receipt> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	const groupId = idOrNotFound(given.groupId);
	const input = read(ThingReportInput, given);
	const before = await inTransaction(ctx, async (tx) => {
		const me = await groups.membershipIn(tx, groupId);
		allow(me !== null);
		return sentBefore(tx, [me!.membershipId], input.once);
	});
	if (before) return before;
	await slow(ctx, accountId);
	return inTransaction(ctx, async (tx) => {
		const { of, id: ofId, me, about, lines } = await found(tx, groupId, input);
		return store(tx, {
			...{ groupId, meetingId: null, of, ofId, reporter: me, own: [me], about },
			...{ once: input.once, reason: input.reason, coordinatorsOnly: input.coordinatorsOnly },
			...{ contents: { words: input.words, lines }, refused: 0 }
		});
	});
}
