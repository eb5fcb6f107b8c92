import { Estate } from '../../../dev-gateway/estate/estate';
import { ApplyItem } from '../../../src/app/domain/apply/apply-plan';
import { handScript } from '../../../src/app/domain/apply/by-hand';
import { applyItem } from '../../../src/testing/apply-item';
import { admin } from './key-installer';
import { runScript } from './script-runner';

/**
 * Runs the script by hand in the only guest of the host HV, as an administrator would.
 * @param plan what differs for each planned machine from an AVMA key of Datacenter 2019 for that guest
 */
export async function runByHand(
    estate: Estate,
    ...plan: ReadonlyArray<Partial<ApplyItem>>
): Promise<{ readonly failure: string; readonly lines: readonly string[] }> {
    const vmId = estate.node('HV')?.machines[0].id ?? '';
    const script = handScript(plan.map(more => applyItem(1, { hostName: 'HV', vmId: vmId.toLowerCase(), name: 'A', ...more })));
    const text = `$password = New-Object -TypeName System.Security.SecureString
'${admin.password}'.ToCharArray() | ForEach-Object { $password.AppendChar($_) }
$account = New-Object -TypeName System.Management.Automation.PSCredential -ArgumentList '${admin.user}', $password
Invoke-Command -VMId '${vmId}' -Credential $account -ScriptBlock { ${script} } -ErrorAction Stop | ForEach-Object { @{ line = [string]$_ } }`;
    const { failure, rows } = await runScript('by-hand', 'HV', { estate, text });
    return { failure: failure?.message ?? '', lines: rows.map(({ line }) => String(line)) };
}
