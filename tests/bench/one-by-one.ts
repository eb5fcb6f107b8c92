/** Today's practice: a script that enters one guest at a time. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Engine } from '../../dev-gateway/powershell/engine-api';
import { wrapScript } from '../../dev-gateway/wrap-script';
import { account, hosts, newEstate, scriptedCount } from './apply-host';
import { lengthOf, record } from './recording';

/** The published AVMA key of 2019 Datacenter, which all guests of the bench have. */
const productKey = 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW';
const script = join(__dirname, 'Set-KeyOneByOne.ps1');

/**
 * Runs the script for real on a few guests.
 * @returns milliseconds per guest.
 * @throws Error if a guest isn't licensed at the end
 */
export async function oneByOne(engine: Engine): Promise<number> {
    const session = await engine.openSession({ node: hosts.scripted, answerer: newEstate() });
    const recording = await record(session, { script: wrapScript('Set-KeyOneByOne', readFileSync(script, 'utf8'), { ...account, productKey }) });
    await session.close();
    const licensed = recording.filter(({ event }) => event.kind === 'output' && (event.value as { readonly licenseStatus?: number }).licenseStatus === 1);
    if (licensed.length !== scriptedCount) {
        throw new Error(`The script has licensed ${licensed.length} of ${scriptedCount} guests.`);
    }
    return lengthOf(recording) / scriptedCount;
}
