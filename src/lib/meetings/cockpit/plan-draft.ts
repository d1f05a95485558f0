import type { Part, PartName } from '#lib/groups/groups.ts';
import { INSERTED_MINUTES } from '../limits.ts';
import type { RoomState } from '../room.ts';

/**
 * What a lead changes of the parts that are to come, before it is sent. Kept apart from the room, so that
 * nothing of it is lost when the meeting moves on in between.
 */
export interface PlanDraft {
	/** The part that ran when the parts below were read. */
	from: number;
	/** What was to come then. */
	base: readonly Part[];
	coming: readonly DraftPart[];
}

/** `key`: the place a part had in the room, or a number beyond all places for one that was put in. */
export interface DraftPart extends Part {
	key: number;
}

/** No meeting without these, in this order. A copy: the groups' vocabulary is too much for this page. */
export const STAYING: readonly PartName[] = ['opening', 'agreements', 'closing', 'grounding'];
/** What can be put in. */
export const INSERTED = ['pause', 'grounding'] as const;
const FIRST_NEW_KEY = 1_000;

const bare = (parts: readonly Part[]): Part[] =>
	parts.map(({ name, minutes }) => ({ name, minutes }));
const same = (a: readonly Part[], b: readonly Part[]): boolean =>
	JSON.stringify(bare(a)) === JSON.stringify(bare(b));

const comingIn = (room: RoomState): Part[] => bare(room.parts.slice(room.part + 1));

export function draftOf(room: RoomState): PlanDraft {
	const base = comingIn(room);
	const coming = base.map((part, i) => ({ ...part, key: room.part + 1 + i }));
	return { from: room.part, base, coming };
}

/** As the room takes it. */
export const planned = ({ coming }: PlanDraft): Part[] => bare(coming);

export const isChanged = (draft: PlanDraft): boolean => !same(draft.base, draft.coming);

/** Whether a meeting could go like this: what stays is there, in its order. */
function isSafe(room: RoomState, coming: readonly Part[]): boolean {
	const held = room.parts.slice(0, room.part + 1).map(({ name }) => name);
	const places = STAYING.filter(
		(name) => !held.includes(name) && room.parts.some((part) => part.name === name)
	).map((name) => coming.findLastIndex((part) => part.name === name));
	return places.every((place, i) => place >= 0 && (i === 0 || place > places[i - 1]!));
}

/** Whether the part with this key may be left out. */
export const mayGo = (room: RoomState, draft: PlanDraft, key: number): boolean =>
	isSafe(
		room,
		draft.coming.filter((part) => part.key !== key)
	);

export const without = (draft: PlanDraft, key: number): PlanDraft => ({
	...draft,
	coming: draft.coming.filter((part) => part.key !== key)
});

/** The part at `from` in the place `to`; null when that would not be safe, or goes nowhere. */
export function moved(
	room: RoomState,
	draft: PlanDraft,
	from: number,
	to: number
): PlanDraft | null {
	const part = draft.coming[from];
	if (!part || to < 0 || to >= draft.coming.length) return null;
	const coming = draft.coming.toSpliced(from, 1).toSpliced(to, 0, part);
	return isSafe(room, coming) ? { ...draft, coming } : null;
}

/** With something put in, to come at once; it can be moved. */
export function withNew(draft: PlanDraft, name: (typeof INSERTED)[number]): PlanDraft {
	const key = Math.max(FIRST_NEW_KEY, ...draft.coming.map((part) => part.key + 1));
	return { ...draft, coming: [{ name, minutes: INSERTED_MINUTES, key }, ...draft.coming] };
}

export const lasting = (draft: PlanDraft, key: number, minutes: number): PlanDraft => ({
	...draft,
	coming: draft.coming.map((part) => (part.key === key ? { ...part, minutes } : part))
});

/** What happened meanwhile: the meeting went on, or somebody else changed what is to come. */
export type Meanwhile = 'nothing' | 'went-on' | 'changed';

/** The draft as it stands in the room of now: what began meanwhile is no longer to come. */
export function caughtUp(
	room: RoomState,
	draft: PlanDraft
): { draft: PlanDraft; meanwhile: Meanwhile } {
	const begun = room.part - draft.from;
	const base = draft.base.slice(begun);
	const coming = draft.coming.filter((part) => part.key > room.part);
	const changed = !same(base, comingIn(room));
	if (begun === 0) return { draft, meanwhile: changed ? 'changed' : 'nothing' };
	const now = { from: room.part, base, coming };
	return { draft: now, meanwhile: changed ? 'changed' : 'went-on' };
}
