import { describe, expect, test } from 'vitest';
import strings from '#test/corpus/markup.json' with { type: 'json' };
import * as groups from '#lib/groups/server/groups.ts';
import { hour } from '#server/clock.ts';
import { newId } from '#server/ids.ts';
import { group } from '#test/support/groups.ts';
import { code } from '#test/support/moderation.ts';
import { openWorld } from '#test/support/world.ts';
import { EditShareInput, ReplyInput, ShareInput } from '../inputs.ts';
import { parts, type Within } from '../shape.ts';
import * as shares from './shares.ts';

/** Two hundred strings that are scripts and markup elsewhere, through everything that takes words. */
const world = await openWorld();
const made = await group(world);
const { groupId } = made;
const [fern, tide] = [await made.member('Fern'), await made.member('Tide')];

const mayBeNote = (text: string) => text.trim().length <= 120 && !text.trim().includes('\n');
const isOurs = (within: readonly Within[]): boolean =>
	within.every((part) => !('is' in part) || (parts.includes(part.is) && isOurs(part.of)));

test('there are two hundred of them, each once', () => {
	expect(new Set(strings).size).toBe(200);
});

describe('text stays text', () => {
	test('in a share with a note and in a reply, as the form reads them, and when they are changed', async () => {
		for (const text of strings) {
			world.clock.pass(hour);
			const note = mayBeNote(text) ? text : '';
			const form = { once: newId(), need: 'listen', text, note };
			const { shareId } = await shares.share(fern.ctx, groupId, ShareInput.parse(form));
			const under = ReplyInput.parse({ once: newId(), shareId, text });
			const { replyId } = await shares.reply(tide.ctx, groupId, under);
			const seen = async () => (await shares.find(tide.ctx, { groupId, shareId })).share;
			const share = await seen();
			const [reply] = share.replies;
			expect([share.text, share.about.note]).toEqual([text.trim(), note.trim()]);
			expect(reply).toMatchObject({ replyId, text: text.trim(), shape: share.shape });
			expect(isOurs(share.shape ?? [])).toBe(true);
			const changed = EditShareInput.parse({ ...form, text: `Still. ${text}` });
			await shares.edit(fern.ctx, { groupId, shareId }, changed);
			expect((await seen()).text).toBe(`Still. ${text.trimEnd()}`);
		}
	}, 120_000);

	test('in what is found, kept, saved and taken along', async () => {
		const text = strings[0]!;
		const { shareId } = await shares.share(fern.ctx, groupId, {
			...{ once: newId(), need: 'listen', text: `${text} *so* it goes` }
		});
		const { found } = await shares.search(tide.ctx, { words: 'goes' });
		expect(found.map(({ excerpt }) => excerpt.join(''))).toEqual([`${text} *so* it goes`]);
		await shares.save(tide.ctx, { groupId, shareId, wanted: true });
		expect((await shares.saved(tide.ctx))[0]!.beginning).toBe(`${text} so it goes`);
		const file = shares.asHtml(await shares.exportOwn(fern.ctx, {}), 'UTC');
		let page = '';
		for await (const piece of file) page += piece;
		expect(page).toContain('*so* it goes');
		expect(page.match(/<(?!\/?(?:html|meta|title|style|h1|h2|article|p|em)[ >])[^!]/g)).toBeNull();
	});
});

test('as an alias none of them comes out: it is refused, or letters are all that is left', async () => {
	for (const alias of strings) {
		world.clock.pass(hour);
		const tried = groups.changeAlias(tide.ctx, { groupId, alias });
		const outcome = await code(tried);
		if (outcome !== 'done') expect(outcome).toBe('invalid');
		else expect((await tried).alias).toMatch(/^[\p{L}\p{M} '-]+$/u);
	}
});
