import { stream } from '../stream.ts';
import type { RequestHandler } from './$types';

/** All listings as a Meeting Guide spreadsheet. */
export const GET: RequestHandler = (event) => stream(event, 'csv');
