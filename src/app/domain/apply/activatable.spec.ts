/** Whom the button *Activate N guests* counts. */
import { importActivationRow } from '../../data/import/import-activation-row';
import { importGuestRow } from '../../data/import/import-guest-row';
import { importHostRow } from '../../data/import/import-host-row';
import { assess } from '../judgement/assess';
import { Verdict } from '../judgement/assessment';
import { canActivateNow } from './activatable';

const vmId = '00000000-0000-0000-0000-000000000001';
const hostRow = { buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1, sppsvcStartMode: 'Auto', vmmsState: 'Running', languageMode: 'FullLanguage' };
const server = { OSPlatformId: '2', OSBuildNumber: '17763', OSEditionId: '8', ProductType: '3' };

interface Case {
    readonly host?: object;
    readonly guest?: object;
    readonly items?: Readonly<Record<string, string>>;
    readonly inside?: object;
    readonly verdict?: Verdict;
}

function counts({ host: hostChange, guest: change, items = server, inside: read, verdict }: Case): boolean {
    const host = importHostRow({ ...hostRow, ...hostChange });
    const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
    const guest = importGuestRow({ vmId, name: 'A', enabledState: 2, dataExchangeState: 2, intrinsic, ...change });
    const facts = read ? importActivationRow({ vmId, buildNumber: 17763, operatingSystemSku: 8, ...read }) : null;
    const assessment = { ...assess(host, guest, facts), ...(verdict ? { verdict } : {}) };
    return canActivateNow({ hostName: 'HV01', host, guest, assessment, inside: facts && { facts } });
}

const avma = { licenseDescription: 'x, VIRTUAL_MACHINE_ACTIVATION channel', partialProductKey: 'WMBMW' };

describe('guests that can be activated now', () => {
    it('are those that AVMA covers and nobody has read, whose key is not activated, or whose key nobody has to confirm', () => {
        expect(counts({})).toBeTrue();
        expect(counts({ inside: { ...avma, licenseStatus: 5 } })).toBeTrue();
        const kmsClient = { licenseDescription: 'x, VOLUME_KMSCLIENT channel', partialProductKey: 'J464C', licenseStatus: 5 };
        expect(counts({ inside: kmsClient })).toBeTrue();
    });

    it('are none that are activated, off, need a confirmation, or are not covered', () => {
        expect(counts({ inside: { ...avma, licenseStatus: 1 } })).toBeFalse();
        expect(counts({ verdict: 'activated' })).toBeFalse();
        expect(counts({ guest: { enabledState: 3 } })).toBeFalse();
        expect(counts({ inside: { licenseDescription: 'x, VOLUME_MAK channel', partialProductKey: '3V66T', licenseStatus: 1 } })).toBeFalse();
        expect(counts({ items: { OSPlatformId: '0' } })).toBeFalse();
        expect(counts({ items: { ...server, OSEditionId: '80' } })).toBeFalse();
        expect(counts({ guest: { shielded: true } })).toBeFalse();
    });

    it('are none of a host that activates no guests, or that takes no accounts', () => {
        expect(counts({ host: { operatingSystemSku: 7 } })).toBeFalse();
        expect(counts({ host: { languageMode: 'ConstrainedLanguage' } })).toBeFalse();
    });
});
