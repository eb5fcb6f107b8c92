/** Every example of the module's help, run as it stands there: on a host of the estate, by somebody who has imported the module and types. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { getCredential, ModuleConsole } from './support/module-console';

interface Example {
    readonly command: string;
    readonly code: string;
}

/** What changes machines, by the name of the function. */
const changes: Readonly<Record<string, (estate: Estate) => boolean>> = {
    'Install-AvmaKey': estate => estate.keyWrites.length + estate.activationRequests.length > 0,
    'Enable-AvmaDataExchange': estate => (estate.statistics('HV01').calls['Invoke-CimMethod'] ?? 0) > 0
};

describe("The examples of the module's help", () => {
    const folder = mkdtempSync(join(tmpdir(), 'avma-examples-'));
    let reader: ModuleConsole;
    let examples: readonly Example[];

    beforeAll(async () => {
        reader = await ModuleConsole.open(loadEstate(), 'HV01');
        const { rows } = await reader.type(
            'Get-Command -Module community.avma | ForEach-Object { $name = $_.Name; (Get-Help $name -Full).examples.example | ForEach-Object { @{ command = $name; code = $_.code } } }'
        );
        examples = rows as unknown as Example[];
    });

    afterAll(async () => {
        await reader.close();
        rmSync(folder, { recursive: true, force: true });
    });

    async function openConsole(estate: Estate, host = 'HV01'): Promise<ModuleConsole> {
        const typed = await ModuleConsole.open(estate, host);
        await typed.type(`$ExecutionContext.SessionState.Path.SetLocation('${folder}')\n${getCredential}`);
        return typed;
    }

    async function run({ command, code }: Example, estate: Estate, typed: ModuleConsole): Promise<void> {
        const { values, errors, failure } = await typed.type(code);
        expect([...errors, failure].filter(one => one !== null))
            .withContext(code)
            .toEqual([]);
        // A refused account would be a step towards its lockout.
        expect(estate.logons.filter(logon => !logon.success))
            .withContext(code)
            .toEqual([]);
        const files = readdirSync(folder);
        expect(changes[command]?.(estate) ?? false)
            .withContext(code)
            .toBe(command in changes && !/ -WhatIf$| -Mode check /.test(code));
        if (/ -WhatIf$/.test(code)) {
            expect(values).withContext(code).toEqual([]);
            expect(estate.logons).withContext(code).toEqual([]);
        } else if (code.includes('Export-Csv')) {
            // Without, Windows PowerShell writes ASCII, and names lose their letters.
            expect(code).toMatch(/ -Encoding UTF8$/);
            expect(files.map(file => `-Path .\\${file} `)).toEqual([code.match(/-Path \S+ /)?.[0] ?? '']);
            const [head, ...lines] = readFileSync(join(folder, files[0]), 'utf8').trim().split('\r\n');
            expect(head)
                .withContext(code)
                .toMatch(/^("\w+",?)+$/);
            expect(lines.length).withContext(code).toBeGreaterThan(0);
        } else {
            expect(values.length).withContext(code).toBeGreaterThan(0);
        }
        for (const file of files) {
            rmSync(join(folder, file));
        }
    }

    it('are there for every function', async () => {
        const { values } = await reader.type('Get-Command -Module community.avma | ForEach-Object { $_.Name }');
        expect([...new Set(examples.map(example => example.command))]).toEqual(values as string[]);
        expect(values.length).toBe(12);
    });

    it('run and show something where they read', async () => {
        const estate = loadEstate();
        const typed = await openConsole(estate);
        const onNode = await openConsole(estate, 'HV11');
        const reading = examples.filter(example => example.command.startsWith('Get-'));
        expect(reading.length).toBeGreaterThan(16);
        for (const example of reading) {
            await run(example, estate, example.command.startsWith('Get-AvmaCluster') ? onNode : typed);
        }
        await typed.close();
        await onNode.close();
    }, 120_000);

    it('run and do what they say where they change something', async () => {
        const changing = examples.filter(example => !example.command.startsWith('Get-'));
        expect(changing.length).toBeGreaterThan(7);
        for (const example of changing) {
            const estate = loadEstate();
            const typed = await openConsole(estate);
            await run(example, estate, typed);
            await typed.close();
        }
    }, 120_000);
});
