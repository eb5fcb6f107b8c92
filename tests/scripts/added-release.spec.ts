/** A new Windows is one row: with a made-up release in the table, every place that lists versions has it, without another change. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BehaviorSubject, firstValueFrom, Observable } from 'rxjs';
import { root } from '../../build/project';
import { loadEstate } from '../../dev-gateway/estate/estate';
import { KeyFamily, releases } from '../../src/app/domain/versions/releases';
import { load } from './support/added-release';
import { ModuleConsole } from './support/module-console';

const name = '2031';
const build = 33333;
const datacenterKey = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE';
const kmsKey = 'FFFFF-GGGGG-HHHHH-JJJJJ-KKKKK';
const row = `{
    name: '${name}',
    build: ${build},
    channel: 'longTerm',
    avmaKeys: { evidence: 'published', keys: { datacenter: '${datacenterKey}' } },
    kmsClientKeys: { keys: { datacenter: '${kmsKey}' } },
    asHost: { powerShellDirect: true, azureLocalSetup: '${name}' },
    asGuest: guest
}`;

const modules = [
    'build/key-table',
    'src/app/domain/versions/builds',
    'src/app/domain/versions/license-class',
    'src/app/domain/judgement/assess',
    'src/app/domain/what-if/answer-file',
    'src/app/domain/what-if/host-matrix',
    'src/app/domain/what-if/hypothetical-guest',
    'src/app/domain/what-if/hypothetical-host',
    'src/app/domain/what-if/key-choice',
    'src/app/domain/guests/guest-filter',
    'src/app/domain/advice/product-key',
    'src/app/reference/guest-picker.component',
    'src/app/reference/reference-answer-files.component',
    'src/app/reference/reference-editions.component',
    'src/app/reference/reference-hosts.component',
    'src/app/reference/reference-keys.component',
    'src/app/reference/reference-kms-keys.component',
    'src/app/reference/reference-leave.component'
];

type Domain = typeof import('../../build/key-table') &
    typeof import('../../src/app/domain/versions/builds') &
    typeof import('../../src/app/domain/versions/license-class') &
    typeof import('../../src/app/domain/judgement/assess') &
    typeof import('../../src/app/domain/what-if/answer-file') &
    typeof import('../../src/app/domain/what-if/host-matrix') &
    typeof import('../../src/app/domain/what-if/hypothetical-guest') &
    typeof import('../../src/app/domain/what-if/hypothetical-host') &
    typeof import('../../src/app/domain/what-if/key-choice') &
    typeof import('../../src/app/domain/guests/guest-filter') &
    typeof import('../../src/app/domain/advice/product-key');

interface KeyRow {
    readonly version: string;
    readonly key: string;
}
type Version = Domain['serverVersions'][number];

/** The screens of the reference, as far as they list versions. */
interface Screens {
    readonly GuestPickerComponent: new () => { readonly versions: readonly Version[] };
    readonly ReferenceAnswerFilesComponent: new () => { readonly key: { readonly key: string } | null; show(picked: object): void };
    readonly ReferenceEditionsComponent: new () => { readonly versions: readonly Version[] };
    readonly ReferenceHostsComponent: new (hosts: object) => {
        readonly guests: readonly string[];
        readonly rows: Observable<ReadonlyArray<{ readonly host: string; readonly cells: ReadonlyArray<{ readonly yes: boolean }> }>>;
    };
    readonly ReferenceKeysComponent: new () => { readonly rows: readonly KeyRow[] };
    readonly ReferenceKmsKeysComponent: new () => { readonly rows: readonly KeyRow[] };
    readonly ReferenceLeaveComponent: new () => { readonly key: { readonly key: string } | null; show(picked: object): void };
}

type Tool = Domain & Screens;

const source = modules.map(path => `export * from './${path}';`).join('\n');
const family = name as KeyFamily;

describe('A release that is added to the table', () => {
    let tool: Tool;
    let version: Version;

    beforeAll(async () => {
        tool = await load<Tool>(source, row);
        const found = tool.serverVersions.find(one => one.name === name);
        if (!found) {
            throw new Error('The made-up release is in no version.');
        }
        version = found;
    });

    /** The matrix of the reference by host, with the guests that each activates. */
    async function matrix(): Promise<Readonly<Record<string, readonly string[]>>> {
        const state = new BehaviorSubject({ loading: false, facts: null, failure: null });
        const screen = new tool.ReferenceHostsComponent({ state, hostName: 'HV01', ensure: () => undefined });
        const rows = await firstValueFrom(screen.rows);
        return Object.fromEntries(rows.map(({ host, cells }) => [host, screen.guests.filter((_, index) => cells[index].yes)]));
    }

    it('is not there without being added', async () => {
        const plain = await load<Tool>(source, null);
        expect(plain.serverVersions.map(one => one.name)).toEqual(tool.serverVersions.map(one => one.name).filter(one => one !== name));
        expect(JSON.stringify([plain.hostMatrix(null), plain.keyTable(), plain.osKinds])).not.toContain(name);
    });

    it('is in the picker, first, since it is the newest', () => {
        expect(new tool.GuestPickerComponent().versions[0]).toEqual({ name, build, family, longTerm: true });
    });

    it('is in the tables of the reference', () => {
        expect(new tool.ReferenceEditionsComponent().versions.map(one => one.build)).toContain(build);
        expect(new tool.ReferenceKeysComponent().rows[0]).toEqual(jasmine.objectContaining({ version: name, key: datacenterKey }));
        expect(new tool.ReferenceKmsKeysComponent().rows[0]).toEqual(jasmine.objectContaining({ version: name, key: kmsKey }));
    });

    it('is in the matrix as guest and as host, also as Azure Local', async () => {
        const found = await matrix();
        const guests = tool.matrixGuests.map(one => `Guest ${one.name}`);
        expect(guests).toContain(`Guest ${name}`);
        expect(found[`Windows Server ${name} Datacenter`]).toEqual(guests);
        expect(found[`Azure Local with a ${name} Datacenter key`]).toContain(`Guest ${name}`);
        expect(found['Azure Local with a Windows Server subscription']).toContain(`Guest ${name}`);
        for (const { name: older } of releases.filter(one => one.channel === 'longTerm')) {
            expect(found[`Windows Server ${older} Datacenter`]).withContext(older).not.toContain(`Guest ${name}`);
        }
    });

    it('can be asked about in What if', () => {
        expect(tool.hypotheticalFamilies).toContain(family);
        expect(tool.defaultHost.version).toBe(family);
        const host = tool.hypotheticalHost({ version: family, edition: 'datacenter', activated: true });
        const newest = tool.hypotheticalHost({ version: releases[releases.length - 1].name as KeyFamily, edition: 'datacenter', activated: true });
        const guest = tool.hypotheticalGuest(version, 'datacenter');
        expect([host.buildNumber, tool.assess(host, guest).verdict, tool.assess(newest, guest).reasons[0].code]).toEqual([
            build,
            'eligible',
            'guestNewerThanHost'
        ]);
    });

    it('has an answer file and a way back', () => {
        const files = new tool.ReferenceAnswerFilesComponent();
        files.show({ version, edition: 'datacenter' });
        expect(tool.answerFile(files.key?.key ?? '')).toContain(`<ProductKey>${datacenterKey}</ProductKey>`);
        const leave = new tool.ReferenceLeaveComponent();
        leave.show({ version, edition: 'datacenter' });
        expect(leave.key?.key).toBe(kmsKey);
    });

    it('can be filtered for, and its keys are recognized by their last five characters and as a whole', () => {
        expect(tool.osKinds[0]).toBe(name);
        const classes = [datacenterKey, kmsKey].map(key =>
            tool.licenseClass({ licenseDescription: null, productKeyChannel: null, partialProductKey: key.slice(-5) })
        );
        expect(classes).toEqual(['avma', 'kmsClient']);
        expect([datacenterKey, kmsKey].map(key => tool.genericKey(key)?.keyClass)).toEqual(['avma', 'kmsClient']);
    });

    describe('in the PowerShell module', () => {
        let typed: ModuleConsole;
        beforeAll(async () => {
            typed = await ModuleConsole.open(loadEstate(), 'HV01');
        });
        afterAll(async () => {
            await typed.close();
        });

        /** Get-AvmaKey with the table of the added release. */
        async function activates(facts: object): Promise<unknown[]> {
            const [helpers, body] = ['helpers', 'Get-AvmaKey'].map(file => readFileSync(join(root, `gateway-plugin/module/${file}.ps1`), 'utf8'));
            const host = `(ConvertFrom-Json '${JSON.stringify(facts)}')`;
            const call = `Get-AvmaKey -BuildNumber ${build} -OperatingSystemSku 8 -AvmaHost ${host}`;
            const { rows, errors, failure } = await typed.type(`${tool.keyTable()}\n${helpers}\nfunction Get-AvmaKey {\n${body}\n}\n${call}`);
            expect([...errors, failure].filter(one => one !== null)).toEqual([]);
            return rows.map(one => [one.version, one.productKey, one.hostActivates]);
        }

        it('has a key, and hosts that activate it', async () => {
            const azureLocal = (configured: string): object => ({
                buildNumber: 25398,
                operatingSystemSku: 406,
                azureLocalActivation: { configured: true, version: configured }
            });
            expect(await activates({ buildNumber: build, operatingSystemSku: 8 })).toEqual([[name, datacenterKey, true]]);
            expect(await activates({ buildNumber: 26100, operatingSystemSku: 8 })).toEqual([[name, datacenterKey, false]]);
            expect(await activates(azureLocal(name))).toEqual([[name, datacenterKey, true]]);
            expect(await activates(azureLocal('2025'))).toEqual([[name, datacenterKey, false]]);
        });
    });
});
