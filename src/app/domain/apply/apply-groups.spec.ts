/** Guests that need attention come first, and no guest is missing. */
import { groupGuests, groupKinds, occurringStates } from './apply-groups';
import { ApplyState, applyStates, countStates, StatedGuest } from './apply-states';

const failure = { group: 'apply', code: 'notLicensed', hresult: null } as const;
const guest = (state: ApplyState, failed: StatedGuest['failure'] = failure): StatedGuest => ({ state, failure: failed });

describe('the groups of a run', () => {
    it('hold every guest once, in the order of the plan, and what needs somebody first', () => {
        const all = [...applyStates, ...applyStates].map(state => guest(state));
        const groups = groupGuests(all, null);
        expect(groups.map(({ kind }) => kind)).toEqual([...groupKinds]);
        const members = groups.flatMap(({ guests }) => guests);
        expect([members.length, new Set(members).size]).toEqual([all.length, all.length]);
        expect(groups[0].guests.map(({ state }) => state)).toEqual(['installed', 'refused', 'failed', 'unknown', 'installed', 'refused', 'failed', 'unknown']);
    });

    it('are only those with guests, of one state where one is looked for', () => {
        const all = [guest('done'), guest('failed'), guest('waiting'), guest('failed')];
        expect(groupGuests(all, null).map(({ kind }) => kind)).toEqual(['open', 'pending', 'good']);
        expect(groupGuests(all, 'failed')).toEqual([{ kind: 'open', guests: [all[1], all[3]] }]);
        expect(groupGuests(all, 'unknown')).toEqual([]);
    });

    it('ask nobody about a guest that has what it was meant to get', () => {
        expect(groupGuests([guest('installed', null)], null).map(({ kind }) => kind)).toEqual(['good']);
        expect([countStates([guest('installed', null)]).open, countStates([guest('installed')]).open]).toEqual([0, 1]);
    });

    it('offer the states that occur to be looked for', () => {
        const counts = countStates(['done', 'skipped', 'unknown', 'installing', 'failed', 'done'].map(state => guest(state as ApplyState)));
        expect(occurringStates(counts)).toEqual(['failed', 'unknown', 'installing', 'done', 'skipped']);
    });
});
