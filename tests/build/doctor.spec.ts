/** npm run doctor: what it says of machines that lack something, each of them made up here. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../../build/project';

interface Finding {
    readonly state: 'ok' | 'note' | 'missing';
    readonly text: string;
    readonly fix?: string;
}
interface Probes {
    readonly platform: string;
    readonly nodeVersion: string;
    readonly environment: Readonly<Record<string, string>>;
    text(file: string): string | null;
    changed(file: string): number | null;
    exists(path: string): boolean;
    output(program: string, ...args: readonly string[]): string | null;
    freeBytes(): number | null;
    portIsFree(port: number): Promise<boolean>;
}
interface Doctor {
    examine(probes: Probes): Promise<readonly Finding[]>;
    report(findings: readonly Finding[]): { readonly text: string; readonly code: number };
}

const file = join(root, 'build/doctor.mjs');

describe('doctor', () => {
    let doctor: Doctor;

    beforeAll(async () => {
        doctor = (await import(pathToFileURL(file).href)) as Doctor;
    });

    const gigabyte = 1024 ** 3;
    const lock = (dependencies: object): string => JSON.stringify({ packages: { '': { dependencies } } });

    /** A machine with everything, but for what is given. */
    const machine = (changes: Partial<Probes> = {}): Probes => ({
        platform: 'linux',
        nodeVersion: '20.1.0',
        environment: {},
        text: name =>
            name === 'build/browsers.json'
                ? readFileSync(join(root, name), 'utf8')
                : name === 'package-lock.json'
                  ? lock({ rxjs: '7.5.0' })
                  : JSON.stringify({ dependencies: { rxjs: '7.5.0' } }),
        changed: name => (name === 'package-lock.json' ? 1 : 2),
        exists: path => path === '/usr/bin/chromium',
        output: program => (program === 'dotnet' ? '8.0.100 [/usr/share/dotnet/sdk]\n10.0.401 [/usr/share/dotnet/sdk]\n' : '10.2.0\n'),
        freeBytes: () => 3 * gigabyte,
        portIsFree: () => Promise.resolve(true),
        ...changes
    });

    const wrong = async (changes: Partial<Probes>): Promise<readonly Finding[]> =>
        (await doctor.examine(machine(changes))).filter(({ state }) => state !== 'ok');

    it('finds nothing on a machine that has everything', async () => {
        const findings = await doctor.examine(machine());
        expect(findings.map(({ text }) => text)).toEqual([
            'Node.js 20.1.0',
            'npm 10.2.0',
            '.NET SDK 10.0.401',
            'package-lock.json is in step with package.json',
            'Packages are installed',
            'Browser: /usr/bin/chromium',
            '3.0 GB free on the disk',
            'Port 6516 is free for npm start'
        ]);
        expect(doctor.report(findings).code).toBe(0);
        expect(doctor.report(findings).text).toMatch(/\n\nNothing essential is missing\. Go on with: npm start$/);
    });

    const cases: ReadonlyArray<readonly [string, Partial<Probes>, Finding['state'], string, string]> = [
        ['an old Node.js', { nodeVersion: '18.20.4' }, 'missing', 'Node.js 18.20.4: 20 or later is needed.', 'https://nodejs.org'],
        ['no npm', { output: program => (program === 'dotnet' ? '10.0.100 [x]\n' : null) }, 'missing', 'npm was not found.', 'Node.js'],
        ['no .NET', { output: program => (program === 'dotnet' ? null : '10.2.0') }, 'missing', 'The .NET SDK 10 was not found.', 'https://dot.net'],
        [
            'an old .NET',
            { output: program => (program === 'dotnet' ? '8.0.100 [x]\n9.0.2 [x]\n' : '10') },
            'missing',
            'here is 8.0.100, 9.0.2.',
            'https://dot.net'
        ],
        ['a .NET runtime only', { output: program => (program === 'dotnet' ? '' : '10') }, 'missing', 'here is none, only a runtime.', 'https://dot.net'],
        [
            'a lock file of other packages',
            {
                text: name => (name === 'package-lock.json' ? lock({ rxjs: '7.4.0', tslib: '2' }) : JSON.stringify({ dependencies: { rxjs: '7.5.0' } })),
                environment: { CHROME_BIN: '/usr/bin/chromium' }
            },
            'missing',
            'package-lock.json is not in step with package.json: rxjs, tslib.',
            'npm install'
        ],
        [
            'packages that are not installed',
            { changed: name => (name.startsWith('node_modules') ? null : 1) },
            'note',
            'Packages are not installed yet.',
            'npm ci'
        ],
        [
            'packages that are too old',
            { changed: name => (name === 'package-lock.json' ? 3 : 2) },
            'note',
            'The packages are older than package-lock.json.',
            'npm ci'
        ],
        [
            'a browser that is not where it should be',
            { environment: { CHROME_BIN: '/opt/none' } },
            'missing',
            'CHROME_BIN names /opt/none, which is not there.',
            'remove it'
        ],
        [
            'no browser on Linux',
            { exists: () => false, changed: name => (name.startsWith('.cache') ? null : name === 'package-lock.json' ? 1 : 2) },
            'note',
            'No browser is installed.',
            'npm test unpacks a Chromium'
        ],
        ['no browser on Windows', { platform: 'win32', exists: () => false }, 'missing', 'Neither Chrome nor Edge was found.', 'CHROME_BIN'],
        ['a full disk', { freeBytes: () => 0.1 * gigabyte }, 'missing', '0.1 GB free on the disk: 0.7 GB are needed.', 'Make room'],
        ['a disk that cannot be read', { freeBytes: () => null }, 'note', 'How much room is left on the disk could not be read.', '2.7 GB'],
        ['a port that is taken', { portIsFree: () => Promise.resolve(false) }, 'note', 'Port 6516 is taken', 'npm start -- --port 6517'],
        ['half a clone', { text: () => null, environment: { CHROME_BIN: '/usr/bin/chromium' } }, 'missing', 'package-lock.json is missing.', 'git checkout'],
        [
            'a lock file that is no JSON',
            { text: () => '{', environment: { CHROME_BIN: '/usr/bin/chromium' } },
            'missing',
            'This could not be looked at: ',
            'git status'
        ]
    ];

    for (const [what, changes, state, text, fix] of cases) {
        it(`says of ${what} what to do`, async () => {
            const findings = await wrong(changes);
            expect(findings.map(finding => finding.state)).toEqual([state]);
            expect(findings[0].text).toContain(text);
            expect(findings[0].fix).toContain(fix);
            const { code, text: shown } = doctor.report(findings);
            expect(code).toBe(state === 'missing' ? 1 : 0);
            expect(shown).toContain(state === 'missing' ? '\n1 thing is missing.' : 'Nothing essential is missing.');
        });
    }

    it('needs more room where nothing is installed yet', async () => {
        const findings = await wrong({ freeBytes: () => 2 * gigabyte, changed: name => (name.startsWith('node_modules') ? null : 1) });
        expect(findings.map(({ text }) => text)).toEqual(['Packages are not installed yet.', '2.0 GB free on the disk: 2.7 GB are needed.']);
    });

    it('looks at this machine, with nothing but Node', () => {
        const { status, stdout, stderr } = spawnSync(process.execPath, [file], { encoding: 'utf8', env: { ...process.env, PATH: '', Path: '' } });
        expect([status, stderr]).toEqual([1, '']);
        expect(stdout).toContain(`ok      Node.js ${process.versions.node}\n`);
        expect(stdout).toContain('MISSING npm was not found.\n        It comes with Node.js');
        expect(stdout).toContain('MISSING The .NET SDK 10 was not found.');
    });
});
