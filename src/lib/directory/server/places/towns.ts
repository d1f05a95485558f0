import { sql } from 'kysely';
import type { Ctx } from '#server/ctx.ts';
import type { MapDot, MapTown } from '../../map.ts';
import { pin } from './dots.ts';
import { inFrame, type Frame } from './frame.ts';
import { latOf } from './mercator.ts';

export interface Town {
	name: string;
	lat: number;
	lng: number;
}

const candidates = 40;
/** More names than these are a list, not a map. */
const most = 7;

/** How many people a town needs to be named on a map of so many km. */
const levels = [
	{ km: 3000, population: 300_000 },
	{ km: 800, population: 30_000 },
	{ km: 200, population: 5000 },
	{ km: 0, population: 0 }
];

/** The largest towns within the frame, the largest first. */
export async function townsIn(ctx: Ctx, frame: Frame): Promise<Town[]> {
	const right = frame.left + frame.width / frame.perDegree;
	const [south, north] = [frame.top - frame.height / frame.perDegree, frame.top].map(latOf);
	const { population } = levels.find(({ km }) => frame.km >= km)!;
	// The same for everyone: it needs no transaction that says who asks.
	const { rows } = await sql<Town>`
		select distinct name, lat, lng, population from place_name
			where kind = 'city' and lat between ${south} and ${north} and population >= ${population}
			and (lng between ${frame.left} and ${right} or lng + 360 between ${frame.left} and ${right}
				or lng - 360 between ${frame.left} and ${right})
			order by population desc, name limit ${candidates}`.execute(ctx.db);
	return rows;
}

/** On a map of more km, a pin covers a country, and a name beside it would say the wrong town. */
const nearPins = 1500;

interface Box {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

const edge = 8;
/** Of a sign and of a line, as large as words become on the narrowest screens. */
const letter = 10.2;
const line = 20;

const anchors = {
	start: (x: number) => x,
	middle: (x: number, width: number) => x - width / 2,
	end: (x: number, width: number) => x - width
};

interface Stand {
	x: number;
	y: number;
	anchor: MapTown['anchor'];
}

/** Where the words may stand, the best first: beside the town's own point, or beside the pin that hides it. */
function standsOf(x: number, y: number, hiding: MapDot | undefined): Stand[] {
	if (!hiding)
		return [
			{ x: x + 9, y: y + 5, anchor: 'start' },
			{ x: x - 9, y: y + 5, anchor: 'end' },
			{ x, y: y + 22, anchor: 'middle' },
			{ x, y: y - 10, anchor: 'middle' }
		];
	const { half } = hiding;
	const [above, below] = [hiding.y - pin - 9, hiding.y + pin + 21];
	return [
		{ x: hiding.x, y: below, anchor: 'middle' },
		{ x: hiding.x, y: above, anchor: 'middle' },
		{ x: hiding.x + half + 7, y: hiding.y + 5, anchor: 'start' },
		{ x: hiding.x - half - 7, y: hiding.y + 5, anchor: 'end' },
		...[below, above].flatMap((y): Stand[] => [
			{ x: hiding.x - half, y, anchor: 'start' },
			{ x: hiding.x + half, y, anchor: 'end' }
		])
	];
}

/** Names that fit beside each other, the pins and the scale. A town without room for its name is left out. */
export function namesOf(
	towns: readonly Town[],
	frame: Frame,
	taken: { dots: readonly MapDot[]; scale: Box | null }
): MapTown[] {
	const boxes = taken.dots.map(({ x, y, half }) => around(x, y, half + 3, pin + 3));
	if (taken.scale) boxes.push(taken.scale);
	const names: Box[] = [];
	const placed: MapTown[] = [];
	for (const [index, town] of towns.entries()) {
		if (placed.length === most) break;
		const { x, y } = inFrame(frame, town);
		const point = around(x, y, 3, 3);
		const isFree = fits(point, frame) && !names.some((box) => overlap(box, point));
		if (!isFree || placed.some((one) => Math.hypot(one.x - x, one.y - y) < 2 * line)) continue;
		const hiding = taken.dots.find((dot) => overlap(around(dot.x, dot.y, dot.half, pin), point));
		if (hiding && frame.km > nearPins) continue;
		for (const stand of standsOf(x, y, hiding)) {
			const words = wordsAt(stand, town.name.length * letter);
			if (!fits(words, frame) || boxes.some((box) => overlap(box, words))) continue;
			boxes.push(words, point);
			names.push(words);
			placed.push({
				...{ x: Math.round(x), y: Math.round(y), name: town.name, anchor: stand.anchor },
				...{ textX: Math.round(stand.x), textY: Math.round(stand.y), isMain: index === 0 }
			});
			break;
		}
	}
	return placed;
}

function wordsAt({ x, y, anchor }: Stand, width: number): Box {
	const left = anchors[anchor](x, width);
	return { left, top: y - 15, right: left + width, bottom: y - 15 + line };
}

const around = (x: number, y: number, halfWidth: number, halfHeight: number): Box => ({
	...{ left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight }
});

const fits = (box: Box, { width, height }: Frame): boolean =>
	box.left >= edge && box.top >= edge && box.right <= width - edge && box.bottom <= height - edge;

const overlap = (a: Box, b: Box): boolean =>
	a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
