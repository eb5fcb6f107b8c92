/** The PowerShell module: the line with which the build stops where a function does not fit its script. What it makes is tested in tests/scripts. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { moduleFiles } from '../../build/powershell-module';
import { root } from '../../build/project';
import { refusal, temporaryFolder } from './support/refusal';

const lines = (...content: string[]): string => content.join('\n');

const script = lines(
    '<#',
    '.SYNOPSIS',
    'Short.',
    '.DESCRIPTION',
    'Long.',
    '.ROLE',
    'Readers',
    '#>',
    'param (',
    '    [string]',
    '    $first,',
    '',
    '    [int]',
    '    $second',
    ')',
    '$first',
    ''
);
const header = ['<#', '.SYNOPSIS', 'Short.', '.DESCRIPTION', 'Long.', '.EXAMPLE', 'Get-Thing', '.OUTPUTS', 'A thing.', '.ROLE', 'Readers', '#>'];
const shown = lines(...header, 'param ($First, $Second)', "& $operations['Get-Thing'] -first $First -second $Second", '');

describe('The PowerShell module in the build', () => {
    const folder = temporaryFolder();
    const write = (text: string): (() => unknown) => {
        folder.write('Get-Thing.ps1', script);
        folder.write('module/helpers.ps1', '# Nothing is shared.\n');
        folder.write('module/Get-Thing.ps1', text);
        return () => moduleFiles('1.2.3', folder.path);
    };

    it('takes version, function, script and roles', () => {
        const files = write(shown)() as ReadonlyMap<string, string>;
        const text = (name: string): string => files.get(`community.avma/${name}`) ?? '';
        expect(text('community.avma.psd1')).toContain("ModuleVersion = '1.2.3'");
        expect(text('community.avma.psd1')).toContain("FunctionsToExport = @(\r\n        'Get-Thing'\r\n    )");
        expect(text('community.avma.psm1')).toContain("$operations['Get-Thing'] = {\r\nparam (\r\n    [string]\r\n    $first,");
        expect(text('community.avma.psm1')).toContain('function Get-Thing {\r\n<#\r\n.SYNOPSIS');
        expect(text('RoleCapabilities/AvmaReaders.psrc')).toContain("'community.avma\\Get-Thing'");
    });

    it("marks its functions as the SDK's own tooling does", () => {
        const files = write(shown)() as ReadonlyMap<string, string>;
        expect(files.get('community.avma/community.avma.psm1')).toContain('-second $Second\r\n}\r\n## [END] Get-Thing ##\r\n');
        expect(files.get('community.avma/community.avma.psd1')).toContain(
            '    )\r\n\r\n# Function attributes: {"localScripts":["Get-Thing"],"externalScripts":[]}\r\n\r\n    CmdletsToExport'
        );
    });

    it('is nothing but what Windows PowerShell loads', () => {
        const files = write(shown)() as ReadonlyMap<string, string>;
        expect([...files.keys()].filter(name => !/\.(psd1|psm1|ps1xml)$|\/RoleCapabilities\/\w+\.psrc$/.test(name))).toEqual([]);
    });

    for (const section of ['.EXAMPLE', '.OUTPUTS']) {
        it(`stops where the help of a function lacks ${section}`, () => {
            expect(refusal(write(shown.replace(section, '.NOTES')))).toBe(
                `${folder.path}/module/Get-Thing.ps1:1: the header lacks ${section}. Whoever imports the module has nothing but its help.`
            );
        });
    }

    it('stops where a function has another role than its script', () => {
        expect(refusal(write(shown.replace('Readers', 'Administrators')))).toBe(
            `${folder.path}/module/Get-Thing.ps1:1: its .ROLE is not that of its script. Write Readers.`
        );
    });

    it('stops where a function hands a parameter of its script on no further', () => {
        expect(refusal(write(shown.replace(' -second $Second', '')))).toBe(
            `${folder.path}/module/Get-Thing.ps1: it hands over no second. The tool sends whatever the script takes.`
        );
    });

    it('stops at what is not ASCII', () => {
        expect(refusal(write(`${shown}# K\u00f6ln\n`))).toContain('is not ASCII');
    });

    it('stops where a script has no function', () => {
        write(shown);
        folder.write('Get-Other.ps1', script);
        expect(refusal(() => moduleFiles('1.2.3', folder.path))).toBe(
            `${folder.path}/module/Get-Other.ps1: there is no function for this script. The tool calls it by this name.`
        );
    });
});

describe('The sources of the PowerShell module', () => {
    const plugin = join(root, 'gateway-plugin');
    const scripts = readdirSync(plugin).filter(name => name.endsWith('.ps1'));
    const read = (name: string): string => readFileSync(join(plugin, name), 'utf8');
    const parameterHelp = (name: string): Map<string, string> =>
        new Map([...read(`module/${name}.ps1`).matchAll(/^\.PARAMETER (\w+)\n([\s\S]*?)\n(?=\n\.)/gm)].map(match => [match[1], match[2]]));

    it('describe the parameters of Get-AvmaHostEvent as those of Get-AvmaEvent', () => {
        const all = parameterHelp('Get-AvmaEvent');
        const some = parameterHelp('Get-AvmaHostEvent');
        expect([...some.keys()]).toEqual(['Ids', 'StartTime', 'Maximum', 'BeforeRecordId', 'WithoutMessage']);
        for (const [name, help] of some) {
            expect(help)
                .withContext(name)
                .toBe(all.get(name) ?? '');
        }
    });

    it('have no part that no script includes', () => {
        const included = new Set(scripts.flatMap(name => [...read(name).matchAll(/# INCLUDE (.*)$/gm)].map(match => match[1])));
        expect([...included].sort()).toEqual(
            readdirSync(join(plugin, 'parts'))
                .map(name => `parts/${name}`)
                .sort()
        );
    });

    it('read dates, failures and licenses in their parts only', () => {
        const written = scripts.filter(name => /\.Year -lt|'\^HRESULT \(|55c92734-d682-4d71-983e-d6ec3f16059f/.test(read(name)));
        expect(written).toEqual([]);
    });
});
