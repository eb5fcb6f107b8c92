/** The choices for one guest, and why some are missing. */
import { importActivationRow } from '../../data/import/import-activation-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { PlannableGuest } from './apply-target';
import { assess } from '../judgement/assess';
import { keyOffers, takesAccounts } from './key-offers';

const vmId = '00000000-0000-0000-0000-000000000001';
const host = importHostRow({ buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1, sppsvcStartMode: 'Auto', vmmsState: 'Running' });
const server = { OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '8', ProductType: '3' };

function guest(change: object = {}, items: Readonly<Record<string, string>> = server, inside: object | null = null): PlannableGuest {
    const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
    const row = importGuestRow({ vmId, name: 'A', enabledState: 2, dataExchangeState: 2, intrinsic, ...change });
    const facts = inside && importActivationRow({ vmId, buildNumber: 17763, operatingSystemSku: 8, ...inside });
    return { hostName: 'HV01', host, guest: row, assessment: assess(host, row, facts), inside: facts && { facts } };
}

const summary = (one: PlannableGuest): Readonly<Record<string, string>> =>
    Object.fromEntries(
        keyOffers(one).map(({ keyTarget, refusal }) => [keyTarget, refusal === null ? 'offered' : refusal === 'noAvmaKey' ? refusal : refusal.code])
    );

const avma = { licenseDescription: 'x, VIRTUAL_MACHINE_ACTIVATION channel', partialProductKey: 'WMBMW', licenseStatus: 1 };
const kmsClient = { licenseDescription: 'x, VOLUME_KMSCLIENT channel', partialProductKey: 'J6JVD', licenseStatus: 0 };
const mak = { licenseDescription: 'x, VOLUME_MAK channel', partialProductKey: '3V66T', licenseStatus: 1 };

describe('the keys that are offered for one guest', () => {
    it('are all of them where nobody has looked, and where it is off and will be asked later', () => {
        expect(summary(guest())).toEqual({ avma: 'offered', back: 'offered', own: 'offered' });
        expect(summary(guest({ enabledState: 3 }))).toEqual({ avma: 'offered', back: 'offered', own: 'offered' });
    });

    it('are the ways out for a guest that AVMA has activated', () => {
        expect(summary(guest({}, server, avma))).toEqual({ avma: 'alreadyRight', back: 'offered', own: 'offered' });
    });

    it('are no way out of AVMA for a guest with another key', () => {
        expect(summary(guest({}, server, mak))).toEqual({ avma: 'offered', back: 'offered', own: 'noAvmaKey' });
    });

    it('are no way to a KMS client key that is exactly the one installed, licensed or not', () => {
        const datacenter = { ...kmsClient, partialProductKey: '63DFG' };
        expect([0, 1].map(licenseStatus => summary(guest({}, server, { ...datacenter, licenseStatus })).back)).toEqual(['keyInstalled', 'alreadyRight']);
        expect(summary(guest({}, server, kmsClient)).back).toBe('offered');
    });

    it('are those of before where looking inside failed', () => {
        expect(summary(guest({}, server, { ...mak, error: { code: 'sessionLost' } }))).toEqual({ avma: 'offered', back: 'offered', own: 'offered' });
    });

    it('are none for what is no Windows Server, is an evaluation or cannot be entered, with its reason', () => {
        expect(summary(guest({}, { OSPlatformId: '0' }))).toEqual({ avma: 'notWindows', back: 'notWindows', own: 'notWindows' });
        expect(summary(guest({}, { ...server, OSEditionId: '80' })).own).toBe('evaluationEdition');
        expect(summary(guest({ shielded: true }))).toEqual({ avma: 'shielded', back: 'shielded', own: 'shielded' });
    });
});

describe('takesAccounts', () => {
    it('is so in full language, and where nobody knows better', () => {
        expect(['FullLanguage', null, 'ConstrainedLanguage', 'NoLanguage'].map(languageMode => takesAccounts({ ...host, languageMode }))).toEqual([
            true,
            true,
            false,
            false
        ]);
    });
});
