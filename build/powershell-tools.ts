/**
 * Fetches a complete PowerShell and Pester from NuGet, for the module's tests (tests/pester). PowerShell is a .NET tool, which uses the SDK's runtime.
 * tests/pester/tools.csproj pins the versions. They are fetched into .cache on first use.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dotnet } from '../dev-gateway/powershell/dotnet';
import { root } from './project';

const project = join(root, 'tests/pester/tools.csproj');
const cache = join(root, '.cache/powershell-tools');

/** Paths of the Pester suite's tools. */
export interface PowerShellTools {
    /** PowerShell's assembly, to run with `dotnet`. */
    readonly pwsh: string;
    /** Pester's manifest, to import. */
    readonly pester: string;
}

/** A package's folder in the cache: NuGet writes ids in lower case. */
function packageFolder(name: string): string {
    const version = new RegExp(`Include="${name}" Version="\\[([\\d.]+)\\]"`).exec(readFileSync(project, 'utf8'))?.[1];
    if (!version) {
        throw new Error(`tests/pester/tools.csproj pins no version of ${name}.`);
    }
    return join(cache, name.toLowerCase(), version);
}

/** Fetches what is missing. @throws Error with one line about what is missing and the fix */
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
