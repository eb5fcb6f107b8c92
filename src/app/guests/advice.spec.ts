/** Nothing that a guest's details advise is a dead end: each advice has its button or its command. */
import { importActivationRow } from '../data/import/import-activation-row';
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { actionForNote, actionForReason } from '../domain/advice/advice-actions';
import { identifyGuest } from '../domain/facts/guest-identity';
import { assess } from '../domain/judgement/assess';
import { NoteCode, noteCodes, ReasonCode, reasonCodes } from '../domain/judgement/assessment';
import { guestParticulars } from '../domain/judgement/guest-reasons';
import { AssessedGuest } from '../state/guests/guest-judge';
import { avmaStrings } from '../shared/texts';
import { Advice, toGuestDetails } from './guest-details-view';

const vmId = '00000000-0000-0000-0000-000000000001';
/** Their advice is that there is nothing to do. */
const nothingToDo: ReadonlyArray<ReasonCode | NoteCode> = ['notWindows', 'clientEdition'];
/** Their advice is to read Microsoft's page, which each explanation links to. */
const pageOnly: ReadonlyArray<ReasonCode | NoteCode> = ['hostBuildNotDocumented', 'nonLtscBuild'];

const windows = (build: string, sku: string): object => ({
    enabledState: 2,
    dataExchangeState: 2,
    intrinsic: Object.entries({ OSPlatformId: '2', OSBuildNumber: build, OSEditionId: sku }).map(([name, data]) => ({ name, data }))
});
const guests: Readonly<Record<string, object>> = {
    'that reports all': windows('17763', '7'),
    'of another edition': windows('17763', '50'),
    'that is too old': windows('7601', '7'),
    'of an unknown build': windows('99999', '999'),
    'that says nothing': { enabledState: 2, dataExchangeState: 2 },
    'that is off': { enabledState: 3 },
    'that is shielded': { enabledState: 2, dataExchangeState: 3, shielded: true },
    'with items of its own': { ...windows('17763', '7'), guest: [{ name: 'Own', data: '1' }] }
};

function detailsOf(guestRow: object, hostRow: object, reasons: readonly ReasonCode[], notes: readonly NoteCode[]): readonly Advice[] {
    const host = importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1, hyperVRights: true, ...hostRow });
    const guest = importGuestRow({ vmId, name: 'APP01', ...guestRow });
    const data = guestParticulars(host, guest, identifyGuest(guest, null));
    const assessment = {
        ...assess(host, guest, null),
        verdict: 'unknown' as const,
        reasons: reasons.map(code => ({ code, data })),
        notes: notes.map(code => ({ code, data }))
    };
    const details = toGuestDetails({ hostName: 'HV01', host, guest, assessment, inside: null }, 0, avmaStrings());
    return [...details.reasons, ...details.notes];
}

describe("each advice in a guest's details", () => {
    for (const [kind, guest] of Object.entries(guests)) {
        for (const languageMode of ['FullLanguage', 'ConstrainedLanguage']) {
            it(`has its button or its command: a guest ${kind}, a host in ${languageMode}`, () => {
                const all = detailsOf(guest, { languageMode }, reasonCodes, noteCodes);
                expect(all.length).toBe(reasonCodes.length + noteCodes.length);
                const deadEnds = all.filter(({ action, explanation }) => explanation.fix !== '' && action === null && explanation.steps.length === 0);
                const excused = [...nothingToDo, ...pageOnly];
                expect(deadEnds.map(({ code }) => code).filter(code => !excused.includes(code))).toEqual([]);
                expect(all.every(({ explanation }) => explanation.link.startsWith('https://'))).toBeTrue();
            });
        }
    }

    it('offers no button that could do nothing', () => {
        const actions = (guest: object, host: object): unknown[] => detailsOf(guest, host, reasonCodes, noteCodes).map(({ action }) => action);
        const { 'that reports all': plain, 'that is shielded': shielded, 'with items of its own': items } = guests;
        const constrained = actions(plain, { languageMode: 'ConstrainedLanguage' });
        expect(['activate', 'readLicense'].filter(action => constrained.includes(action))).toEqual([]);
        expect(actions(shielded, {}).includes('enableDataExchange')).toBeFalse();
        expect([actions(plain, {}), actions(items, {})].map(all => all.includes('removeItems'))).toEqual([false, true]);
    });

    it('comes with the action of its reason or note', () => {
        const guest = guests['that is off'];
        const [enable, read] = detailsOf(guest, {}, ['dataExchangeDisabled'], ['grantExpired']);
        expect([enable.action, read.action]).toEqual([actionForReason('dataExchangeDisabled'), actionForNote('grantExpired')]);
        expect([enable.action, read.action]).toEqual(['enableDataExchange', 'readLicense']);
    });

    it('leaves activating to the button that the details begin with, where that is possible at once', () => {
        const host = importHostRow({ computerName: 'HV01', buildNumber: 20348, operatingSystemSku: 8, licenseStatus: 1, hyperVRights: true });
        const guest = importGuestRow({ vmId, name: 'APP01', ...windows('17763', '7') });
        const row = { vmId, licenseDescription: 'Windows(R) Operating System, VOLUME_MAK channel', partialProductKey: 'AAAAA', licenseStatus: 5 };
        const facts = importActivationRow(row);
        const one = (inside: AssessedGuest['inside']): AssessedGuest => ({ hostName: 'HV01', host, guest, assessment: assess(host, guest, facts), inside });
        const view = toGuestDetails(one({ facts, readAt: 0, hadAvma: false }), 0, avmaStrings());
        expect([view.canActivate, view.reasons[0].action]).toEqual(view.canActivate ? [true, null] : [false, 'activate']);
    });
});
