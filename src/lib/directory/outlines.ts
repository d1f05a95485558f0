import type { DirectoryMap, DrawnMap } from './map.ts';

/**
 * The lines of a map: land and borders, each as the `d` of a path. They are most of a map's bytes, so that
 * they travel once. In a page they stand in its picture, and the browser reads them there; an answer that
 * is data alone holds them itself (src/hooks.ts).
 */
export class Outlines {
	readonly land: string;
	readonly borders: string;
	/** They are in the picture that goes out with this. */
	readonly arePictured: boolean;

	constructor(land: string, borders: string, arePictured: boolean) {
		this.land = land;
		this.borders = borders;
		this.arePictured = arePictured;
	}
}

/** `arePictured`: the map goes out as part of a page that shows it, not as data for one that is open. */
export function drawn(map: DirectoryMap | null, arePictured: boolean): DrawnMap | null {
	if (!map) return null;
	const { outlines: land, borders, ...rest } = map;
	return { ...rest, outlines: new Outlines(land, borders, arePictured) };
}

/** Ids of the two paths. */
export const landId = 'map-land';
export const bordersId = 'map-borders';

const pictured = 'pictured';
type Travelling = typeof pictured | readonly [land: string, borders: string];

export const encodeOutlines = (value: unknown): false | Travelling =>
	value instanceof Outlines && (value.arePictured ? pictured : [value.land, value.borders]);

/** In the browser; what is pictured must be on the page. */
export function decodeOutlines(travelling: Travelling): Outlines {
	if (travelling !== pictured) return new Outlines(travelling[0], travelling[1], false);
	return new Outlines(linesOf(landId), linesOf(bordersId), false);
}

const linesOf = (id: string): string => document.getElementById(id)?.getAttribute('d') ?? '';
