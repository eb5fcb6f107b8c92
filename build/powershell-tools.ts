/**
 * A complete PowerShell and Pester, for the tests of the module (tests/pester). NuGet serves both: PowerShell as a .NET tool, which runs on the runtime of
 * the SDK. Versions are pinned in tests/pester/tools.csproj. They are fetched on first use, into .cache.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dotnet } from '../dev-gateway/powershell/dotnet';
import { root } from './project';

const project = join(root, 'tests/pester/tools.csproj');
const cache = join(root, '.cache/powershell-tools');

/** Paths of what the Pester suite runs with. */
export interface PowerShellTools {
    /** The assembly of PowerShell, to be run with `dotnet`. */
    readonly pwsh: string;
    /** The manifest of Pester, to be imported. */
    readonly pester: string;
}

/** The folder of a package in the cache: NuGet writes identifiers in lower case. */
function packageFolder(name: string): string {
    const version = new RegExp(`Include="${name}" Version="\\[([\\d.]+)\\]"`).exec(readFileSync(project, 'utf8'))?.[1];
    if (!version) {
        throw new Error(`tests/pester/tools.csproj pins no version of ${name}.`);
    }
    return join(cache, name.toLowerCase(), version);
}

/**
 * Makes sure that both are there.
 * @throws Error with one line that says what is missing and what to do
 */
export async function powershellTools(onProgress: (line: string) => void = () => undefined): Promise<PowerShellTools> {
    const folders = { powershell: packageFolder('PowerShell'), pester: packageFolder('Pester') };
    // NuGet writes this file last.
    if (!Object.values(folders).every(folder => existsSync(join(folder, '.nupkg.metadata')))) {
        onProgress('Fetching PowerShell and Pester (NuGet) ...');
        const own = `-p:BaseIntermediateOutputPath=${join(cache, 'obj')}/`;
        await dotnet(['restore', project, '--packages', cache, '--force', own, '--nologo', '-v', 'quiet'], 'Fetching PowerShell and Pester');
    }
    const system = process.platform === 'win32' ? 'win' : 'unix';
    return {
        pwsh: join(folders.powershell, 'tools/net10.0/any', system, 'pwsh.dll'),
        pester: join(folders.pester, 'tools/Pester.psd1')
    };
}
