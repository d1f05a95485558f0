import { whole } from '../whole.ts';
import type { RequestHandler } from './$types';

/** All listings as a Meeting Guide spreadsheet. */
export const GET: RequestHandler = (event) => whole(event, 'csv');
