/** The check of commands for a gateway finds each mistake that would stop an administrator. */
import { engine } from '../support/engine';
import { gatewayProblems } from '../support/gateway-commands';

const modernized =
    'Import-Module "$env:ProgramFiles\\WindowsAdminCenter\\PowerShellModules\\Microsoft.WindowsAdminCenter.ExtensionTools\\Microsoft.WindowsAdminCenter.ExtensionTools.psd1"';
const classic = 'Import-Module "$env:ProgramFiles\\windows admin center\\PowerShell\\Modules\\ExtensionTools"';
const address = "'https://wac.contoso.com'";

describe('commands for a gateway', () => {
    const found = async (...lines: string[]): Promise<string[]> =>
        gatewayProblems('', await (await engine()).inspect(lines.join('\n'))).map(problem => problem.slice(2));

    it('are right as Microsoft writes them', async () => {
        expect(
            await found(
                modernized,
                `Get-WACFeed -Endpoint ${address}`,
                `Add-WACFeed -Endpoint ${address} -Feed '\\\\share\\x'`,
                `Install-WACExtension -Endpoint ${address} -ExtensionID 'community.avma' -Credentials $c -AccessKey $k`,
                `Update-WACExtension -Endpoint ${address} -ExtensionId 'community.avma'`,
                `Uninstall-WACExtension -Endpoint ${address} -ExtensionId 'community.avma'`
            )
        ).toEqual([]);
        expect(
            await found(
                classic,
                `Get-Feed ${address}`,
                `Add-Feed -GatewayEndpoint ${address} -Feed '\\\\share\\x'`,
                `Install-Extension -GatewayEndpoint ${address} 'community.avma'`,
                `Install-Extension ${address} 'community.avma' '1.0.0'`,
                `Update-Extension ${address} 'community.avma'`
            )
        ).toEqual([]);
        expect(await found('Get-VM')).toEqual([]);
    });

    it('of one gateway have no parameter of the other, and none that nobody published', async () => {
        expect(await found(modernized, `Add-WACFeed -GatewayEndpoint ${address} -Feed x`)).toEqual([
            'Add-WACFeed has no parameter GatewayEndpoint',
            'Add-WACFeed needs Endpoint'
        ]);
        expect(await found(classic, `Install-Extension -GatewayEndpoint ${address} -ExtensionId 'community.avma'`)).toEqual([
            'Install-Extension has no parameter ExtensionId'
        ]);
        expect(await found(modernized, `Get-WACFeed -Endpoint ${address} -Credential $c`)).toEqual(['Get-WACFeed has no parameter Credential']);
    });

    it('have what they cannot do without', async () => {
        expect(await found(modernized, `Install-WACExtension -Endpoint ${address}`)).toEqual(['Install-WACExtension needs ExtensionId']);
        expect(await found(modernized, `Get-WACExtension -Endpoint ${address} -Credentials $c`)).toEqual(['Get-WACExtension needs AccessKey']);
    });

    it('have no more values without a name than are documented', async () => {
        expect(await found(modernized, `Get-WACFeed -Endpoint ${address} 'more'`)).toEqual(['Get-WACFeed has more values without a name than are documented']);
        expect(await found(classic, `Update-Extension ${address} 'community.avma' '1.0.0'`)).toEqual([
            'Update-Extension has more values without a name than are documented'
        ]);
    });

    it("stand alone: with their own gateway's module, and never two of them", async () => {
        expect(await found(`Get-WACFeed -Endpoint ${address}`)).toEqual([
            jasmine.stringMatching(/^Microsoft\.WindowsAdminCenter\.ExtensionTools is not imported/)
        ]);
        expect(await found(classic, `Get-WACFeed -Endpoint ${address}`)).toEqual([jasmine.stringMatching(/is not imported/)]);
        expect(await found(modernized, classic, `Get-WACFeed -Endpoint ${address}`, `Get-Feed ${address}`)).toEqual([
            'commands of two gateways: modernized, classic'
        ]);
    });
});
