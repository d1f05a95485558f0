import type { LoadDemo, SignIn } from '../../src/start/demonstration.ts';
import type { Part } from '#lib/groups/groups.ts';
import { PART_NAMES } from '#lib/groups/groups.ts';
import * as impact from '#lib/impact/server/impact.ts';
import * as meetings from '#lib/meetings/server/meetings.ts';
import { after, day, systemClock } from '#server/clock.ts';
import { openPool } from '#server/db/pool.ts';
import { openKeyRing } from '#server/keyring.ts';
import { bringWhatWaits } from './answering.ts';
import { answer } from './answers.ts';
import { comeIn, found, type Community } from './communities.ts';
import { gather, letSomeWait, waitForSeats } from './gathering.ts';
import { meetingNow } from './meeting-now.ts';
import { setUp } from './organisation.ts';
import { holdPastMeetings } from './past-meetings.ts';
import { signUp } from './people.ts';
import { inviteNeighbours } from './neighbours.ts';
import { keepCast } from './players-file.ts';
import { engage, visitingFacilitator } from './staff.ts';
import { openStage, type Person, type Stage } from './stage.ts';
import { shareStrategies } from './strategies.ts';
import { tryThings } from './tries.ts';
import { write } from './writing.ts';

const HANDS = 8;
/** Days ago at which the visiting member came into these groups. */
const visits = new Map([
	['harbour', 60],
	['night-shift', 3]
]);

/**
 * Fills an empty database with an invented programme that has run for twenty weeks. Everything is made
 * through the operations, by those who would, on a clock that stands where it happened.
 * @throws when something was set up here before
 */
export const loadDemo: LoadDemo = async ({ databaseUrl, config, say = () => {} }) => {
	const pool = openPool(databaseUrl, { max: HANDS });
	try {
		const keys = openKeyRing(config.masterKeyFile);
		const stage = openStage({ db: pool.db, keys }, systemClock(), HANDS);
		return await load(stage, config.dataDir, say);
	} finally {
		await pool.close();
	}
};

async function load(stage: Stage, dataDir: string, say: (line: string) => void) {
	const coordinator = await setUp(stage);
	const staff = await engage(stage, coordinator);
	const visitsAs = new Map([
		['harbour', [visitingFacilitator]],
		['night-shift', [visitingFacilitator]]
	] as const);
	const communities = await found(stage, coordinator, staff, visitsAs);
	const byKey = new Map<string, Community>(communities.map((each) => [each.group.key, each]));
	say('  An organisation, its facilitators and eight groups are there. People come in…');
	await gather(stage, communities);
	const visitor = await welcomeVisitor(stage, byKey);
	say('  Twenty weeks of meetings are held…');
	await holdPastMeetings(stage, communities);
	say('  People write to each other and say how it goes…');
	await Promise.all([
		write(stage, byKey),
		answer(stage, communities, visitor),
		tryThings(stage, communities, visitor),
		shareStrategies(stage, byKey.get('harbour')!),
		letSomeWait(stage, byKey),
		inviteNeighbours(stage, coordinator)
	]);
	await bringWhatWaits(stage, visitor, [staff.get(visitingFacilitator)!, coordinator]);
	await waitForSeats(stage, byKey.get('slow-mornings')!, [
		byKey.get('dawn')!.members[1]!.person,
		visitor
	]);
	await impact.publishClosedQuarters(stage.system(stage.now));
	const nightShift = byKey.get('night-shift')!;
	await prepareMeeting(stage, nightShift);
	keepCast(dataDir, castOf(nightShift, visitor));
	const signIns: SignIn[] = [
		signIn('A member', visitor),
		signIn('A facilitator', staff.get(visitingFacilitator)!),
		signIn('The coordinator', coordinator)
	];
	return { signIns };
}

const signIn = (who: string, { name, passphrase }: Person): SignIn => ({ who, name, passphrase });

async function welcomeVisitor(
	stage: Stage,
	byKey: ReadonlyMap<string, Community>
): Promise<Person> {
	const visitor = await signUp(stage, after(stage.now, -61 * day));
	for (const [key, daysAgo] of visits) {
		const community = byKey.get(key)!;
		const at = after(stage.now, -daysAgo * day);
		community.members.push(await comeIn(stage, community, visitor, at));
	}
	return visitor;
}

/** Short enough that one curious person can live through a whole meeting: the shortest that is allowed. */
const runOfShow: Part[] = PART_NAMES.map((name) => ({
	name,
	minutes: {
		...{ arrive: 2, opening: 2, agreements: 2, 'check-in': 6, sharing: 10, pause: 0 },
		...{ skill: 3, closing: 4, grounding: 1 }
	}[name]
}));

async function prepareMeeting(stage: Stage, { groupId, facilitators }: Community): Promise<void> {
	const lead = stage.as(facilitators[0]!.person, stage.now);
	await meetings.changeRunOfShow(lead, groupId, runOfShow);
	await meetingNow(stage.system(stage.now), groupId);
}

function castOf({ groupId, facilitators, members }: Community, visitor: Person) {
	const pick = ({ name, passphrase }: Person) => ({ name, passphrase });
	return {
		groupId,
		lead: pick(facilitators[0]!.person),
		companion: pick(facilitators[1]!.person),
		members: members.filter(({ person }) => person !== visitor).map(({ person }) => pick(person))
	};
}
