/** The other host of What if: the last one that was asked for is shown, and no answer that comes too late. */
import { Observable, Subject } from 'rxjs';
import { importHostRow } from '../../data/import/import-host-row';
import { ManyHosts } from '../../data/many-hosts';
import { HostFacts } from '../../domain/facts/facts';
import { OtherHostStore } from './other-host.store';

describe('OtherHostStore', () => {
    let answers: Readonly<Record<string, Subject<HostFacts>>>;
    let store: OtherHostStore;
    const facts = (computerName: string): HostFacts => importHostRow({ computerName, buildNumber: 20348 });

    beforeEach(() => {
        answers = { HV02: new Subject(), HV03: new Subject() };
        const connect = (hostName: string): object => ({ readHost: (): Observable<HostFacts> => answers[hostName] });
        store = new OtherHostStore({ connect } as Partial<ManyHosts> as ManyHosts);
    });

    it('reads the host by its name', () => {
        store.read('HV02');
        expect(store.current).toEqual({ loading: true, name: 'HV02', facts: null, failure: null, fileProblem: '' });
        answers['HV02'].next(facts('HV02'));
        expect(store.current).toEqual({ loading: false, name: 'HV02', facts: facts('HV02'), failure: null, fileProblem: '' });
    });

    it('keeps what the host failed with', () => {
        store.read('HV02');
        const failure = { code: 'unreachable', raw: 'x' } as const;
        answers['HV02'].error(failure);
        expect(store.current).toEqual({ loading: false, name: 'HV02', facts: null, failure, fileProblem: '' });
    });

    it('ignores the answer of a host that is no longer asked for', () => {
        store.read('HV02');
        store.read('HV03');
        answers['HV02'].next(facts('HV02'));
        expect(store.current).toEqual({ loading: true, name: 'HV03', facts: null, failure: null, fileProblem: '' });
        store.takeFile('case.json', JSON.stringify({ host: { computerName: 'HV04' }, guests: [] }));
        answers['HV03'].next(facts('HV03'));
        expect([store.current.name, store.current.facts?.computerName, store.current.loading]).toEqual(['HV04', 'HV04', false]);
    });

    it('says what is wrong with a file', () => {
        store.takeFile('case.json', '{');
        expect([store.current.name, store.current.facts, store.current.fileProblem === '']).toEqual(['case.json', null, false]);
        store.takeFile('case.json', '\uFEFF{"host":{},"guests":[]}');
        expect([store.current.name, store.current.facts === null, store.current.fileProblem]).toEqual(['case.json', false, '']);
    });
});
