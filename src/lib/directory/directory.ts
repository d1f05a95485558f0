/** The directory, as browser and server both know it. */
export * from './found.ts';
export * from './guided.ts';
export * from './inputs.ts';
export * from './link.ts';
export * from './listing.ts';
export * from './places.ts';
export * from './vocabulary.ts';
