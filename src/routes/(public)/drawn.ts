import type { DrawnMap } from '#lib/directory/map.ts';
import { drawn } from '#lib/directory/outlines.ts';
import type { Shown } from './showing.ts';

/** What was found, on its way to a page. */
export type Drawn = Omit<Shown, 'map'> & { map: DrawnMap | null };

/** `isPage`: it goes out as a page, not as data for one that is open. */
export const withMap = (shown: Shown, isPage: boolean): Drawn => ({
	...shown,
	map: drawn(shown.map, isPage)
});
