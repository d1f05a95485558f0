/** The directory: listings of ours and of others, how they come in, how they are found, how they are given back. */
export {
	calendarLink,
	CalendarTitle,
	endCalendarLink,
	listingCalendar,
	listingsCalendar,
	makeCalendarLink,
	ownCalendar
} from './calendars/calendars.ts';
export { listingAnswer, searchAnswer } from './api.ts';
export { exportReport, meetingGuide } from './feeds.ts';
export { fetchFeed } from './fetching.ts';
export { guidedMatch } from './guided.ts';
export { howMany } from './how-many.ts';
export {
	allHsdsOrganizations,
	allHsdsServiceAtLocations,
	allHsdsServices,
	hsdsOrganizations,
	hsdsRoot,
	hsdsService,
	hsdsServiceAtLocations,
	hsdsServices
} from './hsds.ts';
export type { HsdsInput } from './hsds-query.ts';
export {
	allHsdsTaxonomies,
	allHsdsTaxonomyTerms,
	hsdsTaxonomies,
	hsdsTaxonomyOf,
	hsdsTaxonomyTerm,
	hsdsTaxonomyTerms
} from './hsds-taxonomies.ts';
export { importFeed, type Progress } from './importing.ts';
export { jobs } from './jobs.ts';
export { openapi } from './openapi.ts';
export { feedTag } from './leaving.ts';
export { nearMatch, type NearMatch } from './near-match.ts';
export { decideNote, notes, sayAbout } from './notes.ts';
export { loadPlaces, placeJobs } from './places/load.ts';
export { mapFor } from './places/map.ts';
export { places } from './places/places.ts';
export { readPlainly } from './plain-query.ts';
export { townWhere } from './place-named.ts';
export { hideUnconfirmed, refreshSource, refreshSources } from './refreshing.ts';
export { refuse, release, report, reports } from './runs.ts';
export {
	catchUp,
	copyLink,
	edition,
	listing,
	listingsByIds,
	search,
	searchText,
	warm,
	type Reader
} from './searching.ts';
export { slots } from './slots.ts';
export { addSource, changeSource, removeSource, sourceNamed, sources } from './sources.ts';
export { unitAround } from './unit.ts';
export { uploadFeed } from './uploading.ts';
export { week } from './week.ts';
export { wholeFeed } from './whole-feeds.ts';
export { whichPlace, type WhichPlace } from './which-place.ts';
export { wouldGo } from './would-go.ts';
