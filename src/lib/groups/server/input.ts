export { idOrNotFound, read } from '#server/input.ts';
