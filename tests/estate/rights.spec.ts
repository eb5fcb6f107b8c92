/** Accounts that are no administrators: what an estate denies them, on hosts and inside guests. */
import { Estate } from '../../dev-gateway/estate/estate';
import { ReadingRights } from '../../dev-gateway/estate/estate-file';
import { CimObject, WindowsObject } from '../../dev-gateway/windows-call';
import { estateOf, failure, instances, Parameters, values, virtualization } from './support/ask';

const admin = { user: 'CONTOSO\\admin', password: 'right' };
const reader = { user: 'CONTOSO\\reader', password: 'right' };

const withRights = (rights: ReadingRights): Estate =>
    estateOf({ rights, cluster: { name: 'CLU', nodes: ['HV'] }, guestAccounts: [admin, { ...reader, rights }], guests: [{ name: 'A', os: '2019' }] });

async function inside(estate: Estate, account: string, command: string, parameters: Parameters): Promise<WindowsObject[]> {
    const machine = { vmId: estate.node('HV')?.machines[0].id ?? '' };
    const call = { site: { node: 'HV', machine, account }, module: '', command, parameterSet: '', parameters };
    const objects: WindowsObject[] = [];
    for await (const object of estate.answer(call, new AbortController().signal)) {
        objects.push(object);
    }
    return objects;
}

describe('An account that is no administrator', () => {
    it('is denied the classes and namespaces of the file, whichever way it asks, and no others', async () => {
        const estate = withRights({ denied: ['Win32_Service', 'root/MSCluster'] });
        const denied: readonly Parameters[] = [
            { ClassName: 'win32_service', Filter: "Name = 'vmms'" },
            { Query: 'SELECT Name FROM Win32_Service' },
            { Namespace: 'ROOT\\MSCluster', ClassName: 'MSCluster_Cluster' }
        ];
        for (const parameters of denied) {
            const found = await failure(instances(estate, 'HV', parameters));
            expect([found.errorId, found.nativeErrorCode, found.category]).toEqual(['HRESULT 0x80041003', 'AccessDenied', 'PermissionDenied']);
        }
        expect((await instances(estate, 'HV', { ClassName: 'Win32_OperatingSystem' })).length).toBe(1);
        expect((await instances(estate, 'HV', { Namespace: virtualization, ClassName: 'Msvm_ComputerSystem' })).length).toBe(2);
    });

    it("sees of the role only what isn't a service, as the SDK's inventory asks", () => {
        const seen = (rights: ReadingRights): unknown => {
            const { isHyperVRoleInstalled, isHyperVPowershellInstalled } = withRights(rights).inventory('HV') ?? {};
            return [isHyperVRoleInstalled, isHyperVPowershellInstalled];
        };
        expect([seen({}), seen({ denied: ['Win32_Service'] }), seen({ services: ['sppsvc'] }), seen({ services: ['vmms'] })]).toEqual([
            [true, true],
            [false, true],
            [false, true],
            [true, true]
        ]);
    });

    it('may see only some services, without an error', async () => {
        const estate = withRights({ services: ['sppsvc'] });
        expect(values(await instances(estate, 'HV', { ClassName: 'Win32_Service' }), 'Name')).toEqual(['sppsvc']);
        expect(await instances(estate, 'HV', { ClassName: 'Win32_Service', Filter: "Name = 'vmms'" })).toEqual([]);
    });

    it('is told of no class that is not there', async () => {
        const estate = estateOf({ rights: { denied: ['root/MSCluster'] } });
        const found = await failure(instances(estate, 'HV', { Namespace: 'root/MSCluster', ClassName: 'MSCluster_Cluster' }));
        expect(found.nativeErrorCode).toBe('InvalidNamespace');
    });

    it('is one account of a guest among others', async () => {
        const estate = withRights({ denied: ['Win32_Service', 'SoftwareLicensingService'] });
        const ask: Parameters = { ClassName: 'Win32_Service' };
        expect((await inside(estate, admin.user, 'Get-CimInstance', ask)).length).toBe(2);
        expect((await failure(inside(estate, 'reader@contoso.com', 'Get-CimInstance', ask))).nativeErrorCode).toBe('AccessDenied');
        const denied = await failure(inside(estate, reader.user, 'Get-WmiObject', { Class: 'SoftwareLicensingService' }));
        // As recorded for another code of WMI (tests/fixtures/recorded/powershell-errors/get-wmiobject-invalid-query-quote-in-name.txt).
        expect([denied.errorId, denied.exceptionType, denied.category, denied.hresult, denied.errorCode]).toEqual([
            'GetWMIManagementException',
            'System.Management.ManagementException',
            'InvalidOperation',
            null,
            0x80041003 | 0
        ]);
    });

    it('installs no key', async () => {
        const estate = withRights({ services: [] });
        const call = { Path: 'SoftwareLicensingService', MethodName: 'InstallProductKey', Arguments: ['WMDGN-G9PQG-XVVXX-R3X43-63DFG'] };
        const refused = await failure(inside(estate, reader.user, 'ManagementObject.InvokeMethod', call));
        expect(refused.exceptionType).toBe('System.Runtime.InteropServices.COMException');
        expect(refused.hresult).toBe(0xc004f025 | 0);
        expect(estate.keyWrites.map(({ code }) => code)).toEqual([0xc004f025]);
        const found: readonly WindowsObject[] = await inside(estate, reader.user, 'Get-CimInstance', {
            ClassName: 'SoftwareLicensingProduct',
            Filter: 'PartialProductKey IS NOT NULL AND LicenseIsAddon = FALSE'
        });
        expect(found.map(one => String((one as CimObject).properties.LicenseStatus.value))).toEqual(['5']);
    });
});
