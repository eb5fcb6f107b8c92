/** Which guest gets which account, on which way. */
import { importGuestRow } from '../data/import/import-guest-row';
import { importHostRow } from '../data/import/import-host-row';
import { assess } from '../domain/assess';
import { readAccountList } from '../domain/account-list';
import { AssessedGuest } from '../state/guests.store';
import { domainsOf, EnteredAccount, jobsByList, jobsByScope, planLookInside } from './look-inside-plan';

const host = importHostRow({ computerName: 'HV01', buildNumber: 17763, operatingSystemSku: 8, licenseStatus: 1, hyperVRights: true });
const id = (n: number): string => `00000000-0000-0000-0000-00000000000${n}`;

function assessed(n: number, fqdn: string, build = '17763', enabledState = 2): AssessedGuest {
    const items = { OSPlatformId: '2', OSBuildNumber: build, OSEditionId: '7', FullyQualifiedDomainName: fqdn };
    const intrinsic = Object.entries(items).map(([name, data]) => ({ name, data }));
    const guest = importGuestRow({ vmId: id(n), name: `vm${n}`, enabledState, dataExchangeState: 2, intrinsic });
    return { host, guest, inside: null, assessment: assess(host, guest) };
}

const guests = [assessed(1, 'a.contoso.com'), assessed(2, 'b.contoso.com'), assessed(3, 'c.fabrikam.com'), assessed(4, 'old.contoso.com', '9600')];
const none = new Map<string, string>();
const all: EnteredAccount = { user: ' CONTOSO\\ann ', password: ' a ', scope: { kind: 'all' } };
const fabrikam: EnteredAccount = { user: 'FABRIKAM\\ben', password: 'b', scope: { kind: 'domain', domain: 'fabrikam.com' } };

describe('the plan of looking inside', () => {
    it('leaves out who cannot be read, and says why', () => {
        const plan = planLookInside([...guests, assessed(5, 'x', '17763', 3)]);
        expect([plan.enterable.length, plan.excluded]).toEqual([4, [{ name: 'vm5', obstacle: 'notRunning' }]]);
    });

    it('goes over the network only to names that were confirmed, never to one that a guest claims', () => {
        const plan = planLookInside(guests);
        expect(plan.enterable[3].claimedName).toBe('old.contoso.com');
        expect(jobsByScope(plan, [all], none).map(job => job.target.vmId)).toEqual([id(1), id(2), id(3)]);
        const confirmed = jobsByScope(plan, [all], new Map([[id(4), ' legacy.contoso.com ']]));
        expect(confirmed[3].target).toEqual({ vmId: id(4), channel: 'winrm', address: 'legacy.contoso.com' });
        expect(planLookInside(guests, true).enterable.every(one => one.channel === 'winrm')).toBeTrue();
    });

    it('gives all guests of an account the same one, so that it is proven once, and leaves the password as it was typed', () => {
        const jobs = jobsByScope(planLookInside(guests), [all, fabrikam], none);
        expect(jobs[0].account).toBe(jobs[1].account);
        expect(jobs.map(job => job.account)).toEqual([
            { user: 'CONTOSO\\ann', password: ' a ' },
            { user: 'CONTOSO\\ann', password: ' a ' },
            { user: 'FABRIKAM\\ben', password: 'b' }
        ]);
    });

    it('counts the domains that an account reaches over', () => {
        const plan = planLookInside(guests);
        expect([domainsOf(all, [all], plan), domainsOf(all, [all, fabrikam], plan)]).toEqual([2, 1]);
    });

    it('shares an account of a domain between lines, but not those of the guests themselves', () => {
        const plan = planLookInside(guests);
        const lines = ['vm1,CONTOSO\\ann,a', 'vm2,contoso\\Ann,a', 'vm3,.\\Administrator,c'];
        const jobs = jobsByList(
            plan,
            readAccountList(
                lines.join('\n'),
                guests.map(one => one.guest)
            ),
            none
        );
        expect(jobs[0].account).toBe(jobs[1].account);
        const local = ['vm1,.\\Administrator,c', 'vm2,.\\Administrator,c'];
        const own = jobsByList(
            plan,
            readAccountList(
                local.join('\n'),
                guests.map(one => one.guest)
            ),
            none
        );
        expect(own[0].account).not.toBe(own[1].account);
    });
});
