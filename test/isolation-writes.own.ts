import { sql, type RawBuilder } from 'kysely';
import type { twoGroups } from './support/two-groups.ts';

/** What people keep for themselves, and what of it they show: who tries to change it, and how. */
export const ownThings = ({
	harbour,
	here
}: Awaited<ReturnType<typeof twoGroups>>): [string, string, RawBuilder<unknown>][] => [
	['write somebody’s plan', 'facilitator', sql`update plan set box = 'y'`],
	['change what I said', 'author', sql`update check_in set box = 'y'`],
	[
		'delete what somebody said of themselves',
		'facilitator',
		sql`delete from check_in where box = 'x'`
	],
	[
		'have somebody’s plan shown to me',
		'facilitator',
		sql`insert into plan_shown (shown_id, group_id, membership_id, facilitator_id, box, shown_at, until)
				values (uuidv7(), ${harbour.groupId}, ${here.other.membershipId},
					${harbour.facilitators[0].membershipId}, 'x', now(), now() + interval '1 day')`
	],
	[
		'show my plan to another member',
		'member',
		sql`insert into plan_shown (shown_id, group_id, membership_id, facilitator_id, box, shown_at, until)
				values (uuidv7(), ${harbour.groupId}, ${here.other.membershipId}, ${here.author.membershipId}, 'x', now(),
					now() + interval '1 day')`
	],
	[
		'read for longer what is shown to me',
		'facilitator',
		sql`update plan_shown set until = now() + interval '90 days'`
	]
];
