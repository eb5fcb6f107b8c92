/** Install-AvmaKey by several sessions in one guest at the same moment: one of them writes, and the others find what it has done. */
import { setTimeout as delay } from 'node:timers/promises';
import { Estate } from '../../dev-gateway/estate/estate';
import { FaultEntry } from '../../dev-gateway/estate/estate-file';
import { eventsOf, outputs } from './support/guest-reader';
import { admin, Applied, estateWith, KeyInstaller, Order, result, steps } from './support/key-installer';
import { engine } from '../support/engine';

const mutexName = 'Global\\CommunityAvma.InstallKey';

/** As many administrators as orders, each with a session of their own, at the same moment. */
async function atOnce(estate: Estate, ...orders: Order[]): Promise<Applied[]> {
    const installers = await Promise.all(orders.map(() => KeyInstaller.open(estate)));
    const applied = await Promise.all(orders.map((order, index) => installers[index].apply({ waitSeconds: 10, ...order })));
    await Promise.all(installers.map(installer => installer.close()));
    return applied;
}

/** Waits until a guest has got its key. */
async function written(estate: Estate): Promise<void> {
    while (estate.keyWrites.length === 0) {
        await delay(10);
    }
}

const hangs = (step: FaultEntry['step'], when: FaultEntry['when']): Estate => estateWith({ inside: { faults: [{ step, when, what: 'hangs' }] } });

describe('Install-AvmaKey by two sessions at the same moment', () => {
    const channels: ReadonlyArray<Order> = [{}, { channel: 'winrm', address: 'a.contoso.com' }];
    for (const second of channels) {
        for (const latency of [{ stepMs: 150 }, { latencyMs: 40 }]) {
            it(`writes the key once (${JSON.stringify({ ...latency, ...second })})`, async () => {
                const estate = estateWith({ inside: latency });
                const applied = await atOnce(estate, {}, second);
                expect([estate.keyWrites.length, estate.activationRequests.length, estate.logons.length]).toEqual([1, 1, 2]);
                const ends = applied.map(one => [steps(one), ...result(one)]).sort();
                expect(ends).toEqual([
                    ['connect check end', 'alreadyActivated', null],
                    ['connect check install activate readBack end', 'activated', null]
                ]);
            });
        }
    }

    it('writes the key once for ten', async () => {
        const estate = estateWith({ inside: { latencyMs: 20 } });
        const applied = await atOnce(estate, ...Array.from({ length: 10 }, () => ({})));
        expect([estate.keyWrites.length, estate.activationRequests.length]).toEqual([1, 1]);
        expect(applied.map(one => result(one)[0]).sort()).toEqual([...Array<string>(1).fill('activated'), ...Array<string>(9).fill('alreadyActivated')]);
    });

    it('activates once where only that is to be done', async () => {
        const estate = estateWith({ inside: { license: 'avmaUnlicensed', latencyMs: 40 } });
        const applied = await atOnce(estate, {}, { mode: 'activate' });
        expect(applied.map(one => result(one)[0]).sort()).toEqual(['activated', 'alreadyActivated']);
        expect([estate.keyWrites.length, estate.activationRequests.length]).toEqual([0, 1]);
    });
});

describe('Install-AvmaKey beside a session that does not come to its end', () => {
    it('waits as long as it may, writes nothing, and says that the guest is busy; reading and other guests are not held up', async () => {
        const faults: readonly FaultEntry[] = [{ step: 'install', when: 'during', what: 'hangs' }];
        const guests = [
            { name: 'A', os: '2019', inside: { faults } },
            { name: 'B', os: '2019' }
        ];
        const estate = estateWith({}, { guests });
        const [first, second] = [await KeyInstaller.open(estate), await KeyInstaller.open(estate)];
        let enough = false;
        const hanging = first.apply({ timeoutMs: 60_000, until: () => enough });
        await written(estate);
        const refused = await second.apply({ waitSeconds: 1 });
        expect([steps(refused), ...result(refused), refused.end?.before, refused.end?.after]).toEqual([
            'connect check end',
            'refused',
            'guestBusy',
            null,
            null
        ]);
        expect(refused.end?.elapsedMs).toBeGreaterThan(900);
        expect(result(await second.apply({ mode: 'check' }))).toEqual(['checked', null]);
        expect(result(await second.apply({}, second.idOf('B')))).toEqual(['activated', null]);
        enough = true;
        expect((await hanging).end).toBeNull();
        // The first is over, and what it has left is activated.
        const healed = await second.apply();
        expect([steps(healed), ...result(healed)]).toEqual(['connect check activate readBack end', 'activated', null]);
        expect(estate.keyWritesByGuest()).toEqual({ [first.idOf('A')]: 1, [first.idOf('B')]: 1 });
        await Promise.all([first.close(), second.close()]);
    });

    it('goes on where that one is ended while it waits, and finds what it has done', async () => {
        const estate = hangs('install', 'during');
        const [first, second] = [await KeyInstaller.open(estate), await KeyInstaller.open(estate)];
        const hanging = first.apply({ until: () => estate.logons.length === 2 });
        await written(estate);
        const healed = await second.apply({ waitSeconds: 10 });
        expect([steps(healed), ...result(healed)]).toEqual(['connect check activate readBack end', 'activated', null]);
        expect([(await hanging).end, estate.keyWrites.length]).toEqual([null, 1]);
        await Promise.all([first.close(), second.close()]);
    });

    it('can be stopped while it waits', async () => {
        const estate = hangs('install', 'during');
        const [first, second] = [await KeyInstaller.open(estate), await KeyInstaller.open(estate)];
        let enough = false;
        const hanging = first.apply({ timeoutMs: 60_000, until: () => enough });
        await written(estate);
        const stopped = await second.apply({ waitSeconds: 60, timeoutMs: 3000 });
        expect([steps(stopped), stopped.events[stopped.events.length - 1]]).toEqual(['connect check', { kind: 'end', state: 'timedOut', error: null }]);
        enough = true;
        await hanging;
        expect(result(await second.apply())).toEqual(['activated', null]);
        expect(estate.keyWrites.length).toBe(1);
        await Promise.all([first.close(), second.close()]);
    });

    it('takes over from one that has gone without a word', async () => {
        const estate = estateWith();
        const installer = await KeyInstaller.open(estate);
        const session = await (await engine()).openSession({ node: 'HV', answerer: estate });
        const leaves = `$p = New-Object System.Security.SecureString; foreach ($c in '${admin.password}'.ToCharArray()) { $p.AppendChar($c) }
$cred = New-Object System.Management.Automation.PSCredential -ArgumentList '${admin.user}', $p
Invoke-Command -VMId '${installer.idOf()}' -Credential $cred -ScriptBlock { (New-Object System.Threading.Mutex -ArgumentList $false, '${mutexName}').WaitOne(0) }`;
        expect(outputs(await eventsOf(session, { script: leaves }))).toEqual([true]);
        expect(result(await installer.apply())).toEqual(['activated', null]);
        expect(result(await installer.apply())).toEqual(['alreadyActivated', null]);
        await Promise.all([installer.close(), session.close()]);
    });

    it('writes nothing where Windows does not let it wait, and says so in every language', async () => {
        for (const language of ['en', 'de'] as const) {
            const estate = estateWith({ inside: { foreignMutexes: [mutexName] } }, { language });
            const [refused] = await atOnce(estate, { waitSeconds: 1 });
            expect([steps(refused), ...result(refused), refused.end?.error?.hresult]).toEqual(['connect check end', 'refused', 'guestBusy', 0x80070005 | 0]);
            expect(estate.keyWrites).toEqual([]);
            expect(result((await atOnce(estate, { mode: 'check' }))[0])).toEqual(['checked', null]);
        }
    });
});
