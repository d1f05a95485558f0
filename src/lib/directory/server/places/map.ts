import type { Ctx } from '#server/ctx.ts';
import { roundCell } from '../../cell.ts';
import type { DirectoryMap, MapListing, MapRing, MapScale } from '../../map.ts';
import { dotsOf } from './dots.ts';
import { shores, strokes } from './drawing.ts';
import { frameAround, inFrame, isWorld, type Frame } from './frame.ts';
import { outlinesOf, type Detail, type Line } from './outlines.ts';
import { namesOf, townsIn } from './towns.ts';

export interface MapWish {
	/** In the order of the results; they are numbered from 1 in it. */
	listings: readonly MapListing[];
	/** Of the picture, in pixels; the height may come out less, for a map of the whole world. */
	width: number;
	height: number;
	ring?: MapRing | null;
}

/**
 * A map of where listings meet, or null when there is nothing to show. Places that are told only roughly
 * are drawn in the middle of their cell and never on less than 50 km; confidential ones never, and their
 * numbers are left out. Reads outlines and towns from this server alone. About 2 ms; the first of each
 * scale reads its outlines, up to 0.2 s in which others are served.
 */
export async function mapFor(ctx: Ctx, wish: MapWish): Promise<DirectoryMap | null> {
	const shown = wish.listings
		.map((listing, index) => ({ number: index + 1, listing, ...pointOf(listing) }))
		.filter(({ listing, lat, lng }) => listing.precision !== 'confidential' && isPoint(lat, lng));
	const around = wish.ring ? edgesOf(wish.ring) : [];
	if (shown.length === 0 && around.length === 0) return null;
	const frame = frameAround([...shown, ...around], wish.width, wish.height);
	const [{ land, borders }, towns] = await Promise.all([
		outlinesOf(detailOf(frame)),
		townsIn(ctx, frame)
	]);
	const dots = dotsOf(
		shown.map((one) => ({ ...one, ...inFrame(frame, one) })),
		frame
	);
	const scale = scaleOf(frame);
	return {
		...{ viewBox: `0 0 ${frame.width} ${frame.height}`, width: frame.width, height: frame.height },
		outlines: shoresIn(land, frame),
		// Of the whole world they would be a net over it.
		borders: detailOf(frame) === '110m' ? '' : strokes(borders, frame),
		...{ dots, scale, ring: ringOf(wish.ring ?? null, frame) },
		towns: namesOf(towns, frame, { dots, scale: scale && roomOf(scale) }),
		rows: shown.map(({ number, listing }) => ({
			...{ number, id: listing.id, label: listing.label, where: listing.where ?? null },
			isApproximate: listing.precision === 'approximate'
		}))
	};
}

/** By the size of the picture: pages have one or two. */
const worlds = new Map<string, string>();
function shoresIn(land: readonly Line[], frame: Frame): string {
	if (!isWorld(frame)) return shores(land, frame);
	const size = `${frame.width} ${frame.height}`;
	const drawn = worlds.get(size) ?? shores(land, frame);
	if (worlds.size < 20) worlds.set(size, drawn);
	return drawn;
}

const pointOf = ({ lat, lng, precision }: MapListing) =>
	precision === 'exact' ? { lat, lng } : roundCell(lat, lng);

const isPoint = (lat: number, lng: number): boolean => Math.abs(lat) <= 90 && Math.abs(lng) <= 180;

/** The northern, southern, western and eastern ends of a ring, so that all of it is in the frame. */
function edgesOf({ lat, lng, km }: MapRing): { lat: number; lng: number }[] {
	// A ring as wide as a continent is no ring on a flat map; its middle has to do.
	if (!isPoint(lat, lng)) return [];
	if (km === null || km > widestRing) return [{ lat, lng }];
	const [up, along] = [km / 111.195, km / (111.195 * Math.cos((lat * Math.PI) / 180))];
	return [
		...[-up, up].map((step) => ({ lat: Math.max(-90, Math.min(90, lat + step)), lng })),
		...(along < 90 ? [-along, along] : []).map((step) => ({ lat, lng: lng + step }))
	];
}
const widestRing = 1000;

function ringOf(ring: MapRing | null, frame: Frame): DirectoryMap['ring'] {
	if (!ring || ring.km === null || ring.km > widestRing || !isPoint(ring.lat, ring.lng))
		return null;
	const { x, y } = inFrame(frame, ring);
	const radius = ring.km / (frame.km / frame.width);
	return { x: Math.round(x), y: Math.round(y), radius: Math.round(radius) };
}

const detailOf = ({ km }: Frame): Detail => (km > 6000 ? '110m' : km > 900 ? '50m' : '10m');

const lengths = [1000, 500, 200, 100, 50, 20, 10, 5];

/** Null for a map of continents: there a kilometre is not as long everywhere. */
function scaleOf({ width, height, km }: Frame): MapScale | null {
	if (km > 4000) return null;
	const length = lengths.find((one) => (one / km) * width <= width * 0.3) ?? 5;
	return {
		...{ x: 16, y: height - 16, width: Math.round((length / km) * width) },
		...{ km: length, miles: Number(Math.round(length / 1.609344).toPrecision(2)) }
	};
}

const roomOf = ({ x, y, width }: MapScale) => ({
	...{ left: x - 6, right: x + Math.max(width, 130) + 6, top: y - 30, bottom: y + 10 }
});
