import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { heightOf } from './mercator.ts';
import { readTopology, type Arcs, type Geometry, type Topology } from './topology.ts';

/** A line on the plane, closed or not. */
export interface Line {
	/** Pairs: x, y. */
	points: Float32Array;
	/** Of each run of `run` points (and the one after it): least x and y, greatest x and y. */
	boxes: Float32Array;
	/** The same of the whole. */
	box: readonly [number, number, number, number];
}
export interface Outlines {
	/** Shores of all land; holes are lines of their own. */
	land: Line[];
	/** Between countries, not along shores. */
	borders: Line[];
}

/** How finely the outlines are drawn: for the world, for countries, for a town and what is around it. */
export type Detail = '110m' | '50m' | '10m';

/** Points that are judged together when a line is drawn. */
export const run = 32;

const kept = new Map<Detail, Promise<Outlines>>();

/** The outlines of the world; read once from the package world-atlas (Natural Earth). */
export function outlinesOf(detail: Detail): Promise<Outlines> {
	let outlines = kept.get(detail);
	if (!outlines) {
		outlines = readOutlines(detail);
		kept.set(detail, outlines);
		outlines.catch(() => kept.delete(detail));
	}
	return outlines;
}

async function readOutlines(detail: Detail): Promise<Outlines> {
	const require = createRequire(import.meta.url);
	const folder = dirname(require.resolve('world-atlas/package.json'));
	const file = await readFile(join(folder, `countries-${detail}.json`));
	const { topology, arcs } = readTopology(file);
	const line = lineReader(topology, arcs);
	const { land, countries } = topology.objects;
	return {
		land: await inTurns(ringsOf(land!), line),
		borders: await inTurns(
			sharedArcs(countries!).map((arc) => [arc]),
			line
		)
	};
}

/** Longest time in milliseconds that others wait while outlines are read. */
const turn = 8;

async function inTurns(
	rings: readonly number[][],
	line: (ring: number[]) => Line
): Promise<Line[]> {
	const lines: Line[] = [];
	let begun = performance.now();
	for (const ring of rings) {
		lines.push(line(ring));
		if (performance.now() - begun < turn) continue;
		await setImmediate();
		begun = performance.now();
	}
	return lines;
}

/** Each ring as the arcs it is made of. */
function ringsOf(geometry: Geometry): number[][] {
	if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(ringsOf);
	return geometry.type === 'Polygon' ? geometry.arcs : geometry.arcs.flat();
}

/** Arcs that two countries have in common. A reversed arc is written as its complement. */
function sharedArcs(countries: Geometry): number[] {
	const users = new Map<number, number>();
	for (const country of countries.type === 'GeometryCollection' ? countries.geometries : [])
		for (const arc of new Set(
			ringsOf(country)
				.flat()
				.map((arc) => Math.max(arc, ~arc))
		))
			users.set(arc, (users.get(arc) ?? 0) + 1);
	return [...users].flatMap(([arc, count]) => (count > 1 ? [arc] : []));
}

function lineReader({ transform }: Topology, { points, starts }: Arcs) {
	const [scaleX, scaleY] = transform.scale;
	const [fromX, fromY] = transform.translate;
	return (arcs: readonly number[]): Line => {
		const inAll = arcs.map((arc) => lengthOf(starts, arc)).reduce((sum, one) => sum + one - 1, 1);
		// Two more than there are, to close a ring round a pole.
		const pairs = new Float32Array(2 * inAll + 4);
		let next = 0;
		let turns = 0;
		for (const written of arcs) {
			const arc = Math.max(written, ~written);
			const length = lengthOf(starts, written);
			const first = starts[arc]!;
			// Where two arcs meet they have the same point.
			for (let step = next === 0 ? 0 : 1; step < length; step++) {
				const at = 2 * (first + (written < 0 ? length - 1 - step : step));
				const x = points[at]! * scaleX + fromX;
				const ahead = next === 0 ? 0 : x + turns - pairs[next - 2]!;
				// The other side of the meridian where the plane ends is a step away, not a world.
				if (Math.abs(ahead) > 180) turns -= 360 * Math.sign(ahead);
				pairs[next++] = x + turns;
				pairs[next++] = heightOf(points[at + 1]! * scaleY + fromY);
			}
		}
		const isRoundPole = Math.abs(pairs[next - 2]! - pairs[0]!) > 180;
		if (isRoundPole) pairs.set([pairs[next - 2]!, belowAll, pairs[0]!, belowAll], next);
		return boxed(pairs.subarray(0, isRoundPole ? next + 4 : next));
	};
}

/** Under the lower end of the plane, where only the south pole is. */
const belowAll = -200;

function lengthOf(starts: readonly number[], written: number): number {
	const arc = Math.max(written, ~written);
	return starts[arc + 1]! - starts[arc]!;
}

function boxed(points: Float32Array): Line {
	const count = points.length / 2;
	const boxes = new Float32Array(4 * Math.ceil(count / run));
	let [left, low, right, high] = [Infinity, Infinity, -Infinity, -Infinity];
	for (let chunk = 0; chunk < boxes.length / 4; chunk++) {
		let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
		const last = Math.min(count - 1, (chunk + 1) * run);
		for (let at = chunk * run; at <= last; at++) {
			const x = points[2 * at]!;
			const y = points[2 * at + 1]!;
			if (x < minX) minX = x;
			if (x > maxX) maxX = x;
			if (y < minY) minY = y;
			if (y > maxY) maxY = y;
		}
		boxes.set([minX, minY, maxX, maxY], 4 * chunk);
		[left, low] = [Math.min(left, minX), Math.min(low, minY)];
		[right, high] = [Math.max(right, maxX), Math.max(high, maxY)];
	}
	return { points, boxes, box: [left, low, right, high] };
}
