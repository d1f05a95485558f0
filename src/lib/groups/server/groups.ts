/** Groups: making them, finding them, coming in, leaving, and the keys to what is said in them. */
export { about, acceptAgreement, changeAlias } from './about.ts';
export { keptOut } from './apart.ts';
export { aliasSuggestions, freeAliases } from './alias-offers.ts';
export { looksAfter, members, membershipIn, type OwnMembership } from './belonging.ts';
export {
	addFacilitator,
	change,
	changeAgreement,
	changeSeries,
	close,
	endFacilitator
} from './changing.ts';
export { create } from './creating.ts';
export { endMembership, restoreMembership } from './ending.ts';
export { cancelMeeting, comingMeetings, moveMeeting, restoreMeeting } from './exceptions.ts';
export { follow, followed, isFollowing, seenTimes, unfollow } from './following.ts';
export { inside, type Inside } from './inside.ts';
export { holdsCode, inviteMember, showCode } from './invitations.ts';
export { join, type Joined } from './joining.ts';
export { jobs } from './jobs.ts';
export { contentKeys, purposeKey } from './keys.ts';
export { leave, remove } from './leaving.ts';
export { produceMeetings } from './meetings-ahead.ts';
export { occurrences } from './occurrences.ts';
export { endMoved, holdDoor } from './moving.ts';
export { mine, spaces } from './mine.ts';
export { endSuspension, isSuspended, suspendMembership } from './suspending.ts';
export { news, newsKinds } from './news.ts';
export { people } from './people.ts';
export { all, details } from './programme.ts';
export { publicPage } from './public-page.ts';
export { removedFrom } from './removed.ts';
export { approve, decline, requests, withdraw } from './requests.ts';
export { passSeatsOn } from './seats.ts';
export { beginStandIn, endStandIn, standInAlias } from './stand-ins.ts';
export { changeToTell, groupsToTell } from './times-changed.ts';
export { leaveList, letOfferGo, stayOnList, takeOffer, waits } from './waiting-list.ts';
export { endWait, waitingPeople } from './waiting-people.ts';
