import { newId } from '#server/ids.ts';
import type { Action, Row, Rule } from './matrix.table.ts';

/** Of reports that are not there: who may read one is tried on reports that are, in reviewing.spec.ts. */
const reports = (who: Rule): Record<string, Action> => ({
	choose: { who, body: () => ({ days: '0' }) },
	open: { who: 'nobody', body: () => ({ reportId: newId() }) },
	decide: {
		who: 'nobody',
		body: () => ({ reportId: newId(), decision: 'no_step', why: 'Planted by nobody.' })
	},
	pass: { who: 'nobody', body: () => ({ reportId: newId(), pass: 'yes' }) },
	openAppeal: { who: 'nobody', body: () => ({ decisionId: newId() }) },
	answerAppeal: {
		who: 'nobody',
		body: () => ({ decisionId: newId(), answer: 'kept', tell: 'Planted by nobody.' })
	}
});
/** The server of this test sends no mail, so that nobody can go on call. */
const onCall: Record<string, Action> = {
	add: {
		who: 'nobody',
		body: () => ({
			...{ name: 'Planted', address: 'planted@example.org', always: 'on', timeZone: 'UTC' }
		})
	},
	test: { who: 'nobody', body: () => ({ onCallId: newId(), code: 'Planted' }) },
	end: { who: 'nobody', body: () => ({ onCallId: newId() }) }
};

/** The rows of what there is when something is wrong. */
export const whenSomethingIsWrong: Record<string, Row> = {
	'/(member)/groups/[id]/report': {
		page: 'members',
		actions: { default: { who: 'members', body: () => ({ once: newId(), reason: 'other' }) } }
	},
	'/(member)/groups/[id]/apart': {
		page: 'members',
		// It is the member’s own: nobody is kept apart from themselves.
		actions: {
			default: {
				who: 'facilitators',
				body: ({ membershipId }) => ({ membershipId, where: 'group' })
			}
		}
	},
	'/(member)/groups/[id]/know': {
		page: 'members',
		actions: { default: { who: 'members', body: () => ({ once: newId(), who: '' }) } }
	},
	'/(member)/settings/apart': {
		page: 'account',
		actions: { default: { who: 'account', body: () => ({ apartId: '0'.repeat(64) }) } }
	},
	'/(member)/settings/about-me': {
		page: 'account',
		actions: {
			appeal: { who: 'nobody', body: () => ({ decisionId: newId(), words: 'Planted.' }) },
			letGo: { who: 'nobody', body: () => ({ decisionId: newId() }) },
			stay: { who: 'nobody', body: () => ({ decisionId: newId() }) }
		}
	},
	'/(member)/settings/reports': {
		page: 'account',
		actions: { default: { who: 'nobody', body: () => ({ reportId: newId(), words: 'Planted.' }) } }
	},
	'/(facilitator)/groups/[id]/on-call': { page: 'facilitators', actions: onCall },
	'/(facilitator)/groups/[id]/reports': {
		page: 'facilitators',
		actions: reports('facilitators')
	},
	'/(coordinator)/programme/on-call': { page: 'coordinator', actions: onCall },
	'/(public)/transparency': { page: 'anyone' },
	'/(public)/transparency/figures.csv': { methods: { GET: 'anyone' } },
	'/(coordinator)/programme/transparency': { page: 'coordinator' },
	'/(coordinator)/programme/reports': { page: 'coordinator', actions: reports('coordinator') }
};
