/** Remove-AvmaDataExchangeItem on the engine: exact names, only in the machine that was meant, and Data Exchange tells no more of what is gone. */
import { Estate } from '../../dev-gateway/estate/estate';
import { GuestEntry } from '../../dev-gateway/estate/estate-file';
import { Account, GuestReader, GuestRows, GuestTarget } from './support/guest-reader';
import { admin, estateWith } from './support/key-installer';
import { runScript } from './support/script-runner';

const hostile = ['*', 'a[b]c', "x\u2019; throw 'INJECTED'; \u2018", '$(throw 1)`n', '..\\Parameters', '\u0441\u0435\u0440\u0432\u0435\u0440'];
const items = ['AvmaState', 'Other', 'abc', ...hostile].map(name => ({ name, data: `data of ${name}` }));

async function remove(
    estate: Estate,
    names: readonly string[],
    target: Partial<GuestTarget> = {},
    account: Account = admin
): Promise<GuestRows & { readonly summary: unknown[] }> {
    const reader = await GuestReader.open(estate, 'HV');
    const vmId = estate.node('HV')?.machines[0]?.id ?? '';
    const answer = await reader.rows('Remove-AvmaDataExchangeItem', { vmId, ...target }, account, { names });
    await reader.close();
    return { ...answer, summary: answer.rows.map(row => [row.name, row.outcome, (row.error as { code: string } | null)?.code ?? null]) };
}

async function reported(estate: Estate): Promise<unknown[]> {
    const { rows } = await runScript('Get-AvmaGuest', 'HV', { estate });
    return (rows[0].guest as Array<{ name: string }>).map(item => item.name);
}

const withItems = (guest: Partial<GuestEntry> = {}): Estate => estateWith({ guestItems: items, ...guest });

describe('Remove-AvmaDataExchangeItem', () => {
    it('removes what is named, in order, and leaves the rest', async () => {
        const estate = withItems();
        const { rows, summary } = await remove(estate, ['Other', 'nothing', 'avmastate', 'Other', '']);
        expect(summary).toEqual([
            ['Other', 'removed', null],
            ['nothing', 'notFound', null],
            ['avmastate', 'removed', null],
            ['Other', 'notFound', null],
            ['', 'notFound', null]
        ]);
        expect(Object.keys(rows[0])).toEqual(['collectedAt', 'vmId', 'channel', 'name', 'outcome', 'error']);
        expect(await reported(estate)).toEqual(['abc', ...hostile]);
    });

    for (const name of hostile) {
        it(`takes ${name} as the name it is`, async () => {
            const estate = withItems();
            expect((await remove(estate, [name])).summary).toEqual([[name, 'removed', null]]);
            expect(await reported(estate)).toEqual(items.map(item => item.name).filter(one => one !== name));
        });
    }

    it('takes no pattern for what it would fit', async () => {
        const estate = estateWith({ guestItems: [{ name: 'abc', data: '1' }] });
        expect((await remove(estate, ['*', 'a*', 'ab[c]', 'ab?'])).summary).toEqual(['*', 'a*', 'ab[c]', 'ab?'].map(name => [name, 'notFound', null]));
        expect(await reported(estate)).toEqual(['abc']);
    });

    it('touches nothing in another machine', async () => {
        const estate = withItems({ inside: { insideVmId: '6F1A2B3C-0D4E-4F50-8A61-B2C3D4E5F607' } });
        const { summary } = await remove(estate, ['AvmaState', 'Other'], { channel: 'winrm', address: 'a.contoso.com' });
        expect(summary).toEqual([
            ['AvmaState', 'failed', 'wrongMachine'],
            ['Other', 'failed', 'wrongMachine']
        ]);
        expect((await reported(estate)).length).toBe(items.length);
    });

    it('works over the network, also in a 2012 R2 guest', async () => {
        const estate = withItems({ os: '2012 R2' });
        expect((await remove(estate, ['AvmaState'], { channel: 'winrm', address: 'a.contoso.com' })).summary).toEqual([['AvmaState', 'removed', null]]);
    });

    it('says of each name why the guest could not be entered', async () => {
        const estate = withItems();
        const wrong = await remove(estate, ['AvmaState', 'Other'], {}, { ...admin, password: 'c4n4ry-remove' });
        expect(wrong.summary).toEqual([
            ['AvmaState', 'failed', 'credentialRefused'],
            ['Other', 'failed', 'credentialRefused']
        ]);
        expect(JSON.stringify(wrong.events)).not.toContain('c4n4ry');
        const lost = await remove(withItems({ inside: { direct: 'lost' } }), ['AvmaState']);
        expect(lost.summary).toEqual([['AvmaState', 'failed', 'sessionLost']]);
        expect((await reported(estate)).length).toBe(items.length);
    });
});
