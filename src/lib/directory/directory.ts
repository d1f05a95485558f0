/** The directory, as browser and server both know it. */
export * from './cell.ts';
export * from './found.ts';
export * from './guided.ts';
export * from './inputs.ts';
export * from './link.ts';
export * from './listing.ts';
export type * from './map.ts';
export * from './places.ts';
export * from './vocabulary.ts';
