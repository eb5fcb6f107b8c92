/** The address of the guests' page says the whole view, and bad addresses are views too. */
import { convertToParamMap } from '@angular/router';
import { noFilter } from '../domain/guests/guest-filter';
import { GuestsView, keepView, namesView, readSavedView, defaultSort, viewFromParams, viewToParams } from './guests-view';

const there = (view: GuestsView): GuestsView =>
    viewFromParams(convertToParamMap(Object.fromEntries(Object.entries(viewToParams(view)).filter(([, value]) => value !== null))));

describe('the view in the address', () => {
    it('comes back as it was', () => {
        const view: GuestsView = {
            filter: { ...noFilter, text: 'web 01', verdict: 'eligible', os: '2019', state: 'running' },
            sort: { column: 'edition', descending: true },
            guest: '00000000-0000-0000-0000-000000000001'
        };
        expect(there(view)).toEqual(view);
    });

    it('has no parameters where it is the usual one', () => {
        expect(Object.values(viewToParams({ filter: noFilter, sort: defaultSort, guest: null })).every(value => value === null)).toBeTrue();
    });

    it('is the usual one where the address makes no sense', () => {
        expect(viewFromParams(convertToParamMap({ sort: '--constructor', verdict: '__proto__' }))).toEqual({
            filter: noFilter,
            sort: defaultSort,
            guest: null
        });
    });

    it('is kept without whose details are open, until it is forgotten', () => {
        const view: GuestsView = { filter: { ...noFilter, text: 'a&b=c', verdict: 'otherKey' }, sort: { column: 'key', descending: true }, guest: null };
        keepView({ ...view, guest: '00000000-0000-0000-0000-000000000001' });
        expect(readSavedView()).toEqual(view);
        keepView(null);
        expect(readSavedView()).toBeNull();
    });

    it('is named by any of its parameters, and by nothing else', () => {
        expect(namesView(convertToParamMap({ sort: 'name' }))).toBeTrue();
        expect(namesView(convertToParamMap({ guest: 'x' }))).toBeTrue();
        expect(namesView(convertToParamMap({ other: 'x' }))).toBeFalse();
    });
});
