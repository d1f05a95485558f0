/** The directory: listings of ours and of others, how they come in, how they are found, how they are given back. */
export { guidedMatch } from './guided.ts';
export {
	catchUp,
	copyLink,
	listing,
	listingsByIds,
	search,
	warm,
	type Reader
} from './searching.ts';
