import { beforeAll, describe, expect, it } from 'vitest';
import { page } from 'vitest/browser';
import { render } from 'vitest-browser-svelte';
import './ui.css';
import Circle, { type Person } from './Circle.svelte';
import { palettes, shapes } from './marks.ts';

const names =
	'Kingfisher Goldfinch You Cedar Hawthorn Tide Blackbird Pebble Heron Fern Juniper Dune Starling Maple Bay Sandpiper';
const notes = ['next', 'passed', 'resting', 'with a facilitator', 'calm room', 'away', undefined];

const people = (many: number, isNoted: boolean): Person[] =>
	names
		.split(' ')
		.slice(0, many)
		.map((name, index) => {
			const note = isNoted ? notes[index % notes.length] : undefined;
			return {
				...{ id: name, name, holdsPiece: index === 6, isMe: name === 'You' },
				shape: shapes[index % shapes.length] ?? 'stone',
				palette: palettes[index % palettes.length] ?? 6,
				...(note && { note, sign: 'moon' as const, state: 'apart' as const })
			};
		});

async function shown(many: number, width: number, isNoted: boolean) {
	await page.viewport(width, 900);
	const all = people(many, isNoted);
	const screen = await render(Circle, {
		...{ people: all, arc: 0.6, lines: ['Sharing', 'about 20', 'minutes left'] },
		...{
			title: 'People in a circle.',
			list: all.map(({ name, note }) => `${name}: ${note ?? 'listening'}`)
		}
	});
	return screen.container;
}

/** What of the people's marks and words lies over those of another one, or over the words in the middle. */
function overlaps(container: HTMLElement): string[] {
	const boxes = [...container.querySelectorAll('.picture .person')].flatMap((group, index) =>
		[...group.querySelectorAll('text, .face')].map((part) => ({
			index,
			is: part.textContent.trim() || 'a mark',
			box: part.getBoundingClientRect()
		}))
	);
	const middle = [...container.querySelectorAll('.picture .middle')].map((part) => ({
		...{ index: -1, is: part.textContent, box: part.getBoundingClientRect() }
	}));
	return boxes.flatMap((one) =>
		[...boxes, ...middle]
			.filter((other) => other.index !== one.index)
			// A line's box is higher than its letters.
			.filter(({ box }) => box.left < one.box.right - 1 && one.box.left < box.right - 1)
			.filter(({ box }) => box.top < one.box.bottom - 6 && one.box.top < box.bottom - 6)
			.map((other) => `${one.is} over ${other.is}`)
	);
}

// Letters that are late are kept for the next page (tokens/fonts.css), and others are wider.
beforeAll(async () => {
	await document.fonts.load('600 16px "Atkinson Hyperlegible Next Variable"');
	await document.fonts.load('400 16px "Atkinson Hyperlegible Next Variable"');
});

describe('people in a circle', () => {
	it.each([
		...[2, 8, 10, 12].flatMap((many) => [320, 390, 540].map((width) => [many, width] as const)),
		...[13, 16].map((many) => [many, 540] as const)
	])('%i of them do not lie over each other, %i px wide', async (many, width) => {
		for (const isNoted of [false, true])
			expect(overlaps(await shown(many, width, isNoted))).toEqual([]);
	});

	it.each(['Check-in round', 'A skill together', 'Agreements'])(
		'leave the name of the part inside the ring: %s',
		async (name) => {
			for (const width of [320, 390, 1280]) {
				await page.viewport(width, 900);
				const { container } = await render(Circle, {
					...{ people: people(4, false), arc: 0.6, title: 'People in a circle.', list: [] },
					lines: [name, 'about 12', 'minutes left']
				});
				const track = container.querySelector('.track')!.getBoundingClientRect();
				const centre = { x: track.x + track.width / 2, y: track.y + track.height / 2 };
				const said = [...container.querySelectorAll('.middle')];
				expect(said.map(({ textContent }) => textContent).join(' ')).toContain(name);
				for (const line of said) {
					const { left, right, top, bottom } = line.getBoundingClientRect();
					const corners = [left, right].flatMap((x) => [top, bottom].map((y) => ({ x, y })));
					for (const { x, y } of corners)
						expect(Math.hypot(x - centre.x, y - centre.y)).toBeLessThan(track.width / 2);
				}
			}
		}
	);

	it('are a list where more than twelve do not fit', async () => {
		const container = await shown(16, 320, true);
		const list = container.querySelector('ul')!;
		expect(list.getBoundingClientRect().height).toBeGreaterThan(200);
		expect(container.querySelector('.picture')!.getBoundingClientRect().height).toBeLessThan(2);
		expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(320);
		expect(list.querySelectorAll('li')).toHaveLength(16);
	});

	it('are always a list for those who do not see the picture', async () => {
		const container = await shown(8, 390, true);
		const list = container.querySelector('ul')!;
		expect(list.getBoundingClientRect().width).toBeLessThan(2);
		expect(list.textContent).toContain('Cedar: with a facilitator');
	});
});
