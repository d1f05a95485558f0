import { newId } from '#server/ids.ts';
import type { Row } from './matrix.table.ts';

/** The rows of what lies around a meeting: before it, in it and after it. */
export const aroundMeetings: Record<string, Row> = {
	'/(member)/meetings/[id]': {
		page: 'members',
		actions: {
			answer: { who: 'members', body: () => ({ answer: 'coming' }) },
			leaving: { who: 'members', body: () => ({ value: '3' }) },
			door: { who: 'facilitators' },
			note: { who: 'facilitators', body: ({ membershipId }) => ({ membershipId, text: '' }) }
		}
	},
	'/(member)/meetings/[id]/after': {
		page: 'members',
		actions: {
			say: { who: 'members', body: () => ({ leaving: '3' }) },
			keep: { who: 'nobody', body: () => ({ practice: 'planted' }) },
			drop: { who: 'members', body: () => ({ practice: 'planted' }) },
			forget: { who: 'members' }
		}
	},
	'/(member)/meetings/[id]/report': {
		page: 'members',
		actions: {
			default: {
				who: 'members',
				body: () => ({ once: newId(), reason: 'other', words: 'Planted.' })
			}
		}
	},
	'/(facilitator)/meetings/[id]/debrief': {
		page: 'facilitators',
		actions: {
			debrief: { who: 'facilitators', body: () => ({ well: 'Planted.', hard: '', self: '' }) },
			note: {
				who: 'facilitators',
				body: ({ membershipId }) => ({
					...{ once: newId(), what: 'Planted.', owner: membershipId, due: '2031-01-07' }
				})
			},
			finish: { who: 'nobody', body: () => ({ followUpId: newId() }) },
			incident: {
				who: 'facilitators',
				body: () => ({ once: newId(), kind: 'technical', about: '' })
			}
		}
	},
	'/(member)/meetings/[id]/cover': {
		// Nobody is missing in these meetings; facilitators of other groups hear that, and no more.
		page: 'nobody',
		actions: {
			yes: { who: 'nobody', body: () => ({ alias: 'Planted' }) },
			back: { who: 'nobody' },
			goIn: { who: 'nobody' }
		}
	},
	'/(facilitator)/meetings/[id]/ready': {
		page: 'facilitators',
		actions: {
			plan: {
				who: 'facilitators',
				body: () => ({ 'minutes[]': ['5', '5', '5', '12', '35', '5', '12', '8', '3'] })
			},
			template: { who: 'facilitators', body: () => ({ template: 'sixty' }) },
			asGroup: { who: 'facilitators' }
		}
	}
};
