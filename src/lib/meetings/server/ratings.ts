import { z } from 'zod';
import { strategyOf } from '#lib/coping/coping.ts';
import * as groups from '#lib/groups/server/groups.ts';
import { accountOf, inTransaction, type Ctx } from '#server/ctx.ts';
import { open, seal } from '#server/crypto.ts';
import { notFound, signInFirst } from '#server/errors.ts';
import { isId } from '#server/ids.ts';
import { nothingKept, type Felt, type OwnRatings } from '../own.ts';

export type Moment = 'arriving' | 'leaving';
/** A row each: which practices somebody tried along lies inside the box, as nobody else is to know. */
type Kept = Moment | 'word' | 'practised';

const score = z.int().min(0).max(10).nullable();
const Practices = z.record(z.string(), z.object({ before: score, after: score }));

/** A rating is bound to its row: moved elsewhere it does not open. */
const bound = ({ meetingId, membershipId }: Place, kept: Kept) =>
	`meeting_rating:${meetingId}:${membershipId}:${kept}`;

/** Boxes are filled up to whole steps: their length must not tell the word, nor how many practices. */
const STEP: Record<Kept, number> = { arriving: 1, leaving: 1, word: 64, practised: 1024 };
function sealed(place: Place, kept: Kept, plain: string): Buffer {
	const bytes = Buffer.byteLength(plain);
	const filled = plain + ' '.repeat(Math.ceil(bytes / STEP[kept]) * STEP[kept] - bytes);
	return seal(place.key, bound(place, kept), filled);
}
const opened = (place: Place, kept: Kept, box: Buffer): string =>
	open(place.key, bound(place, kept), box).toString().trimEnd();

interface Place {
	meetingId: string;
	groupId: string;
	membershipId: string;
	key: Buffer;
}

/** The person's membership in the meeting's group, and the key of what this person writes there. */
async function ownPlace(tx: Ctx, meetingId: string): Promise<Place> {
	const meeting = isId(meetingId)
		? await tx.db
				.selectFrom('meeting')
				.select('group_id')
				.where('meeting_id', '=', meetingId)
				.executeTakeFirst()
		: undefined;
	if (!meeting) throw notFound();
	const groupId = meeting.group_id;
	const own = await groups.membershipIn(tx, groupId);
	if (!own || (own.onlyMeeting ?? meetingId) !== meetingId) throw notFound();
	const { membershipId } = own;
	const key = (await groups.contentKeys(tx, groupId, [membershipId])).get(membershipId);
	if (!key) throw notFound();
	return { meetingId, groupId, membershipId, key };
}

const rowsOf = (tx: Ctx, { meetingId, membershipId }: Place) =>
	tx.db
		.selectFrom('meeting_rating')
		.select(['moment', 'box'])
		.where('meeting_id', '=', meetingId)
		.where('membership_id', '=', membershipId);

async function put(tx: Ctx, place: Place, kept: Kept, plain: string): Promise<void> {
	const box = sealed(place, kept, plain);
	await tx.db
		.insertInto('meeting_rating')
		.values({
			...{ meeting_id: place.meetingId, membership_id: place.membershipId },
			...{ group_id: place.groupId, moment: kept, box, rated_at: tx.now() }
		})
		.onConflict((on) =>
			on.columns(['meeting_id', 'membership_id', 'moment']).doUpdateSet({ box, rated_at: tx.now() })
		)
		.execute();
}

async function drop(tx: Ctx, { meetingId, membershipId }: Place, kept?: Kept): Promise<void> {
	await tx.db
		.deleteFrom('meeting_rating')
		.where('meeting_id', '=', meetingId)
		.where('membership_id', '=', membershipId)
		.$if(kept !== undefined, (query) => query.where('moment', '=', kept!))
		.execute();
}

const keep = (ctx: Ctx, meetingId: string, kept: Kept, plain: string | null): Promise<void> =>
	inTransaction(ctx, async (tx) => {
		const place = await ownPlace(tx, meetingId);
		await (plain === null ? drop(tx, place, kept) : put(tx, place, kept, plain));
	});

/**
 * Keeps how somebody arrived at a meeting or left it, 0 to 10, encrypted so that it opens only with their
 * own key. Given again, it replaces the one before; null takes it back.
 * @throws not_found when the meeting is not of one of this account's groups
 */
export const rate = (
	ctx: Ctx,
	meetingId: string,
	moment: Moment,
	value: number | null
): Promise<void> => keep(ctx, meetingId, moment, value === null ? null : String(value));

/** Keeps the one word somebody arrived with, in the same way; null takes it back. @throws not_found */
export const keepWord = (ctx: Ctx, meetingId: string, word: string | null): Promise<void> =>
	keep(ctx, meetingId, 'word', word);

/** What somebody said about one practice: how upset they were before it, or after it. */
export interface FeltInput {
	practice: string;
	when: keyof Felt;
	/** 0 to 10; null takes it back */
	value: number | null;
}

/**
 * Keeps how upset somebody was before a practice or after it, in the same way. Both may come at once, from
 * two pages: neither is lost, because the row is locked before it is read.
 * @throws not_found also for what is no practice
 */
export async function keepFelt(
	ctx: Ctx,
	meetingId: string,
	{ practice, when, value }: FeltInput
): Promise<void> {
	if (!strategyOf(practice)) throw notFound();
	await inTransaction(ctx, async (tx) => {
		const place = await ownPlace(tx, meetingId);
		const { box } = await tx.db
			.insertInto('meeting_rating')
			.values({
				...{ meeting_id: meetingId, membership_id: place.membershipId },
				...{ group_id: place.groupId, moment: 'practised', rated_at: tx.now() },
				box: sealed(place, 'practised', '{}')
			})
			.onConflict((on) =>
				on.columns(['meeting_id', 'membership_id', 'moment']).doUpdateSet({ rated_at: tx.now() })
			)
			.returning('box')
			.executeTakeFirstOrThrow();
		const { [practice]: said, ...others } = practicesIn(place, box);
		const felt = { before: null, after: null, ...said, [when]: value };
		const isEmpty = felt.before === null && felt.after === null;
		const all = isEmpty ? others : { ...others, [practice]: felt };
		if (Object.keys(all).length === 0) await drop(tx, place, 'practised');
		else await put(tx, place, 'practised', JSON.stringify(all));
	});
}

const practicesIn = (place: Place, box: Buffer) =>
	Practices.parse(JSON.parse(opened(place, 'practised', box)));

/** What I keep of one meeting. @throws not_found */
export async function myRatings(ctx: Ctx, meetingId: string): Promise<OwnRatings> {
	return inTransaction(ctx, async (tx) => {
		const place = await ownPlace(tx, meetingId);
		const rows = await rowsOf(tx, place).execute();
		const boxOf = (kept: Kept) => rows.find(({ moment }) => moment === kept)?.box;
		const text = (kept: Kept) => {
			const box = boxOf(kept);
			return box ? opened(place, kept, box) : null;
		};
		const number = (kept: Moment) => {
			const said = text(kept);
			return said === null ? null : Number(said);
		};
		const practised = boxOf('practised');
		return {
			...{ arriving: number('arriving'), leaving: number('leaving'), word: text('word') },
			practices: practised ? practicesIn(place, practised) : nothingKept.practices
		};
	});
}

/**
 * What I said of practices in the meetings of my groups, the latest 200, for me alone.
 * @throws sign_in_first
 */
export async function feltInMeetings(ctx: Ctx): Promise<(Felt & { practice: string })[]> {
	const accountId = accountOf(ctx);
	if (!accountId) throw signInFirst();
	return inTransaction(ctx, async (tx) => {
		const rows = await tx.db
			.selectFrom('meeting_rating as r')
			.innerJoin('membership as m', 'm.membership_id', 'r.membership_id')
			.select(['r.meeting_id', 'r.group_id', 'r.membership_id', 'r.box'])
			.where('m.account_id', '=', accountId)
			.where('m.ended_at', 'is', null)
			.where('r.moment', '=', 'practised')
			.orderBy('r.rated_at', 'desc')
			.limit(200)
			.execute();
		const keys = new Map<string, Buffer | null>();
		const felt: (Felt & { practice: string })[] = [];
		for (const row of rows) {
			const { meeting_id: meetingId, group_id: groupId, membership_id: membershipId } = row;
			if (!keys.has(membershipId))
				for (const [id, key] of await groups.contentKeys(tx, groupId, [membershipId]))
					keys.set(id, key);
			const key = keys.get(membershipId);
			if (!key) continue;
			const said = practicesIn({ meetingId, groupId, membershipId, key }, row.box);
			for (const [practice, one] of Object.entries(said)) felt.push({ practice, ...one });
		}
		return felt;
	});
}

/** Deletes all that I keep of one meeting. Again changes nothing. @throws not_found */
export const forgetRatings = (ctx: Ctx, meetingId: string): Promise<void> =>
	inTransaction(ctx, async (tx) => drop(tx, await ownPlace(tx, meetingId)));
