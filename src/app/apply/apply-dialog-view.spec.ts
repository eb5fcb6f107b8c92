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
const linux = (n: number): AssessedGuest => guestOf(n, { intrinsic: [{ name: 'OSPlatformId', data: '4' }] });

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
        expect(shown.planTitle).toBe(fillText(strings.Apply.willChange, { count: 2 }));
    });

    it('names who is waited for and who is left out, with why, and leaves out lists of nobody', () => {
        const shown = view([guestOf(1), off(2), linux(3)]);
        expect(shown.waiting).toEqual({
            title: fillText(strings.Apply.willWait, { count: 1 }),
            open: true,
            guests: [{ key: key(2), name: 'G2', host: '' }],
            others: ''
        });
        expect([shown.leftOut?.title, shown.leftOut?.open, shown.leftOut?.others]).toEqual([fillText(strings.Apply.leftOut, { count: 1 }), false, '']);
        expect(shown.leftOut?.guests.map(({ name }) => name)).toEqual(['G3']);
        expect(shown.leftOut?.guests[0].title).not.toBe('');
        expect([view([guestOf(1)]).waiting, view([guestOf(1)]).leftOut]).toEqual([null, null]);
        expect(view([linux(3)]).leftOut?.open).toBeTrue();
    });

    it('names a hundred of many at most, says how many others there are, and opens short lists only', () => {
        const many = Array.from({ length: 103 }, (_, n) => off(n));
        const { waiting } = view(many);
        expect([waiting?.guests.length, waiting?.open, waiting?.others]).toEqual([100, false, fillText(strings.Apply.andOthers, { count: 3 })]);
        const { leftOut } = view(Array.from({ length: 102 }, (_, n) => linux(n)));
        expect([leftOut?.guests.length, leftOut?.others]).toEqual([100, fillText(strings.Apply.andOthers, { count: 2 })]);
        expect([20, 21].map(count => view(many.slice(0, count)).waiting?.open)).toEqual([true, false]);
    });

    it('names the hosts of guests where there is more than one', () => {
        const other = hostOf({ computerName: 'HV02' });
        const shown = view([off(1), guestOf(2, { enabledState: 3 }, other)]);
        expect(shown.waiting?.guests.map(one => one.host)).toEqual(['HV01', 'HV02']);
        expect(shown.hostNames.get(key(2))).toBe('HV02');
        expect(view([off(1), off(2)]).hostNames.size).toBe(0);
    });

    it('cannot start before an account is for a guest of the plan, and says what is lacking once something was entered', () => {
        const guests = [guestOf(1), guestOf(2)];
        expect([view(guests).canStart, view(guests).lacking]).toEqual([false, []]);
        const one = view(guests, { access: accessTo(1) });
        expect([one.canStart, one.lacking]).toEqual([true, [fillText(strings.Apply.lacks.account, { count: 1 })]]);
        expect(view(guests, { access: accessTo(1, 2) }).lacking).toEqual([]);
        const foreign = view(guests, { access: accessTo(7) });
        expect([foreign.canStart, foreign.lacking]).toEqual([false, [fillText(strings.Apply.lacks.account, { count: 2 })]]);
    });

    it('can start for guests that are only waited for', () => {
        expect(view([off(1)]).canStart).toBeFalse();
        expect(view([off(1)], { access: accessTo(1) }).canStart).toBeTrue();
    });

    it('asks for a name over the network, and for a confirmation of a key that is replaced', () => {
        const overNetwork = view([guestOf(1)], { overNetwork: true, access: accessTo(1) });
        expect([overNetwork.canStart, overNetwork.lacking]).toEqual([false, [fillText(strings.Apply.lacks.address, { count: 1 })]]);
        const mak = { licenseDescription: 'Windows(R) Operating System, VOLUME_MAK channel', partialProductKey: '3V66T', licenseStatus: 1, buildNumber: 17763 };
        const guests = [guestOf(1, {}, host, mak)];
        const asked = view(guests, { access: accessTo(1) });
        const [item] = asked.plan.items;
        expect(item.confirmation?.given).toBeFalse();
        expect([asked.canStart, asked.lacking]).toEqual([false, [fillText(strings.Apply.lacks.confirmation, { count: 1 })]]);
        const confirmed = item.confirmation ? [item.confirmation] : [];
        expect([view(guests, { access: accessTo(1), confirmed }).canStart, view(guests, { access: accessTo(1), confirmed }).lacking]).toEqual([true, []]);
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
        expect(shown.planTitle).toBe(fillText(strings.ByHand.willChange, { count: 1 }));
        expect(view([guestOf(1)]).forbidden).toBe('');
        // What nobody can enter is in the script too.
        const shielded = view([guestOf(1, { shielded: true }), guestOf(2)]);
        expect([shielded.plan.items.length, shielded.handItems.length]).toEqual([1, 2]);
    });

    it('has the words of the mode, and those of a refusal, which a record can be done without where it was the reason', () => {
        const shown = view([guestOf(1)], { mode: 'install' });
        expect([shown.modeText, shown.startText]).toEqual([strings.ApplyModes.install.text, strings.ApplyModes.install.title]);
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
        expect(again.waiting).toBe(before.waiting);
        expect(again.handItems).toBe(before.handItems);
        expect(view(guests, { ...same, mode: 'activate' }).plan).not.toBe(first.plan);
        expect(view(guests, { ...same, overNetwork: true }).plan.items[0].channel).toBe('winrm');
    });
});
