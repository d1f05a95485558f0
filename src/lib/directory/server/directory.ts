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
export { guidedMatch } from './guided.ts';
export { loadPlaces, placeJobs } from './places/load.ts';
export { places } from './places/places.ts';
export {
	catchUp,
	copyLink,
	listing,
	listingsByIds,
	search,
	warm,
	type Reader
} from './searching.ts';
