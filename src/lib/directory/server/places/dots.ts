import type { MapDot, MapListing } from '../../map.ts';
import type { Frame } from './frame.ts';

/** Half the height of a pin. */
export const pin = 17;
const gap = 4;
/** Width of a sign in a pin. */
const sign = 10;

interface Placed {
	x: number;
	y: number;
	number: number;
	listing: MapListing;
}

interface Cluster {
	x: number;
	y: number;
	members: Placed[];
}

/** Pins that do not touch, whole inside the picture: what would touch becomes one, in the middle of what it holds. */
export function dotsOf(placed: readonly Placed[], frame: Frame): MapDot[] {
	let clusters: Cluster[] = placed.map((one) => ({ x: one.x, y: one.y, members: [one] }));
	for (let merged = true; merged;) {
		merged = false;
		const apart: Cluster[] = [];
		for (const cluster of clusters) {
			const other = apart.find((one) => touch(one, cluster, frame));
			if (other) join(other, cluster);
			else apart.push(cluster);
			merged ||= other !== undefined;
		}
		clusters = apart;
	}
	return clusters
		.map((cluster) => dotOf(cluster, frame))
		.sort((a, b) => a.numbers[0]! - b.numbers[0]!);
}

function touch(one: Cluster, other: Cluster, frame: Frame): boolean {
	const [a, b] = [inside(one, frame), inside(other, frame)];
	return Math.abs(a.x - b.x) < a.half + b.half + gap && Math.abs(a.y - b.y) < 2 * pin + gap;
}

/** Where its pin stands: a place at the edge of the world keeps a pin that can be read and pressed. */
function inside(cluster: Cluster, { width, height }: Frame) {
	const half = halfOf(textOf(numbersOf(cluster)));
	const between = (at: number, room: number, end: number) =>
		Math.max(room, Math.min(at, end - room));
	return {
		...{ x: between(cluster.x, half + gap, width), y: between(cluster.y, pin + gap, height) },
		half
	};
}

function join(into: Cluster, other: Cluster): void {
	const [mine, theirs] = [into.members.length, other.members.length];
	into.x = (into.x * mine + other.x * theirs) / (mine + theirs);
	into.y = (into.y * mine + other.y * theirs) / (mine + theirs);
	into.members.push(...other.members);
}

/** How far a rough place may be from where it is drawn, in km, and the least that is seen as soft. */
const rough = { km: 4, least: 27 };

function dotOf(cluster: Cluster, frame: Frame): MapDot {
	const members = cluster.members.toSorted((a, b) => a.number - b.number);
	const numbers = members.map(({ number }) => number);
	const { x, y, half } = inside(cluster, frame);
	const rounded = members.filter(({ listing }) => listing.precision === 'approximate').length;
	return {
		...{ x: tenth(x), y: tenth(y), numbers, text: textOf(numbers), half },
		ids: members.map(({ listing }) => listing.id),
		label: members.map(({ listing }) => listing.label).join(', '),
		soft: rounded > 0 ? tenth(Math.max(rough.least, (rough.km / frame.km) * frame.width)) : null,
		isApproximate: rounded === members.length
	};
}

const numbersOf = ({ members }: Cluster): number[] =>
	members.map(({ number }) => number).sort((a, b) => a - b);

function textOf(numbers: readonly number[]): string {
	const [first, second] = numbers;
	if (second === undefined) return String(first);
	return numbers.length === 2 ? `${first}, ${second}` : `${first} +${numbers.length - 1}`;
}

const halfOf = (text: string): number => pin + Math.max(0, text.length - 2) * (sign / 2);

const tenth = (value: number): number => Math.round(value * 10) / 10;
