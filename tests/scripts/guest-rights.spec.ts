/** Accounts that enter a guest and are no administrators there: what can be read is read, the rest is unknown, and nothing is called absent. */
import { ReadingRights } from '../../dev-gateway/estate/estate-file';
import { importActivationRow } from '../../src/app/data/import/import-activation-row';
import { ActivationFacts } from '../../src/app/domain/facts/facts';
import { GuestReader } from './support/guest-reader';
import { runByHand } from './support/hand-script';
import { admin, Applied, estateWith, KeyInstaller, Order, result } from './support/key-installer';

const denied = '0x80041003';
const guestWith = (rights: ReadingRights): Parameters<typeof estateWith>[0] => ({ inside: { accounts: [{ ...admin, rights }] } });

describe('Get-AvmaActivation of an account that is no administrator of the guest', () => {
    async function read(rights: ReadingRights): Promise<ActivationFacts> {
        const estate = estateWith(guestWith(rights));
        const session = await GuestReader.open(estate, 'HV');
        const { row, events } = await session.read({ vmId: estate.node('HV')?.machines[0].id ?? '' }, admin);
        await session.close();
        expect(events.filter(event => event.kind === 'error')).toEqual([]);
        return importActivationRow(row);
    }
    const unread = (row: ActivationFacts): string[] => row.unread.map(({ field, code }) => `${field} ${code}`);

    it('reads the license without the services', async () => {
        const row = await read({ denied: ['Win32_Service'] });
        expect([row.error, row.licenseStatus, row.activationComponent, row.sppsvcStartMode]).toEqual([null, 5, 'started', null]);
        expect(unread(row)).toEqual(['sppsvcState', 'sppsvcStartMode', 'dataExchangeService'].map(field => `${field} ${denied}`));
    });

    it('takes no service for absent that it only does not see', async () => {
        const row = await read({ services: ['sppsvc'] });
        expect([row.error, row.sppsvcStartMode, row.dataExchangeService, unread(row)]).toEqual([null, 'Auto', null, ['dataExchangeService notSeen']]);
    });

    it('takes no device for absent that it may not read', async () => {
        const row = await read({ denied: ['Win32_PnPEntity', 'Win32_OperatingSystem'] });
        expect([row.error, row.licenseStatus, row.activationComponent]).toEqual([null, 5, null]);
        expect(unread(row)).toEqual(['buildNumber', 'operatingSystemSku', 'productType', 'activationComponent'].map(field => `${field} ${denied}`));
    });

    it('is an error where the license is denied, with everything else in the row', async () => {
        const row = await read({ denied: ['SoftwareLicensingProduct'] });
        expect([row.error?.code, row.error?.hresult, row.error?.id]).toEqual([
            'guestAccessDenied',
            0x80041003 | 0,
            // Words of the guest.
            null
        ]);
        expect([row.buildNumber, row.sppsvcStartMode, row.licenseStatus]).toEqual([17763, 'Auto', null]);
        expect(unread(row)).toContain(`licenseStatus ${denied}`);
    });
});

describe('Install-AvmaKey of an account that is no administrator of the guest', () => {
    async function apply(rights: ReadingRights, order: Order = {}): Promise<Applied & { readonly written: number }> {
        const estate = estateWith(guestWith(rights));
        const installer = await KeyInstaller.open(estate);
        const applied = await installer.apply(order);
        await installer.close();
        return { ...applied, written: estate.keyWrites.filter(({ code }) => code === 0).length };
    }

    it('checks what it can read, and calls no service and no device absent', async () => {
        expect(result(await apply({ denied: ['Win32_Service', 'Win32_PnPEntity'] }, { mode: 'check' }))).toEqual(['checked', null]);
        expect(result(await apply({ services: [] }, { mode: 'check' }))).toEqual(['checked', null]);
    });

    it('ends with what the licensing service says', async () => {
        const applied = await apply({ denied: ['Win32_Service'] });
        expect([...result(applied), applied.end?.error?.hresult, applied.written]).toEqual(['failed', 'licensingError', 0xc004f025 | 0, 0]);
    });

    it('tells a failure of WMI by its own code, not by that of every exception', async () => {
        const applied = await apply({ denied: ['SoftwareLicensingService'] });
        expect([...result(applied), applied.end?.error?.hresult]).toEqual(['failed', 'licensingError', 0x80041003 | 0]);
        expect(applied.end?.error?.id).toContain('GetWMIManagementException');
    });
});

describe('The script to run by hand, of an account that is no administrator of the guest', () => {
    it('calls no service disabled that it does not see, and changes nothing', async () => {
        const estate = estateWith(guestWith({ services: [] }));
        const { failure } = await runByHand(estate, {});
        expect(failure).toContain('Run PowerShell as administrator');
        expect(estate.keyWrites).toEqual([]);
    });
});
