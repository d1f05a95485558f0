import { sql, type RawBuilder } from 'kysely';
import type { twoGroups } from './support/two-groups.ts';

/** What is kept of somebody who learns: who tries to change it, and how. */
export const learning = ({
	harbour
}: Awaited<ReturnType<typeof twoGroups>>): [string, string, RawBuilder<unknown>][] => [
	[
		'say that somebody has read a module',
		'coordinator',
		sql`insert into training_module (account_id, module, place, read_at)
			values (${harbour.facilitators[1].accountId}, 1, 2, now())`
	],
	['move somebody’s place', 'coordinator', sql`update training_module set place = 0`],
	['forget how far somebody has come', 'coordinator', sql`delete from training_module`],
	[
		'give what I have read to somebody else',
		'facilitator',
		sql`update training_module set account_id = ${harbour.facilitators[1].accountId}`
	],
	[
		'pass a quiz for somebody else',
		'coordinator',
		sql`update training_quiz set passed_at = now(), best_right = best_of`
	],
	['forget how somebody did in a quiz', 'coordinator', sql`delete from training_quiz`],
	[
		'give my tries of a quiz to somebody else',
		'facilitator',
		sql`update training_quiz set account_id = ${harbour.facilitators[1].accountId}`
	],
	['choose for somebody in a scenario', 'coordinator', sql`update training_way set box = 'y'`],
	['forget what somebody chose', 'coordinator', sql`delete from training_way`],
	[
		'give what I chose to somebody else',
		'facilitator',
		sql`update training_way set account_id = ${harbour.facilitators[1].accountId}`
	]
];
