import type { Outlines } from './outlines.ts';
import type { Precision } from './vocabulary.ts';

/** A listing that the map may show. One whose place is confidential is never drawn, whatever else it says. */
export interface MapListing {
	id: string;
	/** Degrees. */
	lat: number;
	lng: number;
	/** Its name. */
	label: string;
	/** Where it meets, in words; for the table. */
	where?: string | null;
	precision: Precision;
}

/** What the map is drawn around beside its listings: where somebody searched, and how far. */
export interface MapRing {
	lat: number;
	lng: number;
	/** Null: only the point matters. */
	km: number | null;
}

/** One place on the map; several listings that would touch share it. */
export interface MapDot {
	/** In units of the view box. */
	x: number;
	y: number;
	/** Numbers in the order that the listings were given in, from 1. */
	numbers: number[];
	ids: string[];
	/** What is written in it: "3", "3, 5" or "3 +4". */
	text: string;
	/** Half its width; all are as high. */
	half: number;
	/** The names, joined. */
	label: string;
	/** Radius of the soft disc round places that are told only roughly; null when all are exact. */
	soft: number | null;
	/** All of its places are told only roughly. */
	isApproximate: boolean;
}

export interface MapTown {
	x: number;
	y: number;
	name: string;
	/** Where the words stand: they begin at `textX`, end there, or have it in their middle. */
	textX: number;
	textY: number;
	anchor: 'start' | 'end' | 'middle';
	/** The largest one. */
	isMain: boolean;
}

export interface MapScale {
	/** Left end and height of the bar; it is `width` long. */
	x: number;
	y: number;
	width: number;
	km: number;
	miles: number;
}

/** Everything a picture of the map needs, ready to be drawn without scripts. */
export interface DirectoryMap {
	viewBox: string;
	width: number;
	height: number;
	/** Land, as the `d` of a path. */
	outlines: string;
	/** Borders of countries, as the `d` of a path; empty when none is in the frame. */
	borders: string;
	towns: MapTown[];
	dots: MapDot[];
	ring: { x: number; y: number; radius: number } | null;
	/** Null for a map of continents: there a kilometre is not as long everywhere. */
	scale: MapScale | null;
	/** For the table: the same content in words, in the order of the numbers. */
	rows: {
		number: number;
		id: string;
		label: string;
		where: string | null;
		isApproximate: boolean;
	}[];
}

/** The same on its way to a page. */
export interface DrawnMap extends Omit<DirectoryMap, 'outlines' | 'borders'> {
	outlines: Outlines;
}
