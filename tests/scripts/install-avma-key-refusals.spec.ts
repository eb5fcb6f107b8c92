/** Install-AvmaKey on the engine: what is refused in the guest, and that nothing is written then. */
import { Estate } from '../../dev-gateway/estate/estate';
import { GuestEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { WindowsObject } from '../../dev-gateway/windows-call';
import { admin, Applied, estateWith, KeyInstaller, keys, Order, result, steps } from './support/key-installer';

const modes = ['check', 'install', 'installAndActivate'] as const;

async function applyTo(estate: Estate, order: Order): Promise<Applied> {
    const installer = await KeyInstaller.open(estate);
    const applied = await installer.apply(order);
    await installer.close();
    return applied;
}

/** Refused in the check, and nothing was written. */
function expectRefusal(applied: Applied, estate: Estate, code: string, id: string | null = null): void {
    expect([...result(applied), applied.end?.error?.id]).toEqual(['refused', code, id]);
    expect(steps(applied)).toMatch(/^connect (check )?end$/);
    expect([estate.keyWrites, estate.activationRequests]).toEqual([[], []]);
    expect(applied.end?.after).toBeNull();
}

async function refuse(guest: Partial<GuestEntry>, order: Order, code: string, id: string | null = null, node: Partial<NodeEntry> = {}): Promise<Applied> {
    const estate = estateWith(guest, node);
    const applied = await applyTo(estate, order);
    expectRefusal(applied, estate, code, id);
    return applied;
}

describe('What Install-AvmaKey refuses in a guest', () => {
    it('is another machine that answers to the name, of which it reads nothing', async () => {
        const order = { channel: 'winrm', address: 'a.contoso.com' } as const;
        const applied = await refuse({ inside: { insideVmId: '6F1A2B3C-0D4E-4F50-8A61-B2C3D4E5F607' } }, order, 'wrongMachine');
        expect([steps(applied), applied.end?.before]).toEqual(['connect end', null]);
    });

    it('is a machine that cannot say who it is, where only a name has led to it', async () => {
        const guest = { inside: { insideVmId: null } };
        await refuse(guest, { channel: 'winrm', address: 'a.contoso.com' }, 'identityUnknown');
        expect(result(await applyTo(estateWith(guest), {}))).toEqual(['activated', null]);
    });

    it('is a name that has come to lead to another guest', async () => {
        const estate = estateWith(
            {},
            {
                guests: [
                    { name: 'A', os: '2019' },
                    { name: 'B', os: '2019' }
                ]
            }
        );
        const applied = await applyTo(estate, { channel: 'winrm', address: 'b.contoso.com' });
        expectRefusal(applied, estate, 'wrongMachine');
    });

    for (const language of ['en', 'de'] as const) {
        it(`is a guest that is no longer what the plan was made for (${language})`, async () => {
            const build = await refuse({ inside: { os: '2022' } }, {}, 'guestChanged', 'buildNumber', { language });
            const edition = await refuse({ inside: { sku: 7 } }, {}, 'guestChanged', 'operatingSystemSku', { language });
            expect([build.end?.error?.reason, edition.end?.error?.reason]).toEqual(['20348', '7']);
        });

        it(`is an evaluation edition (${language})`, async () => {
            for (const sku of [79, 80, 159, 160]) {
                await refuse({ sku }, { expectedSku: sku }, 'evaluationEdition', null, { language });
            }
            await refuse({ inside: { license: 'evaluation' } }, {}, 'evaluationEdition', null, { language });
            await refuse({ inside: { license: 'evaluation' } }, { mode: 'activate' }, 'evaluationEdition', null, { language });
        });

        it(`is a guest without what activation needs (${language})`, async () => {
            await refuse({ inside: { activationComponent: 'absent' } }, {}, 'activationComponentMissing', null, { language });
            const mine = { inside: { activationComponent: 'absent', license: 'avmaUnlicensed' } } as const;
            await refuse(mine, { mode: 'activate' }, 'activationComponentMissing', null, { language });
            await refuse({ inside: { licensingService: 'Disabled' } }, {}, 'licensingServiceDisabled', null, { language });
        });
    }

    for (const license of ['mak', 'oem', 'retail', 'kmsHost'] as const) {
        it(`is a key of the class ${license}, unless that is said of this guest`, async () => {
            for (const mode of modes) {
                await refuse({ inside: { license } }, { mode }, 'keyNotReplaceable', license);
            }
            const others = ['mak', 'oem', 'retail', 'kmsHost', 'unreadable', 'licensed'].filter(one => one !== license);
            await refuse({ inside: { license } }, { replaceable: others }, 'keyNotReplaceable', license);
            const applied = await applyTo(estateWith({ inside: { license } }), { replaceable: [license] });
            expect(result(applied)).toEqual(['activated', null]);
        });
    }

    it('is another key than the one that was confirmed, of whatever class it is', async () => {
        const there = { inside: { license: 'mak', lastFive: 'NEW11' } } as const;
        const applied = await refuse(there, { replaceable: ['mak', 'licensed'], expectedLastFive: 'OLD22' }, 'otherKeyFound', 'mak');
        expect([applied.end?.error?.reason, applied.end?.before?.partialProductKey]).toEqual(['NEW11', 'NEW11']);
        await refuse(there, { mode: 'check', replaceable: ['mak'], expectedLastFive: 'OLD22' }, 'otherKeyFound', 'mak');
        // One that could be replaced unasked was not shown either.
        await refuse({}, { replaceable: ['mak'], expectedLastFive: 'OLD22' }, 'otherKeyFound', 'kmsClient');
    });

    it('is not the very key that was confirmed, nor the right one, nor none', async () => {
        for (const license of ['mak', 'none'] as const) {
            const estate = estateWith({ inside: { license, lastFive: 'NEW11' } });
            expect(result(await applyTo(estate, { replaceable: ['mak'], expectedLastFive: 'new11' }))).toEqual(['activated', null]);
        }
        const right = estateWith({ inside: { license: 'avma' } });
        expect(result(await applyTo(right, { replaceable: ['mak'], expectedLastFive: 'OLD22' }))).toEqual(['alreadyActivated', null]);
        const others = estateWith({ inside: { license: 'avmaUnlicensed' } });
        expect(result(await applyTo(others, { mode: 'activate', expectedLastFive: 'OLD22' }))).toEqual(['activated', null]);
    });

    it('is a guest that is licensed by a key management service, unless that is said', async () => {
        const guest = { inside: { license: 'kmsClientLicensed' } } as const;
        await refuse(guest, {}, 'keyNotReplaceable', 'licensed');
        await refuse(guest, { replaceable: ['mak'] }, 'keyNotReplaceable', 'licensed');
        expect(result(await applyTo(estateWith(guest), { replaceable: ['licensed'] }))).toEqual(['activated', null]);
    });

    it('is not the SKU of Windows that is not activated, a number beyond 31 bits', async () => {
        const sku = 2882382797;
        expect(result(await applyTo(estateWith({ inside: { sku, license: 'none' } }), { mode: 'check', expectedSku: sku }))).toEqual(['checked', null]);
        const changed = await refuse({ inside: { sku, license: 'none' } }, { mode: 'check' }, 'guestChanged', 'operatingSystemSku');
        expect(changed.end?.error?.reason).toBe(String(sku));
    });

    it('is a guest that is licensed without a key that can be read, unless that is said', async () => {
        const guest = { inside: { license: 'withoutKey' } } as const;
        for (const mode of modes) {
            const applied = await refuse(guest, { mode }, 'keyNotReplaceable', 'licensed');
            expect(applied.end?.before).toEqual({ licenseDescription: null, partialProductKey: null, licenseStatus: 1 });
        }
        await refuse(guest, { replaceable: ['mak', 'unreadable', 'none'] }, 'keyNotReplaceable', 'licensed');
        // What was confirmed had a key.
        await refuse(guest, { replaceable: ['licensed'], expectedLastFive: 'OLD22' }, 'otherKeyFound', 'keyless');
        expect(result(await applyTo(estateWith(guest), { replaceable: ['licensed'] }))).toEqual(['activated', null]);
        // Without characters to read, class and status tell what was confirmed.
        for (const other of ['keyless/5', 'unreadable/1']) {
            await refuse(guest, { replaceable: ['licensed', 'unreadable'], expectedLastFive: other }, 'otherKeyFound', 'keyless');
        }
        await refuse({ inside: { license: 'kmsClientLicensed' } }, { replaceable: ['licensed'], expectedLastFive: 'keyless/1' }, 'otherKeyFound', 'kmsClient');
        expect(result(await applyTo(estateWith(guest), { replaceable: ['licensed'], expectedLastFive: 'keyless/1' }))).toEqual(['activated', null]);
        await refuse(guest, { mode: 'activate' }, 'noKeyInstalled');
        await refuse(guest, { mode: 'renew' }, 'noKeyInstalled');
    });

    it('is such a guest whatever its description says, except that of an evaluation', async () => {
        for (const [channel, code, id] of [
            ['RETAIL', 'keyNotReplaceable', 'licensed'],
            ['TIMEBASED_SUB', 'keyNotReplaceable', 'licensed'],
            ['TIMEBASED_EVAL', 'evaluationEdition', null]
        ] as const) {
            const estate = estateWith({ inside: { license: 'withoutKey' } });
            const answer = estate.answer.bind(estate);
            estate.answer = async function* (call, signal) {
                for await (const object of answer(call, signal)) {
                    yield describedAs(object, `Windows(R) Operating System, ${channel} channel`);
                }
            };
            expectRefusal(await applyTo(estate, {}), estate, code, id);
        }
    });

    it('is a key whose class cannot be read', async () => {
        const estate = estateWith();
        const answer = estate.answer.bind(estate);
        estate.answer = async function* (call, signal) {
            for await (const object of answer(call, signal)) {
                yield describedAs(object, 'Windows(R) Operating System, SOMETHING_NEW channel');
            }
        };
        expectRefusal(await applyTo(estate, {}), estate, 'keyNotReplaceable', 'unreadable');
        // What is read back is unreadable as well, and so it is never called activated.
        expect(result(await applyTo(estate, { replaceable: ['unreadable'] }))).toEqual(['installed', null]);
    });

    it('is no key at all, nor another key of AVMA', async () => {
        expect(result(await applyTo(estateWith({ inside: { license: 'none' } }), {}))).toEqual(['activated', null]);
        expect(result(await applyTo(estateWith({ inside: { license: 'avma', lastFive: 'CWG3J' } }), {}))).toEqual(['activated', null]);
    });
});

function describedAs(object: WindowsObject, text: string): WindowsObject {
    return object.kind === 'cim' && object.className === 'SoftwareLicensingProduct'
        ? { ...object, properties: { ...object.properties, Description: { ...object.properties.Description, value: text } } }
        : object;
}

describe('Parameters of Install-AvmaKey', () => {
    let estate: Estate;
    let installer: KeyInstaller;

    beforeAll(async () => {
        estate = estateWith();
        installer = await KeyInstaller.open(estate);
    });
    afterAll(async () => {
        await installer.close();
    });

    const wrong: ReadonlyArray<readonly [id: string, order: Order]> = [
        ['mode', { mode: 'uninstall' }],
        ['mode', { mode: 'Install' }],
        ['productKey', { productKey: null }],
        ['productKey', { productKey: 'H3RNG-8C32Q-Q8FRX-6TDXV' }],
        ['productKey', { productKey: `${keys.avma2019Datacenter}\n` }],
        ['productKey', { productKey: keys.avma2019Datacenter, key: keys.mak }],
        ['key', { key: 'not a key' }],
        ['key', { key: 'bcdfg-hjkmp-qrtvw-xy234-m4k42' }],
        ['key', { key: `${keys.mak}X` }],
        ['keyClass', { keyClass: 'volume' }],
        ['expectedBuild', { expectedBuild: 0 }],
        ['expectedSku', { expectedSku: 0 }],
        ['replaceable', { replaceable: ['mak', 'evaluation'] }],
        ['waitSeconds', { waitSeconds: 601 }]
    ];
    for (const [id, order] of wrong) {
        it(`are refused before anybody is asked: ${id} in ${JSON.stringify(order)}`, async () => {
            const applied = await installer.apply(order);
            expect([steps(applied), ...result(applied), applied.end?.error?.id]).toEqual(['end', 'failed', 'invalidParameter', id]);
            expect([estate.logons, estate.keyWrites]).toEqual([[], []]);
        });
    }
});

describe('Install-AvmaKey and guests that cannot be entered', () => {
    const cases: ReadonlyArray<readonly [code: string, guest: Partial<GuestEntry>, node: Partial<NodeEntry>, order: Order]> = [
        ['credentialRefused', {}, {}, { account: { ...admin, password: 'wrong' } }],
        ['credentialRefused', {}, {}, { account: { user: '', password: 'x' } }],
        ['notRunning', { state: 'off' }, {}, {}],
        ['noAnswer', { inside: { direct: 'noAnswer' } }, {}, {}],
        ['notFound', {}, { hyperVRights: false }, {}],
        ['hyperVModuleMissing', {}, { hyperVModule: false }, {}],
        ['sessionLost', { inside: { direct: 'lost' } }, {}, {}],
        ['winrmUnreachable', { state: 'off' }, {}, { channel: 'winrm', address: 'a.contoso.com' }],
        ['winrmNotTrusted', { inside: { winrm: 'notTrusted' } }, {}, { channel: 'winrm', address: 'a.contoso.com' }]
    ];
    for (const [code, guest, node, order] of cases) {
        it(`says ${code} in every language, and how often it has logged on`, async () => {
            const ends: unknown[] = [];
            for (const language of ['en', 'de'] as const) {
                const estate = estateWith(guest, { ...node, language });
                const applied = await applyTo(estate, order);
                expect(result(applied)).toEqual(['failed', code]);
                expect([estate.keyWrites.length, estate.logons.length <= 1]).toEqual([0, true]);
                ends.push([steps(applied), { ...applied.end?.error, message: null }, estate.logons.length]);
            }
            expect(ends[1]).toEqual(ends[0]);
        });
    }
});
