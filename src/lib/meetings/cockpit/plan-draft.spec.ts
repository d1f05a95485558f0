import { describe, expect, it } from 'vitest';
import { NEEDED_PARTS } from '#lib/groups/groups.ts';
import { Rehearsal } from '#test/support/rehearsal.ts';
import {
	caughtUp,
	draftOf,
	isChanged,
	lasting,
	mayGo,
	moved,
	planned,
	STAYING,
	withNew,
	without
} from './plan-draft.ts';

const sharing = () => Rehearsal.opened('fern', 'tide', 'lark').at('sharing');
const names = (draft: ReturnType<typeof draftOf>) => planned(draft).map(({ name }) => name);
const keyOf = (draft: ReturnType<typeof draftOf>, name: string) =>
	draft.coming.find((part) => part.name === name)!.key;

describe('what a lead changes of the parts to come', () => {
	it('knows the parts that no meeting goes without', () => {
		expect(STAYING).toEqual(NEEDED_PARTS);
	});

	it('is what the room takes', () => {
		const play = sharing();
		let draft = withNew(draftOf(play.state), 'grounding');
		draft = without(draft, keyOf(draft, 'skill'));
		draft = lasting(draft, keyOf(draft, 'pause'), 8);
		expect(isChanged(draft)).toBe(true);
		play.do('mara', { t: 'plan', from: draft.from, coming: planned(draft) });
		expect(play.state.parts.slice(play.state.part + 1)).toEqual(planned(draft));
		expect(names(draft)).toEqual(['grounding', 'pause', 'closing', 'grounding']);
	});

	it('lets go of what is not needed, and of a grounding as long as another comes', () => {
		const play = sharing();
		const draft = withNew(draftOf(play.state), 'grounding');
		const [first, last] = draft.coming.filter(({ name }) => name === 'grounding');
		expect(mayGo(play.state, draft, keyOf(draft, 'skill'))).toBe(true);
		expect(mayGo(play.state, draft, keyOf(draft, 'closing'))).toBe(false);
		expect(mayGo(play.state, draft, first!.key)).toBe(true);
		expect(mayGo(play.state, without(draft, first!.key), last!.key)).toBe(false);
	});

	it('moves parts, but never out of the order that keeps people safe, nor over an end', () => {
		const play = sharing();
		const draft = draftOf(play.state);
		expect(names(moved(play.state, draft, 0, 1)!)).toEqual([
			...['skill', 'pause', 'closing', 'grounding']
		]);
		expect(moved(play.state, draft, 2, 3)).toBeNull();
		expect(moved(play.state, draft, 0, -1)).toBeNull();
		expect(moved(play.state, draft, 3, 4)).toBeNull();
	});

	it('stays when the meeting goes on meanwhile, without what began', () => {
		const play = sharing();
		const draft = lasting(draftOf(play.state), 6, 20);
		expect(caughtUp(play.state, draft).meanwhile).toBe('nothing');
		play.do('mara', { t: 'next-part', from: play.state.part });
		const now = caughtUp(play.state, draft);
		expect(now.meanwhile).toBe('went-on');
		expect(names(now.draft)).toEqual(['skill', 'closing', 'grounding']);
		expect(planned(now.draft)[0]?.minutes).toBe(20);
		expect(now.draft.from).toBe(play.state.part);
	});

	it('says when somebody else changed what is to come', () => {
		const play = sharing();
		const draft = draftOf(play.state);
		const coming = planned(without(draft, keyOf(draft, 'pause')));
		play.do('mara', { t: 'plan', from: draft.from, coming });
		expect(caughtUp(play.state, draft)).toEqual({ draft, meanwhile: 'changed' });
	});
});
