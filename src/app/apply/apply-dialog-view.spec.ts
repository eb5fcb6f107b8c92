/** What the dialog *Apply keys* plans, what it still asks for, and when it can be started. */
import { GuestKey, guestKey } from '../domain/facts/guest-key';
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { HostFacts } from '../domain/facts/facts';
import { GuestAccesses } from '../domain/inside/guest-access';
import { assess } from '../domain/judgement/assess';
import { AssessedGuest } from '../state/guests/guest-judge';
import { AvmaStrings, avmaStrings, fillText } from '../shared/texts';
import { ApplyDialogChoice, applyDialogToView, ApplyDialogView } from './apply-dialog-view';

const id = (n: number): string => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`;
const key = (n: number, hostName = 'hv01'): GuestKey => guestKey({ hostName, vmId: id(n) });
const hostOf = (change: object = {}): HostFacts =>
    importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1, ...change });
const host = hostOf();

function guestOf(n: number, change: object = {}, onHost = host, activation: object | null = null): AssessedGuest {
    const items = { OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '7' };
    const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
    const guest = importGuestRow({ vmId: id(n), name: `G${n}`, enabledState: 2, dataExchangeState: 2, intrinsic, ...change });
    const facts = activation && importActivationRow({ vmId: id(n), ...activation });
    return {
        hostName: 'hv01',
        host: onHost,
        guest,
        assessment: assess(onHost, guest, facts),
        inside: facts && { facts, readAt: 0, hadAvma: false }
    };
}
const off = (n: number): AssessedGuest => guestOf(n, { enabledState: 3 });
const newer = (sku: string): object[] =>
    Object.entries({ OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: sku }).map(([name, data]) => ({ name, data }));
const linux = (n: number): AssessedGuest => guestOf(n, { intrinsic: [{ name: 'OSPlatformId', data: '4' }] });

const none: ReadonlySet<GuestKey> = new Set();
const account = { user: 'CONTOSO\\ann', password: 'p' };
const accessTo = (...ids: readonly number[]): GuestAccesses => new Map(ids.map(n => [key(n), { account, address: null, productType: 3 }]));
const typed = 'BCDFG-HJKMN-PQRTV-WXY23-46789';

describe('the view of the dialog that applies keys', () => {
    let strings: AvmaStrings;
    let toView: (choice: ApplyDialogChoice) => ApplyDialogView;

    beforeEach(() => {
        strings = avmaStrings();
        toView = applyDialogToView(strings);
    });

    const choiceOf = (guests: readonly AssessedGuest[], change: Partial<ApplyDialogChoice> = {}): ApplyDialogChoice => ({
        guests,
        mode: 'installAndActivate',
        keyTarget: 'avma',
        typedKey: '',
        confirmed: [],
        keyNames: new Map(),
        unticked: none,
        overNetwork: false,
        access: new Map(),
        refusal: null,
        ...change
    });
    const view = (guests: readonly AssessedGuest[], change: Partial<ApplyDialogChoice> = {}): ApplyDialogView => toView(choiceOf(guests, change));

    it('counts who gets a key, now or later, of all that were selected', () => {
        const shown = view([guestOf(1), guestOf(2), off(3), linux(4)]);
        expect(shown.plan.items.map(({ name }) => name)).toEqual(['G1', 'G2']);
        expect(shown.title).toBe(fillText(strings.Apply.title, { count: shown.plan.items.length + shown.plan.waiting.length, total: 4 }));
        expect(shown.startText).toBe('Apply keys to 3 guests');
    });

    const groupsOf = (shown: ApplyDialogView): ReadonlyArray<readonly [string, boolean, readonly string[]]> =>
        shown.groups.map(({ title, open, guests }) => [title, open, guests.map(({ name }) => name)]);

    it('groups guests by what will happen to them, most guests first, and those last that are skipped', () => {
        const mak = { licenseDescription: 'Windows(R) Operating System, VOLUME_MAK channel', partialProductKey: '3V66T', licenseStatus: 1, buildNumber: 17763 };
        const datacenter = [5, 6].map(n => guestOf(n, { intrinsic: newer('8') }));
        const shown = view([guestOf(1), off(2), linux(3), guestOf(4, {}, host, mak), ...datacenter]);
        expect(groupsOf(shown)).toEqual([
            ['2 × Datacenter 2019, AVMA key WMBMW', true, ['G5', 'G6']],
            ['1 × Standard 2019, AVMA key 4GF74', true, ['G1']],
            ['1 needs confirmation', true, ['G4']],
            ['1 is off: the run waits until it starts', true, ['G2']],
            ['1 skipped', false, ['G3']]
        ]);
        expect(groupsOf(view([linux(3)]))).toEqual([['1 skipped', true, ['G3']]]);
    });

    it('closes all groups of many guests, so that they are no longer than two screens', () => {
        const many = Array.from({ length: 21 }, (_, n) => (n % 2 ? off(n) : guestOf(n)));
        expect(view(many.slice(0, 20)).groups.map(({ open }) => open)).toEqual([true, true]);
        expect(view(many).groups.map(({ open }) => open)).toEqual([false, false]);
        expect(view(Array.from({ length: 21 }, (_, n) => linux(n))).groups.map(({ open }) => open)).toEqual([false]);
    });

    it('leaves out guests without a tick, here and in the script, and says the number on the button', () => {
        const guests = [guestOf(1), guestOf(2), off(3)];
        const unticked = new Set([key(1), key(3)]);
        const shown = view(guests, { unticked, access: accessTo(1, 2, 3) });
        expect([shown.plan.items, shown.plan.waiting, shown.handItems].map(some => some.map(({ name }) => name))).toEqual([['G2'], [], ['G2']]);
        expect([shown.startText, shown.canStart]).toEqual(['Apply a key to 1 guest', true]);
        expect(shown.groups).toEqual(view(guests).groups);
        const none = view(guests, { unticked: new Set([1, 2, 3].map(n => key(n))), access: accessTo(1, 2, 3) });
        expect([none.canStart, none.notes]).toEqual([false, [strings.Apply.blocked.ticks]]);
    });

    it('counts on the button who has an account', () => {
        const shown = view([guestOf(1), guestOf(2), off(3)], { access: accessTo(1, 3), mode: 'check' });
        expect(shown.startText).toBe('Check 2 guests');
    });

    it('names the hosts of guests where there is more than one', () => {
        const other = hostOf({ computerName: 'HV02' });
        expect(view([off(1), guestOf(2, { enabledState: 3 }, other)]).hostNames.get(key(2))).toBe('HV02');
        expect(view([off(1), off(2)]).hostNames.size).toBe(0);
    });

    it('excludes activating on another host for keys outside AVMA', () => {
        const excluded = (shown: ApplyDialogView): unknown => [...shown.modes, ...shown.keyTargets].flatMap(one => (one.excluded ? [one.value] : []));
        expect([excluded(view([guestOf(1)])), excluded(view([guestOf(1)], { keyTarget: 'own' }))]).toEqual([[], ['renew']]);
        expect(excluded(view([guestOf(1)], { mode: 'renew' }))).toEqual(['back', 'own']);
    });

    it('cannot start before an account is for a guest of the plan, and says why, then who is skipped', () => {
        const guests = [guestOf(1), guestOf(2)];
        expect([view(guests).canStart, view(guests).notes]).toEqual([false, [strings.Apply.blocked.account]]);
        const one = view(guests, { access: accessTo(1) });
        expect([one.canStart, one.notes]).toEqual([true, ['1 guest will be skipped: no account']]);
        expect(view(guests, { access: accessTo(1, 2) }).notes).toEqual([]);
        const foreign = view(guests, { access: accessTo(7) });
        expect([foreign.canStart, foreign.notes]).toEqual([false, ['2 guests will be skipped: no account']]);
        const nobody = view([linux(3)], { access: accessTo(3) });
        expect([nobody.canStart, nobody.notes]).toEqual([false, [strings.Apply.blocked.nothing]]);
    });

    it('asks for accounts only where they are of use', () => {
        expect([view([guestOf(1), linux(3)]), view([off(2)]), view([linux(3)])].map(({ asksAccounts }) => asksAccounts)).toEqual([true, true, false]);
        // Where the network excludes all guests, the choice of the network is with the accounts.
        expect(view([linux(3)], { overNetwork: true }).asksAccounts).toBeTrue();
    });

    it('cannot start before a key of its owner is complete', () => {
        const asks = (change: Partial<ApplyDialogChoice>): unknown => {
            const { canStart, notes } = view([guestOf(1)], { keyTarget: 'own', access: accessTo(1), ...change });
            return [canStart, notes];
        };
        expect([asks({}), asks({ typedKey: 'BCDFG' }), asks({ typedKey: typed })]).toEqual([
            [false, [strings.Apply.blocked.key]],
            [false, [strings.Apply.blocked.key]],
            [true, []]
        ]);
    });

    it('can start for guests that are only waited for', () => {
        expect(view([off(1)]).canStart).toBeFalse();
        expect(view([off(1)], { access: accessTo(1) }).canStart).toBeTrue();
    });

    it('asks for a name over the network, and for a confirmation of a key that is replaced', () => {
        const overNetwork = view([guestOf(1)], { overNetwork: true, access: accessTo(1) });
        expect([overNetwork.canStart, overNetwork.notes]).toEqual([false, ['1 guest will be skipped: no network name']]);
        const mak = { licenseDescription: 'Windows(R) Operating System, VOLUME_MAK channel', partialProductKey: '3V66T', licenseStatus: 1, buildNumber: 17763 };
        const guests = [guestOf(1, {}, host, mak)];
        const asked = view(guests, { access: accessTo(1) });
        const [item] = asked.plan.items;
        expect(item.confirmation?.given).toBeFalse();
        expect([asked.canStart, asked.notes]).toEqual([false, [strings.Apply.blocked.confirm]]);
        const confirmed = item.confirmation ? [item.confirmation] : [];
        expect([view(guests, { access: accessTo(1), confirmed }).canStart, view(guests, { access: accessTo(1), confirmed }).notes]).toEqual([true, []]);
    });

    it('sends a key of its owner over the network only to a name that was confirmed for it', () => {
        const over = (address: string | null, change: Partial<ApplyDialogChoice> = {}): ApplyDialogView => {
            const access = new Map([[key(1), { account, address, productType: 3 }]]);
            return view([guestOf(1)], { keyTarget: 'own', typedKey: typed, overNetwork: true, access, ...change });
        };
        expect([...over(null).ownKeyNames]).toEqual([]);
        const asked = over('app.contoso.com');
        expect([...asked.ownKeyNames]).toEqual([[key(1), { address: 'app.contoso.com', given: false }]]);
        expect([asked.canStart, asked.notes]).toEqual([false, ['1 guest will be skipped: name not confirmed for your key']]);
        const keyNames = new Map([[key(1), 'app.contoso.com']]);
        const given = over('app.contoso.com', { keyNames });
        expect([[...given.ownKeyNames.values()], given.canStart, given.notes]).toEqual([[{ address: 'app.contoso.com', given: true }], true, []]);
        // Another name is not the one that was confirmed.
        expect(over('app.fabrikam.com', { keyNames }).canStart).toBeFalse();
        for (const change of [{ keyTarget: 'avma' }, { mode: 'check' }, { overNetwork: false }] as const) {
            const free = over('app.contoso.com', change);
            expect([free.ownKeyNames.size, free.canStart]).withContext(JSON.stringify(change)).toEqual([0, true]);
        }
    });

    it('takes a key of its owner by its last five characters, and says what is wrong with one', () => {
        const own = view([guestOf(1)], { keyTarget: 'own', typedKey: typed });
        expect([own.takesKey, own.keyProblem, own.options.target]).toEqual([true, '', { kind: 'own', lastFive: '46789' }]);
        expect(JSON.stringify(own)).not.toContain('BCDFG');
        const half = view([guestOf(1)], { keyTarget: 'own', typedKey: 'BCDFG-HJ' });
        expect(Object.values(strings.ProductKeyProblems)).toContain(half.keyProblem as never);
        expect(view([guestOf(1)], { keyTarget: 'own' }).keyProblem).toBe('');
        const avma = view([guestOf(1)], { typedKey: typed });
        expect([avma.takesKey, avma.options.target]).not.toContain({ kind: 'own', lastFive: '46789' } as never);
    });

    it('goes by hand where the host takes no accounts', () => {
        const restricted = hostOf({ languageMode: 'ConstrainedLanguage' });
        const shown = view([guestOf(1, {}, restricted)]);
        expect(shown.forbidden).toBe(fillText(strings.ByHand.only, { languageMode: 'ConstrainedLanguage' }));
        expect([shown.canStart, shown.notes]).toEqual([false, [strings.Apply.blocked.forbidden]]);
        expect(view([guestOf(1)]).forbidden).toBe('');
        // What nobody can enter is in the script too.
        const shielded = view([guestOf(1, { shielded: true }), guestOf(2)]);
        expect([shielded.plan.items.length, shielded.handItems.length]).toEqual([1, 2]);
    });

    it('has the words of the mode, and those of a refusal, which a record can be done without where it was the reason', () => {
        const shown = view([guestOf(1)], { mode: 'install' });
        expect([shown.modeText, shown.startText]).toEqual([strings.ApplyModes.install.text, 'Install a key in 1 guest']);
        const refusals = (['running', 'ledgerFull', 'ledgerUnavailable'] as const).map(refusal => view([guestOf(1)], { refusal }).refusal);
        expect(refusals).toEqual([
            { text: strings.ApplyStart.running, canDoWithout: false },
            { text: strings.ApplyStart.ledgerFull, canDoWithout: true },
            { text: strings.ApplyStart.ledgerUnavailable, canDoWithout: true }
        ]);
        expect(shown.refusal).toBeNull();
    });

    it('plans once while accounts are typed, and anew for everything that is planned by', () => {
        const guests = [guestOf(1), off(2), linux(3)];
        const first = view(guests, { keyTarget: 'own', typedKey: typed });
        const { confirmed } = choiceOf(guests);
        const same = { keyTarget: 'own', typedKey: ` ${typed}`, confirmed } as const;
        const before = view(guests, same);
        const again = view(guests, { ...same, access: accessTo(1), refusal: 'running' });
        expect(again.plan).toBe(before.plan);
        expect(again.groups).toBe(before.groups);
        expect(again.handItems).toBe(before.handItems);
        expect(view(guests, { ...same, mode: 'activate' }).plan).not.toBe(first.plan);
        expect(view(guests, { ...same, overNetwork: true }).plan.items[0].channel).toBe('winrm');
    });
});
