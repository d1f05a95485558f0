import { z } from 'zod';

/** What somebody can be told. Each kind has one sentence, the same for everybody (`notices.kind.…`). */
export const NOTICE_KINDS = [
	...(['day', 'hour', 'moved', 'called_off', 'held_after_all', 'times'] as const),
	...(['cover', 'cover_moved', 'cover_off'] as const),
	...(['debrief', 'follow_up', 'follow_up_due'] as const),
	...(['let_in', 'answer', 'seat', 'asked', 'looked_at'] as const),
	...(['to_review', 'to_decide', 'decided'] as const),
	...(['unheard', 'unheard_lead', 'unheard_day'] as const),
	...(['practice', 'shown_to_you', 'welcome'] as const)
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What somebody can choose not to be told. That a meeting changed, or is off, they always learn. */
export const TOPICS = {
	reminders: ['day', 'hour'],
	/** For whoever may lead: whether they step in. */
	questions: ['cover'],
	/** How something went on that somebody tried by themselves. */
	later: ['practice']
} as const satisfies Record<string, readonly NoticeKind[]>;
export type Topic = keyof typeof TOPICS;
export const topics = Object.keys(TOPICS) as Topic[];
/** The topics that are wanted; one that is not named is turned off. */
export const ChooseInput = z.object({ topics: z.array(z.enum(topics, 'choose')).default([]) });

/** Notices are deleted after so many days, seen or not. */
export const NOTICES_KEPT = 21;
/** The oldest go when somebody has more than these. */
export const MOST_NOTICES = 50;
/** So many are shown at once: the next meeting must not be far below. */
export const NOTICES_A_PAGE = 5;

export interface Notice {
	noticeId: string;
	kind: NoticeKind;
	/** The page it leads to. */
	href: string;
	/** ISO 8601, in UTC. */
	madeAt: string;
	isNew: boolean;
}

/** What was on the page when it was called seen: what came later, or stands on other pages, stays new. */
export const SeenInput = z.object({
	upTo: z.iso.datetime('invalid'),
	from: z.iso.datetime('invalid').optional()
});

/** Where a notice leads. */
export function pathOf(kind: NoticeKind, about: string): string {
	if (kind === 'practice') return '/library/mine#questions';
	if (kind === 'shown_to_you') return `/groups/${about}/plans`;
	if (kind === 'looked_at') return '/settings/reports';
	if (kind === 'decided') return '/settings/about-me';
	if (kind === 'to_review') return `/groups/${about}/reports`;
	if (kind === 'to_decide') return '/programme/reports';
	if (kind === 'unheard_day') return '/programme#answering';
	if (kind.startsWith('unheard')) return '/answering';
	if (kind === 'times' || kind === 'let_in') return `/groups/${about}`;
	if (kind === 'welcome') return `/groups/${about}/welcome`;
	if (kind === 'asked') return `/groups/${about}/requests`;
	if (kind === 'answer') return '/home#answers';
	if (kind === 'seat') return `/home#seat-${about}`;
	if (kind.startsWith('cover')) return `/meetings/${about}/cover`;
	const isAfter = kind === 'debrief' || kind.startsWith('follow_up');
	return isAfter ? `/meetings/${about}/debrief` : `/meetings/${about}`;
}
