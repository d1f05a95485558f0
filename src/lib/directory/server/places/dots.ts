import type { MapDot, MapListing } from '../../map.ts';

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

/** Pins that do not touch: what would touch becomes one, in the middle of what it holds. */
export function dotsOf(placed: readonly Placed[], kmPerUnit: number): MapDot[] {
	let clusters: Cluster[] = placed.map((one) => ({ x: one.x, y: one.y, members: [one] }));
	for (let merged = true; merged;) {
		merged = false;
		const apart: Cluster[] = [];
		for (const cluster of clusters) {
			const other = apart.find((one) => touch(one, cluster));
			if (other) join(other, cluster);
			else apart.push(cluster);
			merged ||= other !== undefined;
		}
		clusters = apart;
	}
	return clusters
		.map((cluster) => dotOf(cluster, kmPerUnit))
		.sort((a, b) => a.numbers[0]! - b.numbers[0]!);
}

function touch(a: Cluster, b: Cluster): boolean {
	const across = halfOf(textOf(numbersOf(a))) + halfOf(textOf(numbersOf(b))) + gap;
	return Math.abs(a.x - b.x) < across && Math.abs(a.y - b.y) < 2 * pin + gap;
}

function join(into: Cluster, other: Cluster): void {
	const [mine, theirs] = [into.members.length, other.members.length];
	into.x = (into.x * mine + other.x * theirs) / (mine + theirs);
	into.y = (into.y * mine + other.y * theirs) / (mine + theirs);
	into.members.push(...other.members);
}

/** How far a rough place may be from where it is drawn, in km, and the least that is seen as soft. */
const rough = { km: 4, least: 27 };

function dotOf(cluster: Cluster, kmPerUnit: number): MapDot {
	const members = cluster.members.toSorted((a, b) => a.number - b.number);
	const numbers = members.map(({ number }) => number);
	const text = textOf(numbers);
	const rounded = members.filter(({ listing }) => listing.precision === 'approximate').length;
	return {
		...{ x: tenth(cluster.x), y: tenth(cluster.y), numbers, text, half: halfOf(text) },
		ids: members.map(({ listing }) => listing.id),
		label: members.map(({ listing }) => listing.label).join(', '),
		soft: rounded > 0 ? tenth(Math.max(rough.least, rough.km / kmPerUnit)) : null,
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
