/** Install-AvmaKey on the engine: the order of its steps, every refusal, and what each key comes to. */
import { Estate, loadEstate } from '../../dev-gateway/estate/estate';
import { GuestEntry, NodeEntry } from '../../dev-gateway/estate/estate-file';
import { admin, Applied, estateWith, KeyInstaller, keys, Order, result, steps } from './support/key-installer';

const fields = ['runId', 'seq', 'at', 'vmId', 'channel', 'accountName', 'keyLastFive', 'attempt', 'step', 'outcome', 'before', 'after', 'error', 'elapsedMs'];
const avma = 'Windows(R) Operating System, VIRTUAL_MACHINE_ACTIVATION channel';
const kmsClient = 'Windows(R) Operating System, VOLUME_KMSCLIENT channel';
const mak = 'Windows(R) Operating System, VOLUME_MAK channel';

/** Each row in its form, and one last one. */
function checked(applied: Applied): Applied {
    expect(applied.events.filter(event => event.kind === 'error')).toEqual([]);
    expect(applied.events[applied.events.length - 1]).toEqual({ kind: 'end', state: 'completed', error: null });
    applied.rows.forEach((row, index) => {
        expect(Object.keys(row)).toEqual(fields);
        expect([row.runId, row.seq, row.attempt]).toEqual(['run-1', index + 1, 1]);
        expect(row.at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
        expect(row.outcome === null).toBe(row.step !== 'end');
        expect(row.elapsedMs).toBeGreaterThanOrEqual(index === 0 ? 0 : applied.rows[index - 1].elapsedMs);
    });
    expect(applied.rows.filter(row => row.step === 'end')).toEqual(applied.rows.slice(-1));
    return applied;
}

async function applyTo(estate: Estate, ...orders: Order[]): Promise<Applied[]> {
    const installer = await KeyInstaller.open(estate);
    const all: Applied[] = [];
    for (const order of orders) {
        all.push(checked(await installer.apply(order)));
    }
    await installer.close();
    return all;
}

async function applyOnce(guest: Partial<GuestEntry>, order: Order = {}, node: Partial<NodeEntry> = {}): Promise<Applied & { readonly estate: Estate }> {
    const estate = estateWith(guest, node);
    const [applied] = await applyTo(estate, order);
    return { ...applied, estate };
}

describe('Install-AvmaKey', () => {
    it('installs, activates and reads back, and says each step before it takes it', async () => {
        const applied = await applyOnce({});
        expect(steps(applied)).toBe('connect check install activate readBack end');
        const before = { licenseDescription: kmsClient, partialProductKey: '63DFG', licenseStatus: 5 };
        const installed = { licenseDescription: avma, partialProductKey: 'WMBMW', licenseStatus: 5 };
        expect(applied.rows.map(row => [row.before, row.after])).toEqual([
            [null, null],
            [null, null],
            [before, null],
            [before, installed],
            [before, installed],
            [before, { ...installed, licenseStatus: 1 }]
        ]);
        expect(applied.end).toEqual(
            jasmine.objectContaining({ outcome: 'activated', error: null, accountName: admin.user, keyLastFive: 'WMBMW', channel: 'direct' })
        );
        expect(applied.estate.keyWrites.map(write => [write.lastFive, write.code, write.account])).toEqual([['WMBMW', 0, admin.user]]);
    });

    it('costs one read where all is right, and writes nothing the second time', async () => {
        const estate = estateWith();
        const [first, second] = await applyTo(estate, {}, {});
        expect([result(first), result(second)]).toEqual([
            ['activated', null],
            ['alreadyActivated', null]
        ]);
        expect(steps(second)).toBe('connect check end');
        expect(second.end?.after).toEqual(second.end?.before ?? null);
        expect([estate.keyWrites.length, estate.activationRequests.length]).toEqual([1, 1]);
    });

    it('only activates where the right key is there', async () => {
        const applied = await applyOnce({ inside: { license: 'avmaUnlicensed' } });
        expect([steps(applied), ...result(applied)]).toEqual(['connect check activate readBack end', 'activated', null]);
        expect(applied.estate.keyWrites).toEqual([]);
    });

    it('reads and changes nothing to check', async () => {
        const applied = await applyOnce({}, { mode: 'check' });
        expect([steps(applied), ...result(applied)]).toEqual(['connect check end', 'checked', null]);
        expect(applied.end?.before?.partialProductKey).toBe('63DFG');
        const bare = await applyOnce({ inside: { license: 'mak' } }, { mode: 'check', productKey: null, expectedBuild: 0, expectedSku: 0 });
        expect([bare.end?.outcome, bare.end?.before?.licenseDescription, bare.end?.keyLastFive]).toEqual(['checked', mak, null]);
        expect([...applied.estate.keyWrites, ...bare.estate.activationRequests]).toEqual([]);
    });

    it('installs only, where that is what is wanted', async () => {
        const estate = estateWith();
        const [first, second] = await applyTo(estate, { mode: 'install' }, { mode: 'install' });
        expect([steps(first), ...result(first)]).toEqual(['connect check install readBack end', 'installed', null]);
        expect(first.end?.after).toEqual({ licenseDescription: avma, partialProductKey: 'WMBMW', licenseStatus: 5 });
        expect([steps(second), ...result(second)]).toEqual(['connect check end', 'installed', null]);
        expect([estate.keyWrites.length, estate.activationRequests.length]).toEqual([1, 0]);
    });

    it('activates only, with the key that is there', async () => {
        const right = await applyOnce({ inside: { license: 'avmaUnlicensed' } }, { mode: 'activate' });
        expect([steps(right), ...result(right), right.end?.keyLastFive]).toEqual(['connect check activate readBack end', 'activated', null, null]);
        const other = await applyOnce({}, { mode: 'activate', productKey: keys.avma2019Datacenter });
        expect([...result(other), other.end?.error?.id]).toEqual(['refused', 'otherKeyInstalled', 'kmsClient']);
        const none = await applyOnce({ inside: { license: 'none' } }, { mode: 'activate' });
        expect(result(none)).toEqual(['refused', 'noKeyInstalled']);
    });

    it('activates a licensed guest anew where it is told to, and never takes the old license for the answer to a request that failed', async () => {
        const renewed = await applyOnce({ inside: { license: 'avma' } }, { mode: 'renew', productKey: keys.avma2019Datacenter });
        expect([steps(renewed), ...result(renewed)]).toEqual(['connect check activate readBack end', 'activated', null]);
        const failing = await applyOnce({ inside: { license: 'avma' } }, { mode: 'renew', productKey: keys.avma2019Datacenter }, { license: 'notActivated' });
        expect([result(failing)[0], failing.end?.error?.code, failing.end?.after?.licenseStatus]).toEqual(['failed', 'licensingError', 1]);
        const other = await applyOnce({}, { mode: 'renew', productKey: keys.avma2019Datacenter });
        expect(result(other)).toEqual(['refused', 'otherKeyInstalled']);
    });

    it('takes a 2012 R2 guest over WinRM', async () => {
        const order = { channel: 'winrm', address: 'a.contoso.com', productKey: keys.avma2012R2Datacenter, expectedBuild: 9600 } as const;
        const applied = await applyOnce({ os: '2012 R2' }, order);
        expect([...result(applied), applied.end?.channel]).toEqual(['activated', null, 'winrm']);
    });

    it('waits until the guest shows that it is licensed, and no longer than it may', async () => {
        expect(result(await applyOnce({ inside: { licensedAfterReads: 1 } }, { waitSeconds: 5 }))).toEqual(['activated', null]);
        const late = await applyOnce({ inside: { licensedAfterReads: 9 } }, { waitSeconds: 1 });
        expect(result(late)).toEqual(['installedNotActivated', 'notLicensed']);
        expect(late.end?.after?.licenseStatus).toBe(5);
    });

    // Half a second for each call: three seconds leave time for three readings, and for two requests. A slow machine does fewer, never more.
    it('includes the time of its calls in the wait for the license', async () => {
        const { estate } = await applyOnce({ inside: { latencyMs: 500, licensedAfterReads: 99 } }, { waitSeconds: 3, timeoutMs: 50_000 });
        const { readsBeforeLicensed } = estate.node('HV')?.machines[0].inside ?? { readsBeforeLicensed: 0 };
        expect([99 - readsBeforeLicensed > 0, 99 - readsBeforeLicensed <= 3]).toEqual([true, true]);
    });

    it('includes the time of its calls in the wait for a request that was put off', async () => {
        const { estate, end } = await applyOnce({ inside: { latencyMs: 500, throttled: 99 } }, { waitSeconds: 3, timeoutMs: 50_000 });
        expect([end?.error?.code, estate.activationRequests.length]).toEqual(['requestLimit', 2]);
    });

    it('repeats a request that the host puts off, and says so where it stays that way', async () => {
        const once = await applyOnce({ inside: { throttled: 1 } }, { waitSeconds: 4 });
        expect([...result(once), once.estate.activationRequests.map(one => one.code)]).toEqual(['activated', null, [0xc004fd00, 0]]);
        const always = await applyOnce({ inside: { throttled: 99 } }, { waitSeconds: 1 });
        expect([...result(always), always.end?.error?.hresult]).toEqual(['installedNotActivated', 'requestLimit', 0xc004fd00 | 0]);
        expect([always.estate.keyWrites.length, always.estate.activationRequests.length]).toEqual([1, 2]);
    });

    const activations: ReadonlyArray<readonly [what: string, code: number, guest: Partial<GuestEntry>, node: Partial<NodeEntry>, order: Order]> = [
        ['a Standard host', 0xc004fd02, {}, { sku: 7 }, {}],
        ['a host that is not activated', 0xc004fd02, {}, { license: 'notActivated' }, {}],
        ['a guest newer than its host', 0xc004fd03, { os: '2022' }, {}, { productKey: keys.avma2022Datacenter, expectedBuild: 20348 }],
        ['an activation component that has not started', 0xc004fd01, { inside: { activationComponent: 'present' } }, {}, {}],
        ['no key management service', 0xc004f074, { inside: { license: 'avma' } }, {}, { productKey: keys.kmsClient2019Datacenter, keyClass: 'kmsClient' }],
        ['a used-up MAK', 0xc004c020, {}, {}, { key: keys.exhaustedMak }]
    ];
    for (const language of ['en', 'de'] as const) {
        for (const [what, code, guest, node, order] of activations) {
            it(`says the code of ${what} (${language})`, async () => {
                const applied = await applyOnce(guest, order, { ...node, language });
                expect([...result(applied), applied.end?.error?.hresult]).toEqual(['installedNotActivated', 'licensingError', code | 0]);
                expect(steps(applied)).toBe('connect check install activate readBack end');
            });
        }
    }

    const installs: ReadonlyArray<readonly [what: string, code: number, order: Order]> = [
        ['of another edition', 0xc004f069, { productKey: keys.avma2019Standard }],
        ['of another system', 0xc004e016, { productKey: keys.avma2022Datacenter }],
        ['that is none', 0xc004f050, { productKey: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE' }],
        ['that is a secret and none', 0xc004f050, { key: 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE' }]
    ];
    for (const language of ['en', 'de'] as const) {
        for (const [what, code, order] of installs) {
            it(`says the code of a key ${what}, and leaves the old one (${language})`, async () => {
                const applied = await applyOnce({}, order, { language });
                expect([...result(applied), applied.end?.error?.hresult]).toEqual(['failed', 'licensingError', code | 0]);
                expect([steps(applied), applied.end?.after]).toEqual(['connect check install end', applied.end?.before ?? null]);
                expect(applied.estate.activationRequests).toEqual([]);
            });
        }
    }
});

describe('Install-AvmaKey and keys outside AVMA', () => {
    it('says of the KMS client key whether it is licensed, and never "activated"', async () => {
        const order = { productKey: keys.kmsClient2019Datacenter, keyClass: 'kmsClient' };
        const back = await applyOnce({ inside: { license: 'avma', activationComponent: 'absent' } }, order, { keyManagement: true });
        expect([...result(back), back.end?.after]).toEqual([
            'installed',
            null,
            { licenseDescription: kmsClient, partialProductKey: '63DFG', licenseStatus: 1 }
        ]);
        const only = await applyOnce({ inside: { license: 'avma' } }, { ...order, mode: 'install' });
        expect([...result(only), only.end?.after?.licenseStatus]).toEqual(['installed', null, 5]);
        const there = await applyOnce({ inside: { license: 'kmsClientLicensed' } }, order);
        expect([steps(there), ...result(there), there.estate.keyWrites.length]).toEqual(['connect check end', 'installed', null, 0]);
    });

    it('installs a MAK, and the same one only once', async () => {
        const estate = estateWith({ inside: { license: 'avma' } });
        const [first, second] = await applyTo(estate, { key: keys.mak }, { key: keys.mak });
        expect([...result(first), first.end?.keyLastFive]).toEqual(['installed', null, 'M4K42']);
        expect(first.end?.after).toEqual({ licenseDescription: mak, partialProductKey: 'M4K42', licenseStatus: 1 });
        expect([steps(second), ...result(second)]).toEqual(['connect check end', 'installed', null]);
        expect(estate.keyWrites.length).toBe(1);
    });
});

describe('Install-AvmaKey on HV-APPLY', () => {
    it('leaves the events on both sides that the guest and its host tell', async () => {
        const estate = loadEstate();
        const installer = await KeyInstaller.open(estate, 'HV-APPLY');
        const vmId = installer.idOf('WEB02');
        expect(result(await installer.apply({ productKey: keys.avma2019Standard, expectedSku: 7 }, vmId))).toEqual(['activated', null]);
        expect(estate.activationRequests.map(one => [one.vmId, one.code])).toEqual([[vmId, 0]]);
        await installer.close();
    });
});
