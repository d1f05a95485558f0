/** Groups, as browser and server both know them. */
export * from './aliases.ts';
export * from './shown.ts';
export * from './forms.ts';
export * from './inputs.ts';
export * from './mine.ts';
export * from './run-of-show.ts';
export * from './series.ts';
export * from './vocabulary.ts';
export * from './waiting-list.ts';
