import { newId } from '#server/ids.ts';
import type { Action, Row } from './matrix.table.ts';

const words: Action['body'] = () => ({
	...{ once: newId(), need: 'listen', text: 'Planted by nobody.' }
});
const says: Action['body'] = ({ shareId }) => ({ shareId, said: 'hear.yes' });

/** The rows of a group's own space. */
export const aroundTheSpace: Record<string, Row> = {
	'/(member)/groups/[id]': {
		page: 'members',
		actions: {
			share: { who: 'members', body: words },
			keep: { who: 'members', body: words },
			dropDraft: { who: 'members' },
			lately: {
				who: 'members',
				body: () => ({ since: new Date().toISOString(), list: 'all' })
			},
			respond: { who: 'members', body: says }
		}
	},
	'/(member)/groups/[id]/filters': {
		page: 'members',
		actions: {
			topics: { who: 'members', body: () => ({ words: 'planted', how: 'fold' }) },
			// It is the member’s own: nobody folds their own words away.
			fold: { who: 'facilitators', body: ({ membershipId }) => ({ membershipId, wanted: 'no' }) }
		}
	},
	'/(member)/groups/[id]/shares/[share]': {
		page: 'members',
		actions: {
			reply: { who: 'members', body: words },
			respond: { who: 'members', body: says },
			edit: { who: 'who it is about', body: words },
			remove: { who: 'who it is about' },
			editReply: { who: 'facilitators', body: ({ replyId }) => ({ replyId, text: 'Planted.' }) },
			removeReply: { who: 'facilitators', body: ({ replyId }) => ({ replyId }) }
		}
	},
	'/(member)/groups/[id]/welcome': {
		page: 'members',
		actions: {
			ask: { who: 'members' },
			end: { who: 'members', body: () => ({ as: 'newcomer' }) },
			offer: { who: 'members', body: () => ({ wanted: 'no' }) },
			settle: { who: 'members', body: () => ({ wanted: 'yes' }) }
		}
	},
	'/(facilitator)/groups/[id]/answering': {
		page: 'facilitators',
		actions: { default: { who: 'facilitators', body: () => ({ hours: '5' }) } }
	},
	'/(facilitator)/groups/[id]/responses': {
		page: 'facilitators',
		actions: { default: { who: 'facilitators', body: () => ({ 'responses[]': ['hear'] }) } }
	}
};
