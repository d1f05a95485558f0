/** How members say they are, by their own choice: change ratings, and the consent to count them. */
export { openAnswers } from './box.ts';
export { consent, giveConsent, revokeConsent, setConsent } from './consent.ts';
export { offers } from './offers.ts';
export { answer, answered, choose, questions, removeRating } from './ratings.ts';
