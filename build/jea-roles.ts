/**
 * The roles of JEA endpoints: which functions of the module who may call. Each is shown by its full name, which makes it visible by its plain name too: gateways
 * call `module\function` there (microsoft/Windows-Admin-Center-Ideas-and-Feedback#412), and JEA limits parameters under plain names only.
 */
import { moduleName } from './project';

/** A function of the module and its `.ROLE`. */
export interface RoleFunction {
    readonly command: string;
    readonly role: string;
}

interface Role {
    /** Of the file, without `.psrc`: JEA asks for names that are unique on a host. */
    readonly name: string;
    readonly guid: string;
    readonly description: string;
    /** The roles of functions that belong to it. */
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

/** Role capability files, by their names. */
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
