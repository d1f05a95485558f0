/** Height of a cell in degrees: 5.56 km. Its width is about the same everywhere. */
const height = 0.05;
const rows = 180 / height;

/**
 * The middle of the cell of about 5 km by 5 km around a point, in degrees. A browser sends this instead
 * of where it is. The middle of a cell rounds to itself.
 */
export function roundCell(lat: number, lng: number): { lat: number; lng: number } {
	const row = Math.min(rows - 1, Math.floor((lat + 90) / height));
	const middle = (row + 0.5) * height - 90;
	const columns = Math.max(1, Math.round((360 / height) * Math.cos((middle * Math.PI) / 180)));
	const turned = (((lng + 180) % 360) + 360) % 360;
	const column = Math.min(columns - 1, Math.floor((turned / 360) * columns));
	return { lat: short(middle), lng: short(((column + 0.5) / columns) * 360 - 180) };
}

/** To a hundred metres; more figures would look like more than is known. */
const short = (degrees: number): number => Math.round(degrees * 1000) / 1000;
