/** The script for disks of virtual machines that are off: published commands, each machine's own key, and no name but in comments. */
import { applyModes } from '../../src/app/domain/facts/apply-facts';
import { ApplyItem } from '../../src/app/domain/apply/apply-plan';
import { offlineScript } from '../../src/app/domain/apply/offline-script';
import { ownKeyPlaceholder } from '../../src/app/domain/advice/commands';
import { avmaKeys } from '../../src/app/domain/versions/keys';
import { applyItem } from '../../src/testing/apply-item';
import { engine } from '../support/engine';
import { publishedCommands, typingProblems } from '../support/published-commands';

const item = (n: number, change: Partial<ApplyItem> = {}): ApplyItem =>
    applyItem(n, { vmId: `${n}1111111-2222-3333-4444-555555555555`, key: avmaKeys[n].key, keyLastFive: avmaKeys[n].key.slice(-5), ...change });

describe('the script for disks', () => {
    const script = offlineScript([item(1), item(2), item(3, { key: null, toClass: 'own' })]);

    it('gives each virtual machine its own key, and a place for one of the owner', () => {
        const entries = [...script.matchAll(/VmId = '([^']+)'; Key = '([^']+)'; Disk = ''/g)].map(([, vmId, key]) => [vmId[0], key]);
        expect(entries).toEqual([
            ['1', avmaKeys[1].key],
            ['2', avmaKeys[2].key],
            ['3', ownKeyPlaceholder]
        ]);
        const keys = new Set(script.match(/(?:[A-Z0-9]{5}-){4}[A-Z0-9]{5}/g));
        expect(keys).toEqual(new Set([avmaKeys[1].key, avmaKeys[2].key, ownKeyPlaceholder]));
    });

    it('is there for plans that install a key', () => {
        expect(applyModes.filter(mode => offlineScript([item(1, { mode })]) !== '')).toEqual(['install', 'installAndActivate']);
        expect(offlineScript([])).toBe('');
    });

    it('parses in 5.1, is ASCII, in lines of Windows, and calls published commands', async () => {
        const usage = await (await engine()).inspect(script);
        expect([usage.errors, usage.newerThan51, usage.nonAscii]).toEqual([[], [], []]);
        expect(script.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/);
        expect(typingProblems('script', usage, publishedCommands())).toEqual([]);
    });

    it('looks before it writes, and gives a disk back unchanged where the key was refused', () => {
        const order = ["-ne 'Off'", 'Get-VMSnapshot', "-ne 'Disabled'", 'Mount-WindowsImage', 'Set-WindowsProductKey', '-Save', '-Discard'].map(part =>
            script.indexOf(part)
        );
        expect(order.every(at => at > 0)).toBeTrue();
        expect(order).toEqual([...order].sort((left, right) => left - right));
    });

    it('lets no name become anything but a comment', async () => {
        const plain = await (await engine()).inspect(script);
        for (const name of [
            'a\r\nStop-Computer',
            'a\u2028Stop-Computer',
            '#> Stop-Computer <#',
            "'; Stop-Computer; '",
            '$(Stop-Computer)',
            '\u0000\u202eevil'
        ]) {
            const named = offlineScript([item(1, { name }), item(2), item(3, { key: null, toClass: 'own' })]);
            const usage = await (await engine()).inspect(named);
            expect([usage.errors, usage.commands.map(one => one.name)])
                .withContext(name)
                .toEqual([[], plain.commands.map(one => one.name)]);
        }
    });
});
