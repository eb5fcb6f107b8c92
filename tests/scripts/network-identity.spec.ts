/** Machines behind a confirmed name that aren't the guest: whatever they answer, they see neither the guest's id nor a key. */
import { admin, estateWith, KeyInstaller, keys, result, steps } from './support/key-installer';

/** Says all that it was ever sent, in every field that a script reads first: the text of a secure string, too. */
const echo = `
    $global:seen = @($global:seen) + @($args | ForEach-Object {
        if ($_ -is [securestring]) { (New-Object PSCredential -ArgumentList 'x', $_).GetNetworkCredential().Password } else { "$_" }
    })
    New-Object PSObject -Property @{ ownId = $args[0]; step = 'check'; insideVmId = $args[0]; before = $null; after = $null }
    New-Object PSObject -Property @{ step = 'end'; outcome = 'failed'; before = $null; after = $null; error = @{ code = 'licensingError'; hresult = 5; id = $null; reason = $null; message = $global:seen -join ' ' } }`;
const other = '6F1A2B3C-0D4E-4F50-8A61-B2C3D4E5F607';
const says = (id: string): string => `if ($args.Count -eq 0) { return New-Object PSObject -Property @{ ownId = '${id}' } }; ${echo}`;
const overNetwork = { channel: 'winrm', address: 'a.contoso.com', key: keys.mak, keyClass: 'mak' } as const;

async function install(instead: string, order: Parameters<KeyInstaller['apply']>[0] = overNetwork): Promise<Awaited<ReturnType<KeyInstaller['apply']>>> {
    const installer = await KeyInstaller.open(estateWith({ inside: { instead } }));
    try {
        return await installer.apply(order);
    } finally {
        await installer.close();
    }
}

describe('Install-AvmaKey over the network', () => {
    it('sends a machine nothing before it has said its id, so that an echo has nothing to repeat', async () => {
        const applied = await install(echo);
        expect([steps(applied), ...result(applied)]).toEqual(['connect end', 'failed', 'malformedAnswer']);
        expect(JSON.stringify(applied.rows)).not.toContain(keys.mak);
    });

    it('sends a machine with another id, or with none, no more than that question', async () => {
        for (const [id, code] of [
            [other, 'wrongMachine'],
            ['', 'identityUnknown']
        ]) {
            const applied = await install(says(id));
            expect([steps(applied), ...result(applied)]).toEqual(['connect end', 'refused', code]);
            expect(JSON.stringify(applied.rows)).not.toContain(keys.mak);
        }
    });

    it('ends with a machine that answers the question without an end, at length, or with anything else', async () => {
        for (const answer of [
            `while ($true) { New-Object PSObject -Property @{ ownId = '${other}' } }`,
            `New-Object PSObject -Property @{ ownId = 'x' * 100000 }`,
            `@{ ownId = '${other}' }`,
            `'${other}'`,
            `$null`,
            ''
        ]) {
            const applied = await install(`if ($args.Count -eq 0) { ${answer}; return }; ${echo}`);
            expect([steps(applied), ...result(applied)])
                .withContext(answer)
                .toEqual(['connect end', 'failed', 'malformedAnswer']);
        }
    });

    it('sends the key once the machine has said the id, in the session that it said it in', async () => {
        const estate = estateWith({});
        const installer = await KeyInstaller.open(estate);
        try {
            const applied = await installer.apply(overNetwork.address ? { channel: 'winrm', address: overNetwork.address } : {});
            expect(steps(applied)).toMatch(/^connect check /);
            expect(result(applied)[0]).toBe('activated');
            expect(estate.logons.length).toBe(1);
        } finally {
            await installer.close();
        }
    });

    it('would show a secret that it was sent: a guest that knows its own id is who it says', async () => {
        const estate = estateWith({});
        const id = estate.node('HV')?.machines[0].id ?? '';
        const applied = await install(says(id));
        expect(applied.end?.error as unknown).toEqual(jasmine.objectContaining({ message: jasmine.stringContaining(keys.mak) }));
        expect(admin.password).not.toBe('');
    });
});
