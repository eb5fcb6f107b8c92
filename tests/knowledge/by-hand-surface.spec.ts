/** The script to run by hand: published commands, classes and methods only, in a form that Windows PowerShell 4.0 and 5.1 read. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptUsage } from '../../dev-gateway/powershell/engine-api';
import { ApplyMode, applyModes } from '../../src/app/domain/facts/apply-facts';
import { ApplyItem } from '../../src/app/domain/apply/apply-plan';
import { applyItem } from '../../src/testing/apply-item';
import { commentText, handScript } from '../../src/app/domain/apply/by-hand';
import { ownKeyPlaceholder } from '../../src/app/domain/advice/commands';
import { engine } from '../support/engine';

const surface = join(__dirname, '../../windows-surface');

const item = (change: Partial<ApplyItem> = {}): ApplyItem => applyItem(1, { vmId: '11111111-2222-3333-4444-555555555555', ...change });

const hostile = [
    'a\r\nStop-Computer',
    'a\u2028Stop-Computer',
    'a\u0085Stop-Computer',
    '#> Stop-Computer <#',
    "'; Stop-Computer; '",
    '\u2019; Stop-Computer; \u2019',
    '$(Stop-Computer)',
    '`',
    'requires -Version 7',
    '\u0000\u202eevil \ud800',
    ''
];

interface Published {
    readonly commands: ReadonlyArray<{
        readonly name: string;
        readonly parameters: ReadonlyArray<{ readonly name: string }>;
        readonly notOnServer2012R2PowerShell4?: readonly string[];
    }>;
}
interface PublishedClass {
    readonly properties: ReadonlyArray<{ readonly name: string }>;
    readonly methods: ReadonlyArray<{ readonly name: string; readonly parameters?: ReadonlyArray<{ readonly name: string }> }>;
}

const json = <T>(path: string): T => JSON.parse(readFileSync(join(surface, path), 'utf8')) as T;
const inspect = async (script: string): Promise<ScriptUsage> => (await engine()).inspect(script);

describe('the script to run by hand', () => {
    const script = handScript([
        item(),
        item({ vmId: '21111111-2222-3333-4444-555555555555', key: null, toClass: 'own', replaceable: ['mak'], expectedLastFive: '3V66T' })
    ]);

    it('parses, is ASCII, in lines of Windows, and uses nothing newer than 5.1', async () => {
        for (const mode of applyModes) {
            const usage = await inspect(handScript([item({ mode })]));
            expect([usage.errors, usage.newerThan51, usage.nonAscii]).toEqual([[], [], []]);
        }
        expect(/^[\x09\x20-\x7e\r\n]*$/.test(script)).toBeTrue();
        expect(script.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
    });

    it('calls published commands with published parameters, all of them also in 4.0', async () => {
        const published = readdirSync(join(surface, 'commands')).flatMap(file => json<Published>(`commands/${file}`).commands);
        const own = [...script.matchAll(/^function ([\w-]+)/gm)].map(match => match[1]);
        const problems: string[] = [];
        for (const call of (await inspect(script)).commands.filter(one => !own.includes(one.name))) {
            const command = published.find(one => one.name === call.name);
            const known = [...(command?.parameters ?? []).map(one => one.name), 'ErrorAction'];
            const lacking = command?.notOnServer2012R2PowerShell4 ?? [];
            problems.push(...(command && !call.dynamic && !call.splatted ? [] : [`${call.line}: ${call.name}`]));
            problems.push(...call.parameters.filter(one => !known.includes(one) || lacking.includes(one)).map(one => `${call.name} ${one}`));
            problems.push(...(lacking.includes('*') ? [`${call.name} is not in 4.0`] : []));
        }
        expect(problems).toEqual([]);
    });

    it('asks for published classes and properties, and calls published methods', async () => {
        const classFile = (name: string): PublishedClass => json<PublishedClass>(`cim/root/cimv2/${name}.json`);
        const text = (call: ScriptUsage['commands'][number], parameter: string): string =>
            call.arguments.find(one => one.parameter === parameter)?.text.replace(/^'|'$/g, '') ?? '';
        const { commands } = await inspect(script);
        const reads = commands.filter(one => one.name === 'Get-CimInstance');
        expect(reads.length).toBeGreaterThan(4);
        for (const call of reads) {
            const known = classFile(text(call, 'ClassName')).properties.map(one => one.name);
            const asked = text(call, 'Property').split(', ');
            expect(asked.filter(one => !known.includes(one)))
                .withContext(text(call, 'ClassName'))
                .toEqual([]);
        }
        const methods = ['SoftwareLicensingService', 'SoftwareLicensingProduct'].flatMap(name => classFile(name).methods);
        const called = commands.filter(one => one.name === 'Invoke-CimMethod').map(call => text(call, 'MethodName'));
        expect(new Set(called)).toEqual(new Set(['InstallProductKey', 'RefreshLicenseStatus', 'Activate']));
        expect(called.filter(name => !methods.some(one => one.name === name))).toEqual([]);
        expect(methods.find(one => one.name === 'InstallProductKey')?.parameters?.map(one => one.name)).toContain('ProductKey');
    });

    it('lets no name become anything but a comment', async () => {
        const plain = await inspect(handScript([item({ name: 'x' })]));
        for (const name of hostile) {
            const named = handScript([item({ name })]);
            const usage = await inspect(named);
            expect(usage.errors).withContext(name).toEqual([]);
            expect(usage.commands.map(one => one.name))
                .withContext(name)
                .toEqual(plain.commands.map(one => one.name));
            expect(named.split('\r\n').length).toBe(handScript([item({ name: 'x' })]).split('\r\n').length);
        }
        expect(commentText('#> a <#')).toBe('-> a (#');
        expect(commentText('\u00e9\n#')).toBe('\\u00e9 #');
        expect(commentText('x'.repeat(500)).length).toBe(100);
    });

    it('holds published keys, and the placeholder for one of the owner', () => {
        const keys = script.match(/(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}/g);
        expect(new Set(keys)).toEqual(new Set(['H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW', ownKeyPlaceholder]));
        expect(handScript([])).toBe('');
    });

    it('permits what was confirmed for its guest, and does what the mode says', () => {
        expect([...script.matchAll(/Replaceable = @\((.*)\)/g)].map(match => match[1])).toEqual([
            "'none', 'avma', 'kmsClient', 'keyless'",
            "'none', 'avma', 'kmsClient', 'keyless', 'mak'"
        ]);
        // For that very key only.
        expect([...script.matchAll(/Confirmed = '(.*)'/g)].map(match => match[1])).toEqual(['', '3V66T']);
        expect(script).toContain('$shown -ne $wanted.Confirmed');
        const does = (mode: ApplyMode): string[] =>
            [...handScript([item({ mode })]).matchAll(/^\$(?:install|activate|renew) = (\S+)/gm)].map(match => match[1].trim());
        expect(applyModes.map(does)).toEqual([
            ['$false', '$false', '$false'],
            ['$true', '$false', '$false'],
            ['$true', '$true', '$false'],
            ['$false', '$true', '$false'],
            ['$false', '$true', '$true']
        ]);
    });
});
