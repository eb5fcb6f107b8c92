/** The cluster of the opened host: while it is read, afterwards, and where that fails. */
import { Observable, of, Subject, throwError } from 'rxjs';
import { HostConnection } from '../../data/host-connection';
import { ManyHosts } from '../../data/many-hosts';
import { ClusterGuestFacts, ClusterNodeFacts } from '../../domain/facts/facts';
import { ClusterState, ClusterStore } from './cluster.store';

const nodes = [{ nodeName: 'NODE1' }] as unknown as readonly ClusterNodeFacts[];
const guests = [{ name: 'APP01' }] as unknown as readonly ClusterGuestFacts[];
const failure = { code: 'unreachable', raw: 'x' } as const;

describe('ClusterStore', () => {
    let answer: Observable<readonly ClusterNodeFacts[]>;
    let asked: string[];
    let store: ClusterStore;

    beforeEach(() => {
        answer = of(nodes);
        asked = [];
        const read =
            <T>(answers: () => Observable<T>) =>
            (address: string): Observable<T> => {
                asked.push(address);
                return answers();
            };
        const many = { readClusterNodes: read(() => answer), readClusterGuests: read(() => of(guests)) };
        store = new ClusterStore(many as Partial<ManyHosts> as ManyHosts, { address: 'clu1.contoso.com' } as HostConnection);
    });

    it('reads nothing by itself', () => {
        expect([store.current, asked]).toEqual([{ loading: false, nodes: [], guests: [], failure: null }, []]);
    });

    it('asks the host for both of its lists, and has them together', () => {
        const states: ClusterState[] = [];
        store.state.subscribe(state => states.push(state));
        store.refresh();
        expect(asked).toEqual(['clu1.contoso.com', 'clu1.contoso.com']);
        expect(states.slice(1)).toEqual([
            { loading: true, nodes: [], guests: [], failure: null },
            { loading: false, nodes, guests, failure: null }
        ]);
    });

    it('keeps what was read where it cannot be read again, and says why until it is asked again', () => {
        store.refresh();
        answer = throwError(() => failure);
        store.refresh();
        expect(store.current).toEqual({ loading: false, nodes, guests, failure });
        const later = new Subject<readonly ClusterNodeFacts[]>();
        answer = later;
        store.refresh();
        expect(store.current).toEqual({ loading: true, nodes, guests, failure: null });
        answer = of([]);
        store.refresh();
        expect([later.observed, store.current.nodes]).toEqual([false, []]);
    });
});
