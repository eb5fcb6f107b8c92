/** Where Windows Admin Center shows the tool: the SDK's own validator over our manifest, for each solution with its type of connection. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { ConnectionKind, connectionKinds } from '../../dev-gateway/gateway/connections';
import { Offer, OfferedConnection, OfferedTool } from '../../dev-gateway/shell/tool-offer';

type OfferOf = (tool: OfferedTool, connection: OfferedConnection) => Promise<Offer>;

const root = join(__dirname, '../..');
const manifest = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8')) as OfferedTool;

/** The shell's module in a world of its own: the SDK changes the prototypes of strings and arrays. */
async function load(): Promise<OfferOf> {
    const { outputFiles } = await build({
        entryPoints: [join(root, 'dev-gateway/shell/tool-offer.ts')],
        bundle: true,
        write: false,
        format: 'iife',
        globalName: 'shell',
        logLevel: 'silent'
    });
    const silent = new Proxy({}, { get: () => () => undefined });
    const world: Record<string, unknown> = { console: silent, navigator: { userAgent: '' }, location: { search: '' }, setTimeout, clearTimeout };
    world.window = world;
    world.self = world;
    runInContext(outputFiles[0].text, createContext(world));
    return (world.shell as { offerOf: OfferOf }).offerOf;
}

const withHyperV = { isHyperVRoleInstalled: true, isHyperVPowershellInstalled: true, operatingSystemVersion: '10.0.20348', productType: 3 };
/** An account that cannot list services does not see the role. */
const withoutServices = { ...withHyperV, isHyperVRoleInstalled: false };
const withoutHyperV = { ...withHyperV, isHyperVRoleInstalled: false, isHyperVPowershellInstalled: false };

/** A client has Hyper-V without ever being a host of AVMA, which needs a Datacenter edition of Windows Server. */
const expected: ReadonlyArray<readonly [what: string, kind: ConnectionKind, withRole: Offer, without: Offer]> = [
    ['a server', 'server', 'offered', 'conditions'],
    ['a cluster, of Windows Admin Center 1909 and later', 'cluster', 'offered', 'conditions'],
    ['a failover cluster, of Windows Admin Center up to 1904', 'oldFailoverCluster', 'offered', 'conditions'],
    ['a Windows client', 'windowsClient', 'otherKind', 'otherKind']
];

describe('The tool is offered', () => {
    let offerOf: OfferOf;
    beforeAll(async () => (offerOf = await load()));

    const connection = (kind: ConnectionKind, inventory: OfferedConnection['inventory'], more: Partial<OfferedConnection> = {}): OfferedConnection => ({
        name: 'hv01.contoso.com',
        ...connectionKinds[kind],
        aliases: [],
        activeAlias: null,
        inventory,
        ...more
    });

    for (const [what, kind, withRole, without] of expected) {
        it(`on ${what} with Hyper-V: ${withRole === 'offered' ? 'yes' : 'no'}`, async () => {
            expect(await offerOf(manifest, connection(kind, withHyperV))).toBe(withRole);
        });

        it(`on ${what} without Hyper-V: no`, async () => {
            expect(await offerOf(manifest, connection(kind, withoutHyperV))).toBe(without);
        });
    }

    it('to an account that cannot list services, by the Hyper-V module for PowerShell', async () => {
        for (const kind of ['server', 'cluster', 'oldFailoverCluster'] as const) {
            expect(await offerOf(manifest, connection(kind, withoutServices))).toBe('offered');
        }
        expect(await offerOf(manifest, connection('server', { ...withHyperV, isHyperVPowershellInstalled: false }))).toBe('offered');
        expect(await offerOf(manifest, connection('windowsClient', withoutServices))).toBe('otherKind');
    });

    it('on a cluster that is reached by the alias, as its own name leads nowhere', async () => {
        const aliased = { name: 'cl02', aliases: ['hv21.contoso.com'], activeAlias: 'hv21.contoso.com' };
        expect(await offerOf(manifest, connection('cluster', withHyperV, aliased))).toBe('offered');
        expect(await offerOf(manifest, connection('cluster', withoutHyperV, aliased))).toBe('conditions');
    });

    it('nowhere where nobody answers, and not by a solution or a type alone', async () => {
        expect(await offerOf(manifest, connection('server', null))).toBe('noAnswer');
        const { solution } = connectionKinds.cluster;
        expect(await offerOf(manifest, connection('server', withHyperV, { solution }))).toBe('otherKind');
        expect(await offerOf(manifest, connection('cluster', withHyperV, { solution: connectionKinds.server.solution }))).toBe('otherKind');
    });

    it('to accounts that meet a JEA endpoint', () => expect((manifest as { readonly jea?: boolean }).jea).toBeTrue());

    it('as the validator decides: a manifest without the solution of clusters is not offered on them', async () => {
        const { solution } = connectionKinds.cluster;
        const without = JSON.parse(JSON.stringify(manifest).replaceAll(`"${solution}",`, '')) as OfferedTool;
        expect(await offerOf(without, connection('cluster', withHyperV))).toBe('otherKind');
    });
});
