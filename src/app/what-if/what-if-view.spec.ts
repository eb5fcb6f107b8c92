/** Everything that the page *What if* shows, from what the stores know and what was chosen. */
import { HostFailure } from '../data/host-failure';
import { importGuestRow } from '../data/import/import-guest-row';
import { HostFacts } from '../domain/facts/facts';
import { assess } from '../domain/judgement/assess';
import { HypotheticalHost, hypotheticalHost } from '../domain/what-if/hypothetical-host';
import { AssessedGuest } from '../state/guests/guest-judge';
import { AvmaStrings, avmaStrings, fillText, reasonTitle } from '../shared/texts';
import { hostFailureText } from '../shared/host-failure-text';
import { initialChoice, toView, WhatIfChoice, WhatIfRows, WhatIfState, WhatIfView, withAddress } from './what-if-view';

const described = (change: Partial<HypotheticalHost> = {}): HypotheticalHost => ({ ...initialChoice.described, ...change });
const named = (change: Partial<HostFacts>): HostFacts => ({ ...hypotheticalHost(described()), ...change });
const opened = named({ computerName: 'HV01' });
const silent = { code: 'noAnswer', raw: 'no answer' } as const;
const failed: HostFailure = { code: 'unreachable', raw: 'HRESULT 0x80131500' };

/** A guest that reports Windows Server 2022 Datacenter unless told otherwise. */
function guest(n: number, build = '20348', sku = '8', host = opened): AssessedGuest {
    const reported = { OSPlatformId: '2', OSBuildNumber: build, OSEditionId: sku, ProductType: '3' };
    const facts = importGuestRow({
        vmId: `00000000-0000-0000-0000-00000000000${n}`,
        name: `APP0${n}`,
        enabledState: 2,
        dataExchangeState: 2,
        intrinsic: Object.entries(reported).map(([name, data]) => ({ name, data }))
    });
    return { hostName: 'HV01', host, guest: facts, assessment: assess(host, facts), inside: null };
}

const assessed = [guest(1), guest(2, '17763')];
const nothing = { loading: false, name: '', facts: null, failure: null, fileProblem: '' };
const state: WhatIfState = {
    hostName: 'hv01.contoso.com',
    host: { loading: false, facts: opened, failure: null },
    guests: { loading: false, complete: true, guests: assessed.map(one => one.guest), problems: [], failure: null },
    assessed,
    other: nothing,
    connections: []
};

describe('what the page What if shows', () => {
    let strings: AvmaStrings;
    beforeEach(() => (strings = avmaStrings()));

    const view = (choice: Partial<WhatIfChoice> = {}, change: Partial<WhatIfState> = {}): WhatIfView =>
        toView({ ...state, ...change }, { ...initialChoice, ...choice });
    const changes = (shown: WhatIfView): readonly string[] => shown.shownRows.map(({ name, change }) => `${name} ${change}`);
    /** A 2019 host, where guests of 2022 are too new. */
    const older: Partial<WhatIfChoice> = { described: described({ version: '2019' }) };

    it('judges every guest on the host that is described', () => {
        expect(changes(view())).toEqual(['APP01 same', 'APP02 same']);
        expect(changes(view(older))).toEqual(['APP01 worse', 'APP02 same']);
        expect(view(older).hasRows).toBeTrue();
    });

    it('judges on the host that was asked or read, and on none while there is none', () => {
        const other = { ...nothing, name: 'hv02', facts: named({ computerName: 'HV02', buildNumber: 17763 }) };
        for (const source of ['host', 'file'] as const) {
            expect(changes(view({ source }, { other }))).toEqual(['APP01 worse', 'APP02 same']);
            const none = view({ source });
            expect([none.hasRows, none.shownRows, none.summary]).toEqual([false, [], '']);
        }
        expect(changes(view({}, { other }))).toEqual(['APP01 same', 'APP02 same']);
    });

    it('leaves out guests without a difference where only changes are wanted, and counts all', () => {
        const all = view(older);
        const some = view({ ...older, onlyChanges: true });
        expect(changes(some)).toEqual(['APP01 worse']);
        expect(some.summary).toBe(fillText(strings.WhatIf.summary, { better: 0, worse: 1, same: 1 }));
        expect(all.summary).toBe(some.summary);
        const none = view({ onlyChanges: true });
        expect([none.shownRows, none.hasRows]).toEqual([[], true]);
    });

    it('has the reasons of the selected guest, with what to do, and of none that is not shown', () => {
        const selected = guest(1).guest.vmId;
        const shown = view({ ...older, selected });
        expect(shown.selection).toBe(shown.shownRows[0]);
        expect(shown.reasons.map(({ title }) => title)).toEqual([reasonTitle(shown.shownRows[0].reasons[0])]);
        expect(shown.reasons[0].fix).not.toBe('');
        const hidden = view({ selected, onlyChanges: true });
        expect([hidden.selection, hidden.reasons]).toEqual([null, []]);
        // Azure Local whose setup no page documents: why the answer is unknown, and where to look.
        const azure = named({ computerName: 'AZL02', operatingSystemSku: 406, azureLocalActivation: { configured: true, version: null } });
        const [reason] = view({ source: 'host', selected }, { other: { ...nothing, name: 'azl02', facts: azure } }).reasons;
        const { title, fix } = strings.ReasonRemarks.azureLocalSetUpUnknown;
        expect([reason.title, reason.fix]).toEqual([title, fix]);
    });

    it('offers connections by name, without the opened host', () => {
        expect(view({}, { connections: ['hv10', 'HV01', 'hv2'] }).connections).toEqual(['hv2', 'hv10']);
    });

    it('counts guests that are better off', () => {
        const standard = named({ computerName: 'HV01', operatingSystemSku: 7 });
        const better = view({}, { assessed: [guest(1, '20348', '8', standard)] });
        expect(better.hasRows).toBeTrue();
        expect(better.summary).toBe(fillText(strings.WhatIf.summary, { better: 1, worse: 0, same: 0 }));
    });

    it('is busy while the host or the guests are read, and until a list is complete', () => {
        const { host, guests } = state;
        expect(view().busy).toBeFalse();
        expect(view({}, { host: { ...host, loading: true } }).busy).toBeTrue();
        expect(view({}, { guests: { ...guests, loading: true } }).busy).toBeTrue();
        expect(view({}, { guests: { ...guests, complete: false } }).busy).toBeTrue();
    });

    it('says that it loads only while there is nothing to show, and that there are no guests only once that is known', () => {
        const guests = { ...state.guests, loading: true };
        expect([view({}, { guests }).loading, view({}, { guests }).noGuests]).toEqual([false, false]);
        const begun = view({}, { guests, assessed: [] });
        expect([begun.loading, begun.noGuests]).toEqual([true, false]);
        const empty = view({}, { assessed: [] });
        expect([empty.loading, empty.noGuests, empty.hasRows]).toEqual([false, true, false]);
        // Guests without another host are no empty host.
        expect(view({ source: 'host' }).noGuests).toBeFalse();
        expect(view().noGuests).toBeFalse();
    });

    it('shows a failure, with why and what to do, where there are no rows', () => {
        const text = { ...hostFailureText('unreachable'), raw: 'HRESULT 0x80131500' };
        const host = { ...state.host, facts: null, failure: failed };
        expect(view({}, { host, assessed: [] }).failure).toEqual(text);
        const guests = { ...state.guests, failure: failed };
        expect(view({}, { guests, assessed: [] }).failure).toEqual(text);
        expect(view({}, { guests }).failure).toBeNull();
        expect(view({}, { assessed: [] }).failure).toBeNull();
    });

    it('takes the failure of the guests where the host is known, and that of the host before', () => {
        const guests = { ...state.guests, failure: silent };
        expect(view({}, { host: { ...state.host, failure: failed }, guests, assessed: [] }).failure?.raw).toBe('no answer');
        expect(view({}, { host: { ...state.host, facts: null, failure: failed }, guests, assessed: [] }).failure?.raw).toBe(failed.raw);
        expect(view({}, { host: { ...state.host, failure: failed }, assessed: [] }).failure).toBeNull();
    });

    it('heads today by the name of the host, and before it has answered by that of the connection', () => {
        expect(view().todayTitle).toBe(fillText(strings.WhatIf.today, { hostName: 'HV01' }));
        const unread = { ...state.host, facts: null };
        expect(view({}, { host: unread }).todayTitle).toBe(fillText(strings.WhatIf.today, { hostName: 'hv01.contoso.com' }));
        const nameless = { ...state.host, facts: named({ computerName: null }) };
        expect(view({}, { host: nameless }).todayTitle).toBe(fillText(strings.WhatIf.today, { hostName: 'hv01.contoso.com' }));
    });

    it('asks of Azure Local whether it is set up, of others whether they are activated', () => {
        const { azureSetUp, activatedLabel } = strings.WhatIf;
        const label = (edition: HypotheticalHost['edition']): string => view({ described: described({ edition }) }).activatedLabel;
        expect([label('azureLocal'), label('azureLocalSubscription')]).toEqual([azureSetUp, azureSetUp]);
        expect([label('datacenter'), label('hyperVServer')]).toEqual([activatedLabel, activatedLabel]);
    });

    describe('of a host that was asked', () => {
        const text = (other: Partial<WhatIfState['other']>, source: WhatIfChoice['source'] = 'host'): string =>
            view({ source }, { other: { ...nothing, name: 'hv02', ...other } }).otherText;
        const hv02 = named({ computerName: 'HV02', fqdn: 'hv02.contoso.com' });

        it('says that it is asked, then which it is, with version and edition', () => {
            expect(text({ loading: true })).toBe(fillText(strings.WhatIf.asking, { hostName: 'hv02' }));
            const what = '2022 Datacenter';
            expect(text({ facts: hv02 })).toBe(fillText(strings.WhatIf.judgedOn, { hostName: 'hv02', what }));
            expect(text({ facts: hv02 }, 'file')).toBe(fillText(strings.WhatIf.judgedOn, { hostName: 'hv02', what }));
            expect(text({ facts: named({ buildNumber: null }) })).toBe(fillText(strings.WhatIf.judgedOn, { hostName: 'hv02', what: 'Datacenter' }));
            expect([text({}), text({ facts: hv02 }, 'described')]).toEqual(['', '']);
        });

        it('names the machine that answers for a cluster or an alias', () => {
            const judged = (asked: string): string => fillText(strings.WhatIf.judgedOnOther, { hostName: 'HV02', asked, what: '2022 Datacenter' });
            expect(text({ name: 'alias', facts: hv02 })).toBe(judged('alias'));
            expect(text({ name: 'clu1', facts: { ...hv02, clusterName: 'CLU1' } })).toBe(`${judged('clu1')}. ${strings.WhatIf.ofNode}`);
            expect(text({ name: 'alias', facts: { ...hv02, clusterName: 'CLU1' } })).toBe(judged('alias'));
            // Either of its own names is enough.
            const renamed = { ...hv02, fqdn: 'old.contoso.com' };
            expect(text({ facts: renamed })).toBe(fillText(strings.WhatIf.judgedOn, { hostName: 'hv02', what: '2022 Datacenter' }));
        });

        it('says why it did not answer, and what is wrong with a file, each at its own source', () => {
            const other = { ...nothing, name: 'hv02', failure: failed };
            const shown = { ...hostFailureText('unreachable'), raw: failed.raw };
            expect(view({ source: 'host' }, { other }).otherFailure).toEqual(shown);
            expect(view({}, { other }).otherFailure).toBeNull();
            expect(view({ source: 'host' }).otherFailure).toBeNull();
            const file = { ...nothing, name: 'a.json', fileProblem: 'host: not an object' };
            expect(view({ source: 'file' }, { other: file }).fileProblem).toBe('host: not an object');
            expect([view({ source: 'host' }, { other: file }).fileProblem, view({ source: 'file' }).fileProblem]).toEqual(['', '']);
        });

        it('can be asked once a name was typed, and says which name cannot be one', () => {
            expect([view({ typed: '' }).canAsk, view({ typed: '  ' }).canAsk, view({ typed: ' hv02' }).canAsk]).toEqual([false, false, true]);
            const wrongText = fillText(strings.WhatIf.wrongName, { name: 'hv 02' });
            expect(view({ source: 'host', wrongName: 'hv 02' }).wrongText).toBe(wrongText);
            expect([view({ source: 'file', wrongName: 'hv 02' }).wrongText, view({ source: 'host' }).wrongText]).toEqual(['', '']);
        });
    });

    it('keeps the row of a guest until the guest or the other host changes', () => {
        const rows = new WhatIfRows();
        const show = (choice: Partial<WhatIfChoice>, guests = assessed): WhatIfView['shownRows'] =>
            toView({ ...state, assessed: guests }, { ...initialChoice, ...choice }, rows).shownRows;
        const [first, second] = show({});
        expect(show({ typed: 'hv' })[0]).toBe(first);
        const [, changed] = show({}, [assessed[0], { ...assessed[1] }]);
        expect(changed).not.toBe(second);
        expect(show(older)[0].change).toBe('worse');
    });
});

describe('the address of What if', () => {
    it('is nobody before anything was typed', () => {
        expect([initialChoice.typed, initialChoice.named, initialChoice.wrongName]).toEqual(['', '', '']);
    });

    const from = (params: Record<string, string>, choice: Partial<WhatIfChoice> = {}): WhatIfChoice =>
        withAddress({ ...initialChoice, ...choice }, { get: name => params[name] ?? null });

    it('says which host is described, and whether only changes are shown', () => {
        expect(from({ version: '2019', edition: 'standard', activated: 'false', changes: 'true' })).toEqual({
            ...initialChoice,
            described: { version: '2019', edition: 'standard', activated: false },
            onlyChanges: true
        });
    });

    it('means the usual host where it says nothing, or what there is not', () => {
        const unusable: ReadonlyArray<Record<string, string>> = [{}, { version: '1999', edition: 'home', activated: 'x', changes: '1' }];
        for (const params of unusable) {
            expect(from(params, { described: described({ version: '2019' }), onlyChanges: true })).toEqual(initialChoice);
        }
    });

    it('goes to the host that it names, with its name in the box', () => {
        expect(from({ host: 'hv02' })).toEqual({ ...initialChoice, source: 'host', named: 'hv02', typed: 'hv02' });
        expect(from({ host: 'hv 02' })).toEqual({ ...initialChoice, source: 'host', named: 'hv 02', typed: 'hv 02', wrongName: 'hv 02' });
    });

    it('leaves what was typed and chosen while it names the same host', () => {
        const typing: Partial<WhatIfChoice> = { source: 'file', named: 'hv02', typed: 'hv03' };
        expect(from({ host: 'hv02' }, typing)).toEqual({ ...initialChoice, ...typing });
        expect(from({}, { source: 'host', typed: 'hv03' })).toEqual({ ...initialChoice, source: 'host', typed: 'hv03' });
    });

    it('goes back to the described host where it names none any more, and leaves a file', () => {
        expect(from({}, { source: 'host', named: 'hv02' }).source).toBe('described');
        expect(from({}, { source: 'file', named: 'hv02' }).source).toBe('file');
    });

    it('keeps the description that is the same as before', () => {
        const choice = { ...initialChoice };
        expect(withAddress(choice, { get: name => (name === 'changes' ? 'true' : null) }).described).toBe(choice.described);
    });
});
