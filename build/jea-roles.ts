/**
 * The roles of JEA endpoints, with the module's functions that each may call. Functions are listed by their full names, which also makes their plain names
 * visible: gateways call `module\function` there (microsoft/Windows-Admin-Center-Ideas-and-Feedback#412), and JEA can limit parameters only for plain names.
 */
import { moduleName } from './project';

/** A function of the module with its `.ROLE`. */
export interface RoleFunction {
    readonly command: string;
    readonly role: string;
}

interface Role {
    /** File name without `.psrc`. JEA requires unique names on a host. */
    readonly name: string;
    readonly guid: string;
    readonly description: string;
    /** The `.ROLE` values of the functions in this role. */
    readonly of: readonly string[];
}

const roles: readonly Role[] = [
    {
        name: 'AvmaReaders',
        guid: '5d1f0b1e-2f3a-4f0e-9c55-0b6c1d0a8e01',
        description: 'Reads the host, its guests and the events of the host. Enters no guest and changes nothing.',
        of: ['Readers']
    },
    {
        name: 'AvmaHyperVAdministrators',
        guid: '5d1f0b1e-2f3a-4f0e-9c55-0b6c1d0a8e02',
        description: 'Everything: also what takes an account of guests, and what changes machines and guests.',
        of: ['Readers', 'Hyper-V-Administrators']
    }
];

/** Role capability files by name. */
export function roleCapabilities(functions: readonly RoleFunction[]): ReadonlyMap<string, string> {
    return new Map(
        roles.map(role => [
            `${role.name}.psrc`,
            [
                '@{',
                `    GUID = '${role.guid}'`,
                `    Description = '${role.description}'`,
                `    ModulesToImport = '${moduleName}'`,
                '    VisibleFunctions = @(',
                "        'TabExpansion2'",
                ...functions.filter(one => role.of.includes(one.role)).map(({ command }) => `        '${moduleName}\\${command}'`),
                '    )',
                '}',
                ''
            ].join('\n')
        ])
    );
}
