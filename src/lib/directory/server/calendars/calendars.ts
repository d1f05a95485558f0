/** Calendars for other programs: of a listing, of a search, and each member's own behind a secret link. */
export { listingCalendar, listingsCalendar } from './listings.ts';
export {
	CalendarTitle,
	calendarLink,
	endCalendarLink,
	makeCalendarLink,
	ownCalendar
} from './own.ts';
