/** Reading and writing the directory in the formats of others: bytes in, rows out; listings in, text out. */
export { hsdsTaxonomy, hsdsTerms, isOurTaxonomy, termOfId, type TermFacet } from './hsds-terms.ts';
export { isPlaceOf } from './hsds-read.ts';
export { unfit } from './look.ts';
export { readFeed } from './read-feed.ts';
export type { FeedFormat, Limits, ReadOptions, ReadRow } from './reading.ts';
export { feedFormats, importReasons } from './reading.ts';
export type { LeavingListing, LeavingOptions } from './leaving.ts';
export { exportReasons } from './leaving.ts';
export type { Written } from './meeting-guide-write.ts';
export { writeMeetingGuide, writeMeetingGuideCsv } from './meeting-guide-write.ts';
export {
	hsdsOrganizationId,
	hsdsServiceIdIn,
	writeHsds,
	writeHsdsOrganization,
	writeHsdsPage,
	writeHsdsRoot,
	writeHsdsService,
	writeHsdsServiceAtLocations,
	writeHsdsServiceSummary
} from './hsds-write.ts';
