import { kindNow } from '#lib/meetings/room.ts';
import type { ResponseKind } from '#lib/meetings/speaking.ts';
import { between, dice } from '../dice.ts';
import type { Voice } from '../script/script.ts';
import { inTurn } from './in-turn.ts';
import { saying, second, type Mind, type Move } from './move.ts';
import type { Heard, View } from './view.ts';

const RESPONSES: readonly ResponseKind[] = ['hear', 'with', 'thank', 'believe'];

/** Somebody in the circle, the `seat`th of them: says one thing on their turn, or passes, and listens. */
export const memberMind =
	(voice: Voice, seat: number): Mind =>
	(view) => {
		if (view.room.ended) return leaving(seat);
		if (view.place === 'outside') return [];
		if (view.room.pause) return [];
		return [
			arriving(seat),
			...inTurn(view, voice),
			...together(view, voice, seat),
			...responding(view, seat)
		];
	};

const arriving = (seat: number): Move => ({
	...{ key: 'arriving', after: between(3, 9, seat, 'arriving') * second },
	send: [{ t: 'rating', when: 'arriving', value: between(4, 7, seat, 'comes') }]
});

const leaving = (seat: number): Move[] => [
	{
		...{ key: 'leaving', after: between(4, 12, seat, 'leaving') * second, goes: true },
		send: [{ t: 'rating', when: 'leaving', value: between(2, 4, seat, 'leaves') }]
	}
];

/** Where everybody may write, each in their own time. */
function together({ room, part, place }: View, voice: Voice, seat: number): Move[] {
	const words = part && voice[part.name];
	if (!words || place !== 'inside' || kindNow(room) !== 'together') return [];
	return [saying(`say:${room.part}`, words, (3 + seat * 4) * second)];
}

/** Somebody who looks at the demonstration is always answered, by some of them. */
function responding(view: View, seat: number): Move[] {
	const { me, inPart, room } = view;
	const last = inPart.findLast((heard) => isOfOthers(view, heard));
	if (!last || view.place !== 'inside') return [];
	const moved = view.isVisitor(last.who) ? seat % 2 === 0 : dice(me, last.n) < 0.3;
	if (!moved) return [];
	const kind = RESPONSES[between(0, RESPONSES.length - 1, me, last.n, 'kind')]!;
	const after = between(3, 9, me, last.n, 'after') * second;
	return [{ key: `respond:${room.part}:${last.n}`, after, send: [{ t: 'response', kind }] }];
}

const isOfOthers = ({ me, room }: View, { t, who }: Heard): boolean =>
	t === 'w' && who !== me && room.people.find(({ id }) => id === who)?.role === 'member';
