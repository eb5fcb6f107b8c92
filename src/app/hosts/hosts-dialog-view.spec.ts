/** Which hosts are asked: connections that are ticked, and names that are typed. */
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { HostsDialogChoice, HostsDialogView, openingChoice, toView, withPicked } from './hosts-dialog-view';

const server = (name: string, address = `${name}.contoso.com`): HostsDialogChoice['servers'][number] => ({ name, address });
const servers = [server('hv10'), server('hv2'), server('hv1')];

describe('the dialog that asks for hosts', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const view = (change: Partial<HostsDialogChoice> = {}): HostsDialogView => toView({ ...openingChoice(servers, []), ...change });
    const names = ({ shown }: HostsDialogView): readonly string[] => shown.map(({ name }) => name);

    it('opens with all connections in the order of people, and none ticked', () => {
        const shown = view();
        expect(names(shown)).toEqual(['hv1', 'hv2', 'hv10']);
        expect(shown.shown.some(({ isPicked }) => isPicked)).toBeFalse();
        expect(shown.choice).toEqual(jasmine.objectContaining({ filter: '', others: '', failed: false }));
        expect([shown.hostNames, shown.canApply, shown.action]).toEqual([[], false, fillText(strings.Hosts.ask, { count: 0 })]);
    });

    it('has what was chosen last ticked, in any letter case, and the rest among the names that are typed', () => {
        const opened = toView(openingChoice(servers, ['HV2.contoso.com', 'other1', 'other2']));
        expect(opened.shown.filter(({ isPicked }) => isPicked).map(({ name }) => name)).toEqual(['hv2']);
        expect(opened.choice.others).toBe('other1\nother2');
        expect(opened.hostNames).toEqual(['hv2.contoso.com', 'other1', 'other2']);
    });

    it('has each server once, whatever connections lead to it', () => {
        const duplicate = toView(openingChoice([server('hv1', 'hv1'), server('alias', 'HV1')], ['hv1']));
        expect(names(duplicate)).toEqual(['hv1']);
        expect(duplicate.hostNames).toEqual(['hv1']);
    });

    it('finds connections by name or address', () => {
        const named = [server('alpha', '10.0.0.1'), server('beta', '10.0.0.2')];
        const found = (filter: string): readonly string[] => names(toView({ ...openingChoice(named, []), filter }));
        expect([found(' ALPHA '), found('0.2'), found('x'), found('')]).toEqual([['alpha'], ['beta'], [], ['alpha', 'beta']]);
    });

    it('ticks one, or all that are shown, and leaves the others', () => {
        const start = openingChoice(servers, []);
        const one = withPicked(start, [servers[1]], true);
        expect([toView(one).hostNames, toView(one).allShown]).toEqual([['hv2.contoso.com'], false]);
        expect(start.picked.size).toBe(0);
        const found = toView({ ...one, filter: 'hv1' });
        const all = withPicked(one, found.shown, true);
        expect(toView(all).hostNames).toEqual(['hv1.contoso.com', 'hv2.contoso.com', 'hv10.contoso.com']);
        expect(toView(all).allShown).toBeTrue();
        const none = withPicked(all, found.shown, false);
        expect(toView(none).hostNames).toEqual(['hv2.contoso.com']);
        expect(view({ filter: 'x' }).allShown).toBeFalse();
        expect(toView({ ...all, filter: 'hv10' }).allShown).toBeTrue();
    });

    it('asks hosts that are ticked also where the filter hides them, and each once', () => {
        const picked = withPicked(openingChoice(servers, []), servers, true);
        const shown = toView({ ...picked, filter: 'x', others: 'HV1.contoso.com, new' });
        expect(shown.hostNames.length).toBe(4);
        expect(shown.action).toBe(fillText(strings.Hosts.ask, { count: 4 }));
        expect(shown.canApply).toBeTrue();
    });

    it('says what can be no name, and asks nobody until it is corrected', () => {
        const wrong = view({ others: 'hv1; \\\\hv2, a*b' });
        expect([wrong.wrong, wrong.canApply, wrong.hostNames]).toEqual(['\\\\hv2, a*b', false, ['hv1']]);
        expect([view({ others: 'hv1' }).wrong, view({ others: 'hv1' }).canApply]).toEqual(['', true]);
    });
});
