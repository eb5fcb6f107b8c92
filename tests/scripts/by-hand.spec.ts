/** The script to run by hand, on the engine: what it does about the license that it finds. */
import { Estate } from '../../dev-gateway/estate/estate';
import { InsideEntry } from '../../dev-gateway/estate/estate-file';
import { ApplyItem } from '../../src/app/domain/apply/apply-plan';
import { handScript } from '../../src/app/domain/apply/by-hand';
import { admin, estateWith, keys } from './support/key-installer';
import { runScript } from './support/script-runner';

/** Runs the script in the guest, as an administrator would. */
async function runInGuest(estate: Estate, ...plan: readonly Partial<ApplyItem>[]): Promise<{ readonly failure: string; readonly lines: readonly string[] }> {
    const vmId = estate.node('HV')?.machines[0].id ?? '';
    const planned: ApplyItem = {
        hostName: 'HV',
        vmId: vmId.toLowerCase(),
        name: 'A',
        action: 'apply',
        mode: 'installAndActivate',
        channel: 'direct',
        key: keys.avma2019Datacenter,
        keyLastFive: keys.avma2019Datacenter.slice(-5),
        fromClass: null,
        fromLastFive: null,
        toClass: 'avma',
        expectedBuild: 17763,
        expectedSku: 8,
        warnings: [],
        confirmation: null,
        replaceable: [],
        expectedLastFive: ''
    };
    const script = handScript(plan.map(more => ({ ...planned, ...more })));
    const text = `$password = New-Object -TypeName System.Security.SecureString
'${admin.password}'.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
$account = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList '${admin.user}', $password
Invoke-Command -VMId '${vmId}' -Credential $account -ScriptBlock { ${script} } -ErrorAction Stop | ForEach-Object { @{ line = [string]$_ } }`;
    const { failure, rows } = await runScript('by-hand', 'HV', { estate, text });
    return { failure: failure?.message ?? '', lines: rows.map(({ line }) => String(line)) };
}

const withLicense = (license: InsideEntry['license']): Estate => estateWith({ inside: { accounts: [admin], license } });

describe('The script by hand', () => {
    it('replaces a KMS client key that is not licensed, and says what was read before and after', async () => {
        const { failure, lines } = await runInGuest(withLicense('kmsClient'), {});
        expect(failure).toBe('');
        expect(lines[0]).toMatch(/^Before: kmsClient, key ends in 63DFG, /);
        expect(lines.slice(-2)).toEqual([jasmine.stringMatching(/^After: avma, key ends in WMBMW, /), 'The planned key is installed and licensed.']);
    });

    it('changes nothing where it cannot tell which of two planned machines this one is', async () => {
        const estate = withLicense('kmsClient');
        const { failure } = await runInGuest(estate, { key: keys.avma2019Standard, keyLastFive: keys.avma2019Standard.slice(-5) }, { hostName: 'HV02' });
        expect(failure).toContain('Several machines in the plan have the ID of this machine.');
        expect(estate.keyWrites).toEqual([]);
    });

    for (const license of ['withoutKey', 'kmsClientLicensed'] as const) {
        it(`leaves Windows alone that is licensed (${license}) unless the plan permits that`, async () => {
            const estate = withLicense(license);
            const { failure } = await runInGuest(estate, {});
            expect(failure).toContain('Windows is licensed in another way');
            expect(estate.keyWrites).toEqual([]);
            const { lines } = await runInGuest(estate, { replaceable: ['licensed'] });
            expect(lines[lines.length - 1]).toBe('The planned key is installed and licensed.');
        });
    }
});
