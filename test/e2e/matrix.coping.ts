import { newId } from '#server/ids.ts';
import type { Row } from './matrix.table.ts';

const aStrategy = {
	...{ title: 'Planted', minutes: '2', worksWith: 'body', steps: 'Planted by nobody.' }
};
const account = (...names: string[]) =>
	Object.fromEntries(names.map((name) => [name, { who: 'account' } as const]));

/** The library, my plan, and what a group tries together. */
export const tryingThings: Record<string, Row> = {
	'/(public)/library': { page: 'anyone', actions: { default: { who: 'anyone' } } },
	// What the addresses here name is no strategy; that anybody may read one is tried in library.e2e.ts.
	'/(public)/library/[id]': {
		page: 'nobody',
		actions: {
			tried: { who: 'nobody', body: () => ({ once: newId() }) },
			keep: { who: 'nobody' },
			drop: { who: 'nobody' }
		}
	},
	'/(public)/library/offline': { page: 'anyone' },
	'/(public)/library/helped': { page: 'anyone' },
	'/(member)/library/mine': {
		page: 'account',
		actions: {
			later: { who: 'nobody', body: () => ({ practiceId: newId(), day: '3', answer: 'much' }) },
			...account('off', 'drop', 'forget', 'counted')
		}
	},
	'/(member)/plan': {
		page: 'account',
		actions: {
			...account('save', 'forget', 'hide'),
			show: {
				who: 'nobody',
				body: ({ groupId, membershipId }) => ({
					...{ to: `${groupId} ${membershipId}`, 'parts[]': ['signs'], until: '2031-01-07' }
				})
			}
		}
	},
	'/(member)/plan/print': { page: 'account' },
	'/(member)/how-i-am': {
		page: 'account',
		actions: {
			keep: { who: 'account', body: () => ({ once: newId(), rating: '5' }) },
			forget: { who: 'account', body: () => ({ checkInId: newId() }) },
			forgetAll: { who: 'account' }
		}
	},
	'/(member)/how-i-am/over-time': { page: 'account' },
	'/(member)/how-i-am/feelings': { page: 'account' },
	'/(member)/how-i-am/measures': { page: 'account' },
	// What the addresses here name is no measure; answering one is tried in measures.e2e.ts.
	'/(member)/how-i-am/measures/[id]': {
		page: 'nobody',
		actions: { remove: { who: 'account', body: () => ({ setId: newId() }) } }
	},
	'/(member)/how-i-am/measures/[id]/answer': {
		page: 'nobody',
		actions: {
			save: { who: 'nobody', body: () => ({ once: newId(), q1: '1' }) },
			later: { who: 'nobody', body: () => ({ once: newId(), q1: '1' }) },
			drop: { who: 'nobody' }
		}
	},
	'/(facilitator)/groups/[id]/plans': {
		page: 'facilitators',
		actions: { open: { who: 'nobody', body: () => ({ shownId: newId() }) } }
	},
	'/(member)/groups/[id]/strategies': {
		page: 'members',
		actions: {
			share: { who: 'members', body: () => ({ once: newId(), ...aStrategy }) }
		}
	},
	'/(member)/groups/[id]/strategies/[strategy]': {
		page: 'members',
		actions: {
			tried: { who: 'members', body: () => ({ once: newId() }) },
			begin: { who: 'members' },
			week: { who: 'members', body: () => ({ joined: 'no' }) },
			// Of somebody else’s; the strategy is the member’s.
			give: {
				who: 'facilitators',
				body: () => ({ once: newId(), clear: 'yes', doable: 'yes' })
			},
			takeBack: { who: 'nobody' },
			ask: { who: 'who it is about', body: () => ({ asks: 'yes' }) },
			change: { who: 'who it is about', body: () => aStrategy },
			remove: { who: 'who it is about' }
		}
	}
};
