/** The usage of several hosts: every displayed host gets a result. */
import { NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { HostConnection } from '../../data/host-connection';
import { HostFailure } from '../../data/host-failure';
import { importHostRow } from '../../data/import/import-host-row';
import { ManyHosts } from '../../data/many-hosts';
import { EventBatch } from '../../domain/facts/event-facts';
import { GuestHosts } from '../inside/guest-hosts';
import { SignInStorage } from '../inside/sign-in-storage';
import { HostReading } from '../hosts/hosts.store';
import { HostsReportStore, ReportHost } from './hosts-report.store';

const failure: HostFailure = { code: 'unreachable', raw: 'x' };
const nothing: EventBatch = { logs: [], events: [], problems: [] };

function host(hostName: string, change: Partial<HostReading> = {}): ReportHost {
    const facts = importHostRow({ computerName: hostName });
    return { reading: { hostName, phase: 'read', facts, guests: [], problems: [], failure: null, ...change }, guests: [] };
}

function open(answer: (hostName: string) => Observable<EventBatch>): { store: HostsReportStore; asked: string[] } {
    const asked: string[] = [];
    const connect = (hostName: string): HostConnection =>
        ({
            hostName,
            readEvents: () => {
                asked.push(hostName);
                return answer(hostName);
            }
        }) as Partial<HostConnection> as HostConnection;
    return { store: new HostsReportStore(new GuestHosts(connect('HV01'), { connect } as Partial<ManyHosts> as ManyHosts, new SignInStorage(null))), asked };
}

const summary = ({ current }: HostsReportStore): string =>
    current.hosts.map(({ hostName, state, failure: why }) => [hostName, state, why?.code ?? ''].join(' ').trim()).join(', ');

describe('HostsReportStore', () => {
    it('counts the hosts that could be read, and says of each other why it was not asked', () => {
        const { store, asked } = open(name => (name === 'HV02' ? throwError(() => failure) : of(nothing)));
        store.create(
            [
                host('HV01'),
                host('HV02'),
                host('HV03', { phase: 'failed', facts: null, failure }),
                host('HV04', { phase: 'withoutHyperV' }),
                // Has old facts, but its last reading failed.
                host('HV05', { phase: 'failed', failure })
            ],
            '30'
        );
        expect(asked).toEqual(['HV01', 'HV02']);
        expect(summary(store)).toBe('HV01 done, HV02 failed unreachable, HV03 notRead unreachable, HV04 withoutHyperV, HV05 notRead unreachable');
        expect([store.current.running, store.current.hosts[0].report?.requests]).toEqual([false, 0]);
    });

    it('asks a few hosts at a time, and when it is stopped no more', () => {
        const first = new Subject<EventBatch>();
        const { store, asked } = open(name => (name === 'HV1' ? first : NEVER));
        store.create(
            [1, 2, 3, 4, 5, 6].map(n => host(`HV${n}`)),
            'all'
        );
        expect(asked.length).toBe(4);
        first.next(nothing);
        first.complete();
        expect(asked.length).toBe(5);
        store.stop();
        expect(summary(store)).toBe('HV1 done, HV2 cancelled, HV3 cancelled, HV4 cancelled, HV5 cancelled, HV6 cancelled');
        expect(store.current.running).toBeFalse();
        store.forget();
        expect(store.current.hosts).toEqual([]);
    });
});
