/** Which mutex of this computer stands for one of a guest. */
import { Estate } from '../../dev-gateway/estate/estate';
import { CallSite, PlainObject } from '../../dev-gateway/windows-call';
import { estateOf, failure } from './support/ask';

const estate = (inside: object = {}): Estate =>
    estateOf({
        guests: [
            { name: 'A', os: '2019', inside },
            { name: 'B', os: '2019' }
        ]
    });

async function nameOf(asked: Estate, machine: CallSite['machine'], Name = 'Global\\X'): Promise<unknown> {
    const call = { site: { node: 'HV', machine, account: 'a' }, module: 'System.Threading', command: 'Mutex', parameterSet: '', parameters: { Name } };
    for await (const object of asked.answer(call, new AbortController().signal)) {
        return (object as PlainObject).properties.Name;
    }
    return null;
}

const idOf = (asked: Estate, index: number): { readonly vmId: string } => ({ vmId: asked.node('HV')?.machines[index].id ?? '' });

describe('A named mutex of a guest', () => {
    it('is one for each guest and name, by whatever way it was entered', async () => {
        const asked = estate();
        const a = await nameOf(asked, idOf(asked, 0));
        expect(a).toMatch(/^Global\\[^\\]+\.X$/);
        expect(await nameOf(asked, { computerName: 'a.contoso.com' })).toBe(a);
        const others = [await nameOf(asked, idOf(asked, 1)), await nameOf(asked, idOf(asked, 0), 'Global\\Y'), await nameOf(estate(), idOf(asked, 0))];
        expect(new Set([a, ...others]).size).toBe(4);
    });

    it('is refused where somebody has made it for himself', async () => {
        const asked = estate({ foreignMutexes: ['Global\\X'] });
        expect((await failure(nameOf(asked, idOf(asked, 0)))).exceptionType).toBe('System.UnauthorizedAccessException');
        expect(await nameOf(asked, idOf(asked, 0), 'Global\\Y')).toBeTruthy();
    });

    it('is not played where it is not one of the whole machine', async () => {
        const asked = estate();
        for (const name of ['X', 'Local\\X', 'Global\\a\\b']) {
            expect((await failure(nameOf(asked, idOf(asked, 0), name))).errorId).toBe('NotSimulated');
        }
    });
});
