import { z } from 'zod';

/** What somebody can be told. Each kind has one sentence, the same for everybody (`notices.kind.…`). */
export const NOTICE_KINDS = [
	...(['day', 'hour', 'moved', 'called_off', 'held_after_all', 'times'] as const),
	...(['cover', 'cover_moved', 'cover_off'] as const),
	...(['debrief', 'follow_up', 'follow_up_due'] as const)
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Notices are deleted after so many days, seen or not. */
export const NOTICES_KEPT = 21;
/** The oldest go when somebody has more than these. */
export const MOST_NOTICES = 50;

export interface Notice {
	noticeId: string;
	kind: NoticeKind;
	/** The page it leads to. */
	href: string;
	/** ISO 8601, in UTC. */
	madeAt: string;
	isNew: boolean;
}

/** What was on the page when it was called seen: what came later stays new. */
export const SeenInput = z.object({ upTo: z.iso.datetime('invalid') });

/** Where a notice leads. */
export function pathOf(kind: NoticeKind, about: string): string {
	if (kind === 'times') return `/groups/${about}`;
	if (kind.startsWith('cover')) return `/meetings/${about}/cover`;
	const isAfter = kind === 'debrief' || kind.startsWith('follow_up');
	return isAfter ? `/meetings/${about}/debrief` : `/meetings/${about}`;
}
