/** A JEA endpoint for the module Sample, as an administrator would create it, in its own folder. */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SessionOptions } from '../../../dev-gateway/powershell/engine-api';

export interface SampleEndpoint {
    /** For a session of a member of the group `Users`. */
    readonly options: Pick<SessionOptions, 'language' | 'modules' | 'endpoint'>;
    remove(): void;
}

/** @param role text of the role capability of the group `Users` */
export function sampleEndpoint(role: string, groups: readonly string[] = ['Users']): SampleEndpoint {
    const folder = mkdtempSync(join(tmpdir(), 'sample-endpoint-'));
    const module = join(folder, 'Sample');
    cpSync(join(__dirname, 'Sample'), module, { recursive: true });
    mkdirSync(join(module, 'RoleCapabilities'));
    writeFileSync(join(module, 'RoleCapabilities', 'SampleUsers.psrc'), role);
    const configuration = join(folder, 'sample.pssc');
    writeFileSync(
        configuration,
        "@{ SchemaVersion = '2.0.0.0'; GUID = '3f0b8f0e-7d0d-4a3f-9a4e-2a1f6c7d9b53'; SessionType = 'RestrictedRemoteServer'; RoleDefinitions = @{ Users = @{ RoleCapabilities = 'SampleUsers' } } }"
    );
    return {
        options: { language: 'none', modules: [module], endpoint: { configuration, groups } },
        remove: () => rmSync(folder, { recursive: true })
    };
}

/** A role with these functions of Sample. */
export function roleOf(...functions: readonly string[]): string {
    return `@{ GUID = '3f0b8f0e-7d0d-4a3f-9a4e-2a1f6c7d9b54'; ModulesToImport = 'Sample'; VisibleFunctions = @(${functions.join(', ')}) }`;
}
