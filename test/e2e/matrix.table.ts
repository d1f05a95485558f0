import { newId } from '#server/ids.ts';
import { itemKeys } from '#lib/wellbeing/wellbeing.ts';
import { tryingThings } from './matrix.coping.ts';
import { aroundMeetings } from './matrix.meetings.ts';
import { whenSomethingIsWrong } from './matrix.moderation.ts';
import { aroundTheSpace } from './matrix.space.ts';
import { learning } from './matrix.training.ts';

export type Actor =
	| 'visitor'
	| 'stranger'
	| 'waiting'
	| 'member'
	| 'removed'
	| 'facilitator'
	| 'facilitator elsewhere'
	| 'coordinator';

/** Who may. Rules about a group hold for the group that the address or the body names. */
export type Rule =
	| 'nobody'
	| 'anyone'
	| 'anyone, if it exists'
	| 'account'
	| 'account, if it exists'
	| 'members'
	| 'facilitators'
	| 'facilitators and coordinators'
	| 'staff'
	| 'coordinator'
	| 'coordinator, if it exists'
	| 'who it is about'
	| 'who asked';

/** A group with something of everything in it, or ids that lead nowhere. */
export interface Place {
	groupId: string;
	shareId: string;
	replyId: string;
	strategyId: string;
	meetingId: string;
	requestId: string;
	waitingId: string;
	membershipId: string;
	versions: { agreementVersion: number; limitsVersion: number };
}
type Body = (on: Place) => Record<string, string | string[]>;
export interface Action {
	who: Rule;
	/** A form as the page sends it: it must be right, or the refusal would prove nothing. */
	body?: Body;
}
export interface Row {
	page?: Rule;
	actions?: Record<string, Action>;
	/** `nobody`: whoever does not have the secret that the address wants. `coordinator`, `account`: others sign in first. */
	methods?: Partial<Record<'GET' | 'POST', 'anyone' | 'nobody' | 'account' | 'coordinator'>>;
	/** What the address needs to answer at all. */
	query?: string;
}

const wait: Body = ({ waitingId }) => ({ waitingId });
const moves: Body = ({ meetingId }) => ({ meetingId, day: '2031-01-07', time: '19:00' });
const meeting: Body = ({ meetingId }) => ({ meetingId });
const aSource = {
	...{ name: 'Planted', format: 'csv', url: '', timeZone: '', experience: 'any' },
	everyMinutes: ''
};
const someday = { issuedOn: '2026-01-01', expiresOn: '2027-01-01' };
const everyMonth = { freq: 'monthly', interval: '1', monthDay: '3', startsOn: '2031-01-07' };
const when = { ...everyMonth, localTime: '19:00', timeZone: 'Europe/Berlin', minutes: '90' };
const about = {
	...{ name: 'Somebody else’s', purpose: 'A purpose long enough.', experience: 'grief' },
	...{ language: 'en', meets: 'online', capacity: '10', entry: 'open', whatToExpect: '' }
};
const anyone = (...names: string[]) =>
	Object.fromEntries(names.map((name) => [name, { who: 'anyone' } as const]));
const account = (...names: string[]) =>
	Object.fromEntries(names.map((name) => [name, { who: 'account' } as const]));

/** One row for each route: a route without a row, or a row without its route, fails the test. */
export const table: Record<string, Row> = {
	...aroundMeetings,
	...tryingThings,
	...whenSomethingIsWrong,
	...aroundTheSpace,
	...learning,
	'/(public)': { page: 'anyone', actions: anyone('default') },
	'/(public)/about-groups': { page: 'anyone' },
	'/(public)/match': { page: 'anyone', actions: anyone('default') },
	'/(public)/l/[id]': {
		page: 'anyone, if it exists',
		// Nothing can be said here about our own groups.
		actions: {
			default: { who: 'nobody', body: () => ({ kind: 'wrong', words: 'Planted by nobody.' }) }
		}
	},
	'/(public)/print': { page: 'anyone', actions: anyone('default') },
	'/(public)/help': { page: 'anyone', actions: anyone('default') },
	'/(public)/help/(kept)/away': { page: 'anyone' },
	'/(public)/help/(kept)/offline': { page: 'anyone' },
	'/(public)/sign-in': { page: 'anyone', actions: anyone('default') },
	'/(public)/sign-up': { page: 'anyone', actions: anyone('default') },
	'/(public)/recover': { page: 'anyone', actions: anyone('default') },
	'/(public)/set-up': { page: 'anyone', actions: anyone('open', 'begin') },
	'/(public)/staff': {
		page: 'anyone',
		actions: {
			default: { who: 'account', body: () => ({ code: 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA' }) }
		}
	},
	'/(public)/invited': {
		page: 'anyone',
		actions: {
			default: { who: 'account', body: () => ({ code: 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA' }) }
		}
	},
	'/(public)/g/[id]': {
		page: 'anyone, if it exists',
		actions: {
			follow: { who: 'account, if it exists' },
			unfollow: { who: 'account, if it exists' }
		}
	},
	'/(public)/g/[id]/join': {
		page: 'anyone, if it exists',
		actions: {
			others: { who: 'anyone' },
			join: {
				who: 'account, if it exists',
				body: ({ versions }) => ({
					...{ alias: 'Planted', own: '', adult: 'on', agree: 'on' },
					agreementVersion: String(versions.agreementVersion),
					limitsVersion: String(versions.limitsVersion)
				})
			}
		}
	},
	'/(member)/home': {
		page: 'account',
		actions: {
			noticed: { who: 'account', body: () => ({ upTo: '2026-01-01T00:00:00.000Z' }) },
			withdraw: { who: 'who asked', body: ({ requestId }) => ({ requestId }) },
			take: { who: 'who asked', body: wait },
			letGo: { who: 'who asked', body: ({ waitingId }) => ({ waitingId, stay: 'no' }) },
			stay: { who: 'who asked', body: wait },
			leave: { who: 'who asked', body: wait },
			seen: { who: 'nobody', body: ({ groupId }) => ({ groupId }) },
			unfollow: { who: 'account', body: ({ groupId }) => ({ groupId }) }
		}
	},
	'/(member)/settings': {
		page: 'account',
		actions: {
			endLogin: { who: 'nobody', body: () => ({ loginId: newId() }) },
			...account('endOthers', 'signOut', 'prove', 'name', 'passphrase', 'codes', 'consent', 'end'),
			...account('told'),
			calendar: { who: 'account', body: () => ({ title: 'Meeting' }) },
			...account('endCalendar')
		}
	},
	'/(member)/answering': {
		page: 'account',
		actions: {
			default: {
				who: 'account',
				body: () => ({ aDay: '1', quietFrom: '22:00', quietUntil: '07:00' })
			}
		}
	},
	'/(member)/search': {
		page: 'account',
		actions: { default: { who: 'account', body: () => ({ words: 'planted' }) } }
	},
	'/(member)/saved': {
		page: 'account',
		actions: {
			save: {
				who: 'members',
				body: ({ groupId, shareId }) => ({ groupId, shareId, wanted: 'yes' })
			}
		}
	},
	'/(member)/my-words': {
		page: 'account',
		actions: {
			remove: {
				who: 'who it is about',
				body: ({ groupId, shareId }) => ({ groupId, shareId })
			},
			removeAll: { who: 'account', body: () => ({ sure: 'yes' }) }
		}
	},
	'/(member)/my-words/words.html': { methods: { GET: 'account' } },
	'/(member)/my-words/words.json': { methods: { GET: 'account' } },
	'/(member)/groups/[id]/about': {
		page: 'members',
		actions: {
			alias: { who: 'members', body: () => ({ alias: 'Planted' }) },
			accept: {
				who: 'members',
				body: ({ versions }) => ({
					agree: 'on',
					agreementVersion: String(versions.agreementVersion),
					limitsVersion: String(versions.limitsVersion)
				})
			},
			leave: { who: 'members', body: () => ({ takeWords: 'on' }) }
		}
	},
	'/(member)/questions/[membership]': {
		page: 'who it is about',
		actions: {
			answer: {
				who: 'who it is about',
				body: () => ({ once: newId(), ...Object.fromEntries(itemKeys.map((key) => [key, '1'])) })
			},
			choose: { who: 'who it is about', body: () => ({ choice: 'never' }) },
			remove: { who: 'nobody', body: () => ({ ratingId: newId() }) }
		}
	},
	'/(facilitator)/groups/[id]/requests': {
		page: 'facilitators',
		actions: {
			note: { who: 'facilitators', body: ({ membershipId }) => ({ membershipId, text: '' }) },
			approve: { who: 'facilitators', body: ({ requestId }) => ({ requestId }) },
			decline: {
				who: 'facilitators',
				body: ({ requestId }) => ({ requestId, reason: 'Planted reason.' })
			},
			endWait: {
				who: 'facilitators',
				body: ({ waitingId }) => ({ waitingId, reason: 'Planted reason.' })
			},
			remove: {
				who: 'facilitators',
				body: ({ membershipId }) => ({ membershipId, reason: 'Planted reason.' })
			},
			invite: { who: 'facilitators and coordinators' },
			move: { who: 'facilitators and coordinators', body: moves },
			cancel: { who: 'facilitators and coordinators', body: meeting },
			restore: { who: 'facilitators and coordinators', body: meeting }
		}
	},
	'/(facilitator)/groups/[id]/run': {
		page: 'facilitators',
		actions: {
			default: {
				who: 'facilitators',
				body: () => ({ 'minutes[]': ['5', '5', '5', '12', '35', '5', '12', '8', '3'] })
			}
		}
	},
	'/(coordinator)/programme': { page: 'coordinator' },
	'/(coordinator)/programme/incidents': { page: 'coordinator' },
	'/(coordinator)/programme/directory': {
		page: 'coordinator',
		actions: {
			add: { who: 'coordinator', body: () => aSource },
			change: { who: 'nobody', body: () => ({ ...aSource, sourceId: newId() }) },
			remove: { who: 'nobody', body: () => ({ sourceId: newId(), sure: 'yes' }) },
			read: { who: 'nobody', body: () => ({ sourceId: newId() }) },
			release: { who: 'nobody', body: () => ({ runId: newId() }) },
			refuse: { who: 'nobody', body: () => ({ runId: newId() }) }
		}
	},
	'/(coordinator)/programme/directory/upload': {
		page: 'coordinator',
		actions: { default: { who: 'coordinator' } }
	},
	'/(coordinator)/programme/directory/reports': { page: 'coordinator' },
	'/(coordinator)/programme/directory/reports/[run]': { page: 'nobody' },
	'/(coordinator)/programme/directory/reports/[run]/report.json': {
		methods: { GET: 'coordinator' }
	},
	'/(coordinator)/programme/directory/notes': {
		page: 'coordinator',
		actions: {
			decide: { who: 'nobody', body: () => ({ noteId: newId(), decision: 'hidden' }) }
		}
	},
	'/(coordinator)/programme/groups': { page: 'coordinator' },
	'/(coordinator)/programme/groups/new': {
		page: 'coordinator',
		actions: {
			default: {
				who: 'coordinator',
				body: () => ({
					...{ ...about, ...when, alias1: 'One', alias2: 'Two' },
					...{ lead1: newId(), lead2: newId() }
				})
			}
		}
	},
	'/(coordinator)/programme/groups/[id]': {
		page: 'coordinator, if it exists',
		actions: {
			details: { who: 'coordinator, if it exists', body: () => about },
			agreement: { who: 'coordinator, if it exists', body: () => ({ items: 'Anything goes.' }) },
			times: { who: 'coordinator, if it exists', body: () => when },
			addLead: { who: 'coordinator', body: () => ({ accountId: newId(), alias: 'Planted' }) },
			endLead: { who: 'nobody', body: ({ membershipId }) => ({ membershipId }) },
			invite: { who: 'coordinator, if it exists' },
			move: { who: 'coordinator, if it exists', body: moves },
			cancel: { who: 'coordinator, if it exists', body: meeting },
			restore: { who: 'coordinator, if it exists', body: meeting },
			close: { who: 'coordinator, if it exists', body: () => ({ sure: 'yes' }) }
		}
	},
	'/(coordinator)/programme/people': {
		page: 'coordinator',
		actions: {
			invite: { who: 'coordinator', body: () => ({ role: 'coordinator', label: 'Planted' }) },
			withdrawInvitation: { who: 'nobody', body: () => ({ invitationId: newId() }) },
			certify: { who: 'nobody', body: () => ({ accountId: newId(), ...someday }) },
			withdrawCertificate: { who: 'nobody', body: () => ({ certificateId: newId() }) },
			endRole: { who: 'nobody', body: () => ({ accountId: newId(), role: 'coordinator' }) }
		}
	},
	'/dev/ui': { page: 'nobody' },
	'/api/v1/impact': { methods: { GET: 'anyone' } },
	'/api/v1/listings': { methods: { GET: 'anyone' } },
	'/api/v1/listings/[id]': { methods: { GET: 'anyone' } },
	'/api/v1/openapi.json': { methods: { GET: 'anyone' } },
	'/feeds/meeting-guide.json': { methods: { GET: 'anyone' } },
	'/feeds/meeting-guide.csv': { methods: { GET: 'anyone' } },
	'/feeds/hsds': { methods: { GET: 'anyone' } },
	'/feeds/hsds/services': { methods: { GET: 'anyone' } },
	'/feeds/hsds/services/[id]': { methods: { GET: 'anyone' } },
	'/feeds/hsds/organizations': { methods: { GET: 'anyone' } },
	'/feeds/hsds/service_at_locations': { methods: { GET: 'anyone' } },
	'/feeds/hsds/taxonomies': { methods: { GET: 'anyone' } },
	'/feeds/hsds/taxonomies/[id]': { methods: { GET: 'nobody' } },
	'/feeds/hsds/taxonomy_terms': { methods: { GET: 'anyone' } },
	'/feeds/hsds/taxonomy_terms/[id]': { methods: { GET: 'nobody' } },
	'/api/v1/places': { methods: { GET: 'anyone' }, query: '?q=harbour' },
	'/feeds/calendar/listing/[id].ics': { methods: { GET: 'anyone' } },
	'/feeds/calendar/search.ics': { methods: { GET: 'anyone' } },
	'/feeds/calendar/own/[secret].ics': { methods: { GET: 'nobody' } },
	'/embed': { methods: { GET: 'anyone' } },
	'/health': { methods: { GET: 'anyone' } },
	'/leave': { methods: { GET: 'anyone', POST: 'anyone' } }
};
