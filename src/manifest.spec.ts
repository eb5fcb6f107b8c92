/** Which hosts get the tool: the manifest's requirements, judged by the SDK's own validator. */
import { EnvironmentModuleEntryPoint } from '@microsoft/windows-admin-center-sdk/core/manifest/environment-modules';
import { Connection } from '@microsoft/windows-admin-center-sdk/core/security/connection';
import { ToolConditionValidator } from '@microsoft/windows-admin-center-sdk/core/security/tool-condition-validator';
import { firstValueFrom, isObservable, of } from 'rxjs';
import manifestFile from '../manifest.json';

type EntryPoint = EnvironmentModuleEntryPoint;

const server = 'msft.sme.connection-type.server';

async function isOffered(inventory: object, connectionType = server): Promise<boolean> {
    const cache = (value: object): object => ({ createObservable: () => of(value) });
    const caches = { serverCache: cache({ serverName: 'host1', ...inventory }), gatewayCache: cache({ installationType: 'Standard' }) };
    const context = {} as ConstructorParameters<typeof ToolConditionValidator>[0];
    const validator = new ToolConditionValidator(context, caches as unknown as ConstructorParameters<typeof ToolConditionValidator>[1]);
    const solution = { name: 'servers', rootNavigationBehavior: 'connections', parentModule: { name: 'msft.sme.server-manager' } } as unknown as EntryPoint;
    const tool = { ...manifestFile.entryPoints[0], parentModule: { name: manifestFile.name } } as unknown as EntryPoint;
    const connection = { id: 'x', name: 'host1', type: connectionType } as unknown as Connection;
    const { result } = validator.scanToolCondition(connection, solution, tool);
    return (await (isObservable(result) ? firstValueFrom(result) : result)).show === true;
}

describe('the manifest', () => {
    it('offers the tool on hosts with Hyper-V, 2012 R2 and hosts without its PowerShell module included', async () => {
        expect(await isOffered({ isHyperVRoleInstalled: true, isHyperVPowershellInstalled: true, operatingSystemVersion: '10.0.17763' })).toBeTrue();
        expect(await isOffered({ isHyperVRoleInstalled: true, isHyperVPowershellInstalled: false, operatingSystemVersion: '10.0.20348' })).toBeTrue();
        expect(await isOffered({ isHyperVRoleInstalled: true, operatingSystemVersion: '6.3.9600' })).toBeTrue();
        expect(await isOffered({ isHyperVRoleInstalled: true, operatingSystemSKU: 406 })).toBeTrue();
    });

    it('does not offer it without Hyper-V, nor on other kinds of connections', async () => {
        expect(await isOffered({ isHyperVRoleInstalled: false, isHyperVPowershellInstalled: true })).toBeFalse();
        expect(await isOffered({})).toBeFalse();
        expect(await isOffered({ isHyperVRoleInstalled: true }, 'msft.sme.connection-type.windows-client')).toBeFalse();
    });

    it('shows the tool on JEA endpoints too', () => expect(manifestFile.jea).toBeTrue());
});
