/** Shows that lint really refuses what ARCHITECTURE.md forbids, and lets pass what it allows. */
import { Linter } from 'eslint';
import { LegacyESLint } from 'eslint/use-at-your-own-risk';
import { root } from '../../build/project';
import { releases } from '../../src/app/domain/versions/releases';

/** Rules about imports need no types, and a program of types for files that do not exist would fail. */
function lintWith(rules: Linter.RulesRecord): LegacyESLint {
    const all = { '@typescript-eslint/no-floating-promises': 'off' as const, 'rxjs-angular/prefer-composition': 'off' as const, ...rules };
    return new LegacyESLint({ cwd: root, overrideConfig: { overrides: [{ files: ['*.ts'], parserOptions: { project: null }, rules: all }] } });
}

const eslint = lintWith({ 'import/no-cycle': 'off', '@typescript-eslint/consistent-type-imports': 'off' });

/** What lint says of an import in a file that need not exist. */
async function verdict(file: string, statement: string): Promise<string[]> {
    const [{ messages }] = await eslint.lintText(`${statement}\nexport const used = imported;\n`, { filePath: `${root}/${file}` });
    return messages.map(message => `${message.ruleId ?? 'error'}: ${message.message}`);
}

const sdk = '@microsoft/windows-admin-center-sdk';

const forbidden: Readonly<Record<string, readonly string[]>> = {
    'src/app/domain/judgement/new.ts': [
        '@angular/core',
        '@angular/common/http',
        'rxjs',
        'rxjs/operators',
        'node:fs',
        `${sdk}/angular`,
        `${sdk}/core/data/powershell`,
        '../../data/host-connection',
        '../../state/hosts/host.store',
        '../../shared/texts',
        '../../../generated/strings',
        '../errors/error-codes',
        '../apply/apply-plan'
    ],
    'src/app/domain/versions/new.ts': ['../facts/facts'],
    'src/app/domain/facts/new.ts': ['../judgement/assessment'],
    'src/app/domain/new.ts': ['./facts/facts'],
    'src/app/data/new.ts': ['../state/hosts/host.store', '../shared/texts', '../guests/guests.component', '../app.module'],
    'src/app/data/import/new.ts': ['../../state/hosts/host.store'],
    'src/app/state/guests/new.ts': [
        '../../guests/guests.component',
        '../../overview/overview.component',
        '../../shared/texts',
        `${sdk}/core/data/powershell`,
        '../apply/apply.store'
    ],
    'src/app/state/hosts/new.ts': ['../guests/guests.store'],
    'src/app/state/new.ts': ['./hosts/host.store'],
    'src/app/shared/new.ts': ['../state/hosts/host.store', '../guests/guest-row', '../data/host-connection', `${sdk}/core/rpc/rpc`],
    'src/app/guests/new.component.ts': [
        `${sdk}/core/data/powershell`,
        `${sdk}/core/data`,
        `${sdk}/core/rpc/rpc`,
        `${sdk}/core`,
        '../data/host-connection',
        '../data/wac-host-connection',
        '../data/import/import-guest-row',
        '../overview/overview.component'
    ],
    'src/app/overview/new.component.ts': [`${sdk}/core/data/powershell`, '../data/host-connection', '../guests/guest-row'],
    'src/app/reference/new.component.ts': ['../guests/guest-row', '../data/host-connection'],
    'src/app/what-if/new.component.ts': ['../guests/guest-row'],
    'src/app/main.component.ts': [`${sdk}/core/data/powershell`],
    'src/cli/new.ts': ['../../dev-gateway/options'],
    'src/main.ts': ['../dev-gateway/options'],
    'dev-gateway/gateway/new.ts': ['../../src/app/domain/facts/facts', '../../src/cli/assess'],
    'dev-gateway/shell/new.ts': ['../../src/app/domain/facts/facts'],
    'dev-gateway/powershell/new.ts': ['../estate/estate', '../../src/app/domain/facts/facts'],
    'dev-gateway/estate/new.ts': ['../powershell/engine', '../powershell/engine-api', '../../src/app/domain/facts/facts', '../../gateway-plugin/README.md'],
    'dev-gateway/estate/providers/new.ts': ['../../powershell/engine']
};

const allowed: Readonly<Record<string, readonly string[]>> = {
    'src/app/domain/judgement/new.ts': ['./assessment', '../facts/facts', '../versions/builds'],
    'src/app/data/new.ts': ['../domain/facts/facts', './host-failure', 'rxjs', `${sdk}/core/data/powershell`],
    'src/app/state/guests/new.ts': ['../../data/host-connection', '../../domain/facts/facts', '../hosts/host.store', 'rxjs', '@angular/core'],
    'src/app/shared/new.ts': ['../domain/facts/facts', '../data/host-failure', './texts', '@angular/core'],
    'src/app/guests/new.component.ts': ['../state/hosts/host.store', '../shared/texts', '../domain/facts/facts', '../data/host-failure', `${sdk}/angular`],
    'src/app/new.spec.ts': ['./data/host-connection'],
    'src/cli/new.ts': ['../app/domain/facts/facts', '../app/data/import/import-case', 'node:fs'],
    'dev-gateway/new.ts': ['./estate/estate', './powershell/engine'],
    'dev-gateway/estate/new.ts': ['../windows-call', './machines', 'ajv'],
    'dev-gateway/gateway/new.ts': ['../powershell/engine-api', 'fastify']
};

const decisions: readonly string[] = [
    "export const imported = 'W3GNR-8DDXR-2TFRP-H8P33-DV9BG';",
    'export const imported = (build: number): boolean => build === 17763;',
    'export const imported = (host: { buildNumber: number }, build: number): boolean => host.buildNumber >= build;'
];

describe('Lint', () => {
    for (const { name, build } of releases) {
        it(`keeps what is known about ${name} in the table of releases`, async () => {
            for (const statement of [`export const imported = '${name}';`, `export const imported = ${build};`]) {
                for (const file of ['src/app/what-if/new.component.ts', 'src/app/state/guests/new.ts', 'src/app/domain/what-if/new.ts', 'build/new.ts']) {
                    expect((await verdict(file, statement)).join('\n'))
                        .withContext(`${file}: ${statement}`)
                        .toContain('domain/versions/releases.ts');
                }
                expect(await verdict('src/app/domain/versions/new.ts', statement)).toEqual([]);
            }
        });
    }

    for (const statement of decisions) {
        it(`keeps what is decided in domain: ${statement}`, async () => {
            expect((await verdict('src/app/guests/new.component.ts', statement)).join('\n')).toContain('src/app/domain');
            expect((await verdict('src/app/domain/versions/new.ts', statement)).join('\n')).not.toContain('src/app/domain');
        });
    }

    for (const [file, imports] of Object.entries(forbidden)) {
        for (const name of imports) {
            it(`refuses ${name} in ${file}`, async () => {
                const found = await verdict(file, `import * as imported from '${name}';`);
                expect(found.length).withContext(found.join('\n')).toBeGreaterThan(0);
                expect(found.filter(line => !/^(import\/no-restricted-paths|no-restricted-(imports|syntax)): /.test(line))).toEqual([]);
            });
        }
    }

    for (const [file, imports] of Object.entries(allowed)) {
        for (const name of imports) {
            it(`allows ${name} in ${file}`, async () => {
                expect(await verdict(file, `import * as imported from '${name}';`)).toEqual([]);
            });
        }
    }

    it('goes by every form of import', async () => {
        for (const statement of ["import type { imported } from 'rxjs';", "export * from 'rxjs'; const imported = 1;", "export { imported } from 'rxjs';"]) {
            expect(await verdict('src/app/domain/facts/new.ts', statement))
                .withContext(statement)
                .toEqual(['no-restricted-syntax: domain imports nothing.']);
        }
        expect(await verdict('src/app/domain/facts/new.ts', "const imported = import('rxjs');")).toEqual(['no-restricted-syntax: domain imports nothing.']);
        expect(await verdict('dev-gateway/powershell/new.ts', "import type { imported } from '../estate/estate';")).toEqual([
            jasmine.stringMatching('the engine knows PowerShell, never Hyper-V.')
        ]);
    });

    it('refuses a circle of types as it refuses every other, and the form of import that hides it', async () => {
        // The short way of this rule goes by the files on disk, not by the text that is linted.
        const strict = lintWith({ 'import/no-cycle': ['error', { disableScc: true }] });
        const rulesOf = async (statement: string): Promise<Array<string | null>> => {
            const text = `${statement}\nexport const used: imported | null = null;\n`;
            const [{ messages }] = await strict.lintText(text, { filePath: `${root}/dev-gateway/estate/estate-complaints.ts` });
            return messages.map(message => message.ruleId);
        };
        // It reads the complaints.
        const reader = './read-estate-file';
        expect(await rulesOf(`import { imported } from '${reader}';`)).toEqual(['import/no-cycle']);
        for (const hidden of [`import type { imported } from '${reader}';`, `import { type imported } from '${reader}';`]) {
            expect(await rulesOf(hidden))
                .withContext(hidden)
                .toEqual(['@typescript-eslint/consistent-type-imports']);
        }
        expect(await rulesOf("import { imported } from './estate-file';")).toEqual([]);
    });

    it('refuses what would leave specs out, any, and output of the tool to the console', async () => {
        expect(await verdict('src/app/new.spec.ts', "const imported = 1; fdescribe('x', () => fit('y', () => imported)); xit('z', () => imported);")).toEqual(
            ['fdescribe', 'fit', 'xit'].map(name => `no-restricted-globals: Unexpected use of '${name}'.`)
        );
        expect(await verdict('src/app/state/guests/new.ts', 'const imported: any = 1;')).toEqual([
            '@typescript-eslint/no-explicit-any: Unexpected any. Specify a different type.'
        ]);
        expect(await verdict('src/app/state/guests/new.ts', 'const imported = 1; console.log(imported);')).toEqual([
            'no-console: Unexpected console statement.'
        ]);
        expect(await verdict('src/cli/new.ts', 'const imported = 1; console.log(imported);')).toEqual([]);
    });
});
