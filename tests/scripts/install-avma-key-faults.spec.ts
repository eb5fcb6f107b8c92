/**
 * Install-AvmaKey on the engine with something going wrong before, during and after each step: what the rows say is true, and a second run heals
 * what can be healed and writes nothing twice.
 */
import { Estate } from '../../dev-gateway/estate/estate';
import { FaultEntry, GuestStep } from '../../dev-gateway/estate/estate-file';
import { Applied, estateWith, KeyInstaller, keys, Order, result, steps } from './support/key-installer';

type When = FaultEntry['when'];

/** What the rows show of the first run: the steps that had begun, and how it ended. Then whether a key had been written. */
interface Expected {
    readonly step: GuestStep;
    readonly when: When;
    readonly nth?: number;
    readonly seen: string;
    readonly outcome: string;
    readonly code: string | null;
    readonly written: number;
}

const all = 'connect check install activate readBack end';

/** Of a session that breaks off once. */
const lost: readonly Expected[] = [
    { step: 'connect', when: 'before', seen: 'connect end', outcome: 'failed', code: 'sessionLost', written: 0 },
    { step: 'connect', when: 'during', seen: 'connect end', outcome: 'failed', code: 'sessionLost', written: 0 },
    { step: 'connect', when: 'after', seen: 'connect end', outcome: 'failed', code: 'sessionLost', written: 0 },
    { step: 'check', when: 'before', seen: 'connect end', outcome: 'failed', code: 'sessionLost', written: 0 },
    { step: 'check', when: 'during', seen: 'connect check end', outcome: 'failed', code: 'sessionLost', written: 0 },
    { step: 'check', when: 'after', seen: 'connect check install end', outcome: 'failed', code: 'sessionLost', written: 0 },
    { step: 'install', when: 'before', seen: 'connect check install end', outcome: 'failed', code: 'sessionLost', written: 0 },
    { step: 'install', when: 'during', seen: 'connect check install end', outcome: 'failed', code: 'sessionLost', written: 1 },
    { step: 'install', when: 'after', seen: 'connect check install end', outcome: 'failed', code: 'sessionLost', written: 1 },
    { step: 'activate', when: 'before', seen: 'connect check install activate end', outcome: 'failed', code: 'sessionLost', written: 1 },
    { step: 'activate', when: 'during', seen: 'connect check install activate end', outcome: 'failed', code: 'sessionLost', written: 1 },
    { step: 'activate', when: 'after', seen: all, outcome: 'failed', code: 'sessionLost', written: 1 },
    { step: 'readBack', when: 'before', seen: 'connect check install end', outcome: 'failed', code: 'sessionLost', written: 1 },
    { step: 'readBack', when: 'during', seen: 'connect check install end', outcome: 'failed', code: 'sessionLost', written: 1 },
    { step: 'readBack', when: 'after', seen: 'connect check install activate end', outcome: 'failed', code: 'sessionLost', written: 1 },
    { step: 'readBack', nth: 2, when: 'before', seen: all, outcome: 'failed', code: 'sessionLost', written: 1 },
    { step: 'readBack', nth: 2, when: 'during', seen: all, outcome: 'failed', code: 'sessionLost', written: 1 },
    // After the last answer nothing is asked any more, so nobody finds the trouble.
    { step: 'readBack', nth: 2, when: 'after', seen: all, outcome: 'activated', code: null, written: 1 }
];

const whens: readonly When[] = ['before', 'during', 'after'];
const guestSteps: readonly GuestStep[] = ['connect', 'check', 'install', 'activate', 'readBack'];

/** A restart takes until a spec ends it. */
const hourMs = 60 * 60 * 1000;

const keyInside = (estate: Estate): string | null | undefined => estate.node('HV')?.machines[0]?.inside?.installed?.lastFive;

const estateWithFault = (fault: FaultEntry): Estate => estateWith({ inside: { faults: [fault], restartMs: hourMs } });

/** The guest has come up again. */
function upAgain(estate: Estate): void {
    const inside = estate.node('HV')?.machines[0]?.inside;
    expect(inside?.restartsUntil).toBeGreaterThan(Date.now());
    Object.assign(inside ?? {}, { restartsUntil: 0 });
}

/** What is said of a key is what is there: nothing is called done or untouched that is not. */
function expectTruth(applied: Applied, estate: Estate, writtenBefore = 0): void {
    const present = keyInside(estate);
    const { end } = applied;
    if (end?.outcome === 'activated') {
        expect([present, estate.node('HV')?.machines[0]?.inside?.installed?.status]).toEqual(['WMBMW', 1]);
    }
    if (end && !applied.rows.some(row => row.step === 'install')) {
        expect(estate.keyWrites.length).toBe(writtenBefore);
    }
    if (end?.after && estate.node('HV')) {
        expect(end.after.partialProductKey).toBe(present ?? '');
    }
}

describe('Install-AvmaKey and a session that is lost', () => {
    for (const { step, when, nth = 1, seen, outcome, code, written } of lost) {
        it(`${when} ${step} (${nth}): tells how far it came, and heals the second time without writing twice`, async () => {
            const estate = estateWithFault({ step, when, nth, what: 'lost' });
            const installer = await KeyInstaller.open(estate);
            const first = await installer.apply();
            expect([steps(first), ...result(first), estate.keyWrites.length]).toEqual([seen, outcome, code, written]);
            expectTruth(first, estate);
            const second = await installer.apply();
            expect(result(second)[0]).toMatch(/^(activated|alreadyActivated)$/);
            expect([estate.keyWrites.length, keyInside(estate), estate.logons.every(logon => logon.success)]).toEqual([1, 'WMBMW', true]);
            expectTruth(second, estate, written);
            await installer.close();
        });
    }

    it('is told of WinRM as of PowerShell Direct', async () => {
        const order: Order = { channel: 'winrm', address: 'a.contoso.com' };
        for (const when of whens) {
            const estate = estateWithFault({ step: 'install', when, what: 'lost' });
            const installer = await KeyInstaller.open(estate);
            expect(result(await installer.apply(order))).toEqual(['failed', 'sessionLost']);
            expect(result(await installer.apply(order))).toEqual(['activated', null]);
            expect(estate.keyWrites.length).toBe(1);
            await installer.close();
        }
    });
});

describe('Install-AvmaKey and a guest that hangs', () => {
    for (const step of guestSteps) {
        for (const when of whens) {
            it(`${when} ${step}: is stopped without a last row, and heals the second time without writing twice`, async () => {
                const estate = estateWithFault({ step, when, what: 'hangs' });
                const installer = await KeyInstaller.open(estate);
                const hangs = (): boolean => estate.node('HV')?.machines[0]?.inside?.faults.pending === 0;
                const first = await installer.apply({ until: hangs });
                expect(first.end).toBeNull();
                expect(first.events[first.events.length - 1]).toEqual({ kind: 'end', state: 'stopped', error: null });
                const second = await installer.apply();
                expect(result(second)[0]).toMatch(/^(activated|alreadyActivated)$/);
                expect([estate.keyWrites.length, keyInside(estate)]).toEqual([1, 'WMBMW']);
                await installer.close();
            });
        }
    }
});

describe('Install-AvmaKey and a guest that does not stay', () => {
    it('that restarts is found again, whatever it was doing', async () => {
        for (const step of ['check', 'install', 'activate'] as const) {
            const estate = estateWithFault({ step, when: 'during', what: 'restarts' });
            const installer = await KeyInstaller.open(estate);
            expect(result(await installer.apply())).toEqual(['failed', 'sessionLost']);
            expect(result(await installer.apply())).toEqual(['failed', 'noAnswer']);
            upAgain(estate);
            expect(result(await installer.apply())[0]).toMatch(/^(activated|alreadyActivated)$/);
            expect(estate.keyWrites.length).toBe(1);
            await installer.close();
        }
    });

    it('that is removed is not found again', async () => {
        for (const when of whens) {
            const estate = estateWithFault({ step: 'install', when, what: 'vanishes' });
            const installer = await KeyInstaller.open(estate);
            const vmId = installer.idOf();
            expect(result(await installer.apply())).toEqual(['failed', 'sessionLost']);
            expect(result(await installer.apply({}, vmId))).toEqual(['failed', 'notFound']);
            expect(estate.keyWrites.length).toBe(when === 'before' ? 0 : 1);
            await installer.close();
        }
    });

    it('that moves is found on its other host, with the key that it has', async () => {
        const estate = estateWithFault({ step: 'activate', when: 'before', what: 'moves', to: 'HV2' });
        const installer = await KeyInstaller.open(estate);
        const vmId = installer.idOf();
        expect(result(await installer.apply())).toEqual(['failed', 'sessionLost']);
        expect(result(await installer.apply({}, vmId))).toEqual(['failed', 'notFound']);
        await installer.close();
        const there = await KeyInstaller.open(estate, 'HV2');
        const applied = await there.apply({}, vmId);
        expect([steps(applied), ...result(applied)]).toEqual(['connect check activate readBack end', 'activated', null]);
        expect([estate.keyWrites.length, estate.activationRequests.map(one => one.node)]).toEqual([1, ['HV2']]);
        await there.close();
    });

    it('whose edition is changed between the check and the key keeps its old key', async () => {
        const estate = estateWithFault({ step: 'check', when: 'after', what: 'changesEdition', sku: 7 });
        const installer = await KeyInstaller.open(estate);
        const first = await installer.apply();
        expect([...result(first), first.end?.error?.hresult]).toEqual(['failed', 'licensingError', 0xc004f069 | 0]);
        expect([keyInside(estate), first.end?.after]).toEqual(['63DFG', first.end?.before ?? null]);
        expect(result(await installer.apply())).toEqual(['refused', 'guestChanged']);
        const planned = { productKey: keys.avma2019Standard, expectedSku: 7 };
        expect(result(await installer.apply(planned))).toEqual(['activated', null]);
        await installer.close();
    });
});
