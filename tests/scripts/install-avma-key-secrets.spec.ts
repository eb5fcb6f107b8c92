/** Install-AvmaKey on the engine: passwords and keys that are secrets are in nothing that anybody writes down; and hosts that forbid decrypting them. */
import { generateKeyPairSync, JsonWebKey } from 'node:crypto';
import { loadEstate } from '../../dev-gateway/estate/estate';
import { RunEvent } from '../../dev-gateway/powershell/engine-api';
import { wrapScript } from '../../dev-gateway/wrap-script';
import { encryptAccount, encryptText, eventsOf, outputs, sdkKeyScript } from './support/guest-reader';
import { admin, ApplyRow, estateWith, KeyInstaller, keys, Order, result } from './support/key-installer';
import { engine } from '../support/engine';
import { scriptText } from './support/script-runner';

/** They could be nothing else, wherever they turn up; not even a part of the key but its last five. */
const canary = { user: 'CONTOSO\\guestadmin', password: 'c4n4ry-\u2019"$(x)`\u20ac' };
const parts = ['c4n4ry', 'BCDFG', 'HJKMP', 'QRTVW', 'XY234'];

const parameters = {
    runId: 'run-1',
    vmId: 'AFB8E28D-7509-3A74-AAFA-0886C2328070',
    channel: 'direct',
    address: null,
    mode: 'installAndActivate',
    productKey: null,
    keyClass: 'mak',
    expectedBuild: 17763,
    expectedSku: 8,
    replaceable: null,
    expectedLastFive: null,
    attempt: 1,
    waitSeconds: 1
};

describe('The secrets of Install-AvmaKey', () => {
    it('are in no row, error, event or parameter, on the host and in the guest, whatever becomes of them', async () => {
        const seen: RunEvent[] = [];
        const orders: ReadonlyArray<readonly [order: Order, outcome: string]> = [
            [{}, 'installed'],
            [{ channel: 'winrm', address: 'a.contoso.com' }, 'installed'],
            [{ channel: 'winrm', address: 'https://a.contoso.com' }, 'installed'],
            [{ key: keys.exhaustedMak }, 'installedNotActivated'],
            [{ expectedSku: 7 }, 'refused'],
            // Of another edition, so that it is refused when it is handed over.
            [{ expectedSku: 0 }, 'failed'],
            [{ account: { ...canary, password: `${canary.password}!` } }, 'failed']
        ];
        for (const [order, outcome] of orders) {
            const installer = await KeyInstaller.open(estateWith({ inside: { accounts: [canary] } }));
            const applied = await installer.apply({ account: canary, key: keys.mak, keyClass: 'mak', ...order });
            expect([applied.end?.outcome, order]).toEqual([outcome, order]);
            seen.push(...applied.events);
            await installer.close();
        }
        const refused = await KeyInstaller.open(estateWith({ sku: 7, inside: { accounts: [canary] } }));
        const applied = await refused.apply({ account: canary, key: keys.mak, expectedSku: 7 });
        expect([...result(applied), applied.end?.error?.hresult]).toEqual(['failed', 'licensingError', 0xc004f069 | 0]);
        seen.push(...applied.events);
        await refused.close();

        // The log is worth something only if it holds what was passed on: a generic key as well as the last five of the others.
        const logged = seen.flatMap(event => (event.kind === 'parameters' ? event.values : []));
        expect(logged).toContain(canary.user);
        expect(logged).toContain('M4K42');
        expect(logged.join('\n')).toContain('SoftwareLicensingService');
        for (const text of [JSON.stringify(seen), logged.join('')]) {
            expect(parts.filter(part => text.includes(part))).toEqual([]);
        }
    });

    it('would be found in the log: a generic key is', async () => {
        const installer = await KeyInstaller.open(estateWith());
        const { events } = await installer.apply();
        expect(JSON.stringify(events)).toContain(keys.avma2019Datacenter);
        await installer.close();
    });

    it('leave nothing in the session that held them', async () => {
        const estate = estateWith({ inside: { accounts: [canary] } });
        const session = await (await engine()).openSession({ node: 'HV', answerer: estate });
        const [text] = outputs(await eventsOf(session, { script: wrapScript('Get-EncryptionJWKOnNode', sdkKeyScript, {}) }));
        const jwk = JSON.parse(String(text)) as JsonWebKey;
        const vmId = estate.node('HV')?.machines[0].id;
        const order = { ...parameters, vmId, account: encryptAccount(canary, jwk), key: encryptText(keys.mak, jwk) };
        const rows = outputs(await eventsOf(session, { script: wrapScript('Install-AvmaKey', scriptText('Install-AvmaKey'), order) })) as ApplyRow[];
        expect(rows[rows.length - 1].outcome).toBe('installed');
        const left = outputs(
            await eventsOf(session, {
                script: `foreach ($n in 'bytes', 'characters', 'character', 'code', 'opened', 'secret', 'secretKey', 'credential', 'account', 'key') { if (Get-Variable -Name $n -Scope Global -ErrorAction SilentlyContinue) { $n } }; @($Error | ForEach-Object { "$_" })`
            })
        ).map(String);
        expect(left.filter(one => one.length > 0 && (parts.some(part => one.includes(part)) || /^[a-zA-Z]+$/.test(one)))).toEqual([]);
        await session.close();
    });

    it('are asked for again where the session has another key, before anybody is entered', async () => {
        const estate = estateWith();
        const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 4096 });
        const foreign = publicKey.export({ format: 'jwk' });
        const session = await (await engine()).openSession({ node: 'HV', answerer: estate });
        await eventsOf(session, { script: wrapScript('Get-EncryptionJWKOnNode', sdkKeyScript, {}) });
        const order = { ...parameters, account: encryptAccount(admin, foreign), key: encryptText(keys.mak, foreign) };
        for (const more of [{}, { key: null, productKey: keys.avma2019Datacenter }]) {
            const script = wrapScript('Install-AvmaKey', scriptText('Install-AvmaKey'), { ...order, ...more });
            const rows = outputs(await eventsOf(session, { script })) as ApplyRow[];
            expect(rows.map(row => [row.step, row.outcome, row.error?.code])).toEqual([['end', 'failed', 'encryptionKeyMissing']]);
        }
        expect(estate.logons).toEqual([]);
        await session.close();
    });
});

describe('Install-AvmaKey where scripts have no full language', () => {
    it('says languageMode of a text that is sent there, in its one row', async () => {
        const estate = loadEstate();
        const session = await (await engine()).openSession({ node: 'HV-CLM', answerer: estate, language: 'constrained' });
        for (const more of [
            { key: 'AAAA' },
            { productKey: keys.avma2019Datacenter, keyClass: null },
            { mode: 'check', keyClass: null, expectedBuild: 0, expectedSku: 0 }
        ]) {
            const script = wrapScript('Install-AvmaKey', scriptText('Install-AvmaKey'), { ...parameters, account: 'AAAA', key: null, ...more });
            const events = await eventsOf(session, { script });
            const rows = outputs(events) as ApplyRow[];
            expect(rows.map(row => [row.step, row.outcome, row.error?.code])).toEqual([['end', 'failed', 'languageMode']]);
            expect(events.filter(event => event.kind === 'error')).toEqual([]);
        }
        expect(estate.logons).toEqual([]);
        await session.close();
    });

    it('leaves a guest alone that forbids it', async () => {
        // Guests of the engine have full language, so what runs there is run where a policy takes it away.
        const block = /^\$lookInside = (\{[\s\S]*?^\})/m.exec(scriptText('Install-AvmaKey'))?.[1] ?? '';
        const session = await (await engine()).openSession({ node: 'HV', answerer: estateWith(), language: 'constrained' });
        const order = `'id' $false 'installAndActivate' '${keys.kmsClient2019Datacenter}' $null '63DFX' 'kmsClient' 0 0 @('mak', 'licensed') '' 1`;
        const rows = outputs(await eventsOf(session, { script: `& ${block} ${order}` })) as Array<Record<string, unknown>>;
        expect(rows.map(row => [row.step, row.outcome, (row.error as { code: string } | undefined)?.code])).toEqual([
            ['check', undefined, undefined],
            ['end', 'refused', 'guestLanguageMode']
        ]);
        await session.close();
    });
});
