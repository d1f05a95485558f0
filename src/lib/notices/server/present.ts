import { pathOf, type Notice, type NoticeKind } from '../notices.ts';

export function presentNotice(row: {
	notice_id: string;
	kind: string;
	about: string;
	made_at: Date;
	seen_at: Date | null;
}): Notice {
	const kind = row.kind as NoticeKind;
	return {
		noticeId: row.notice_id,
		kind,
		href: pathOf(kind, row.about),
		madeAt: row.made_at.toISOString(),
		isNew: row.seen_at === null
	};
}
