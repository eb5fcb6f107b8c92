/** Several hosts in few requests: hosts that the SDK drops from a batch, or whose batch it fails, are retried alone. */
import { PowerShell } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import { NEVER, Observable, of, Subject, throwError } from 'rxjs';
import { HostBatch } from './host-batch';
import { ImportError } from './import/field-readers';
import { HostAnswer } from './many-hosts';

const limits = { hostsInOne: 3, requests: 2, silenceMs: 1000 };
const ended = (nodeName: string, ...results: readonly unknown[]): object => ({ nodeName, status: 200, properties: { completed: 'True', results } });
const partial = (nodeName: string, ...results: readonly unknown[]): object => ({ nodeName, status: 200, properties: { completed: 'False', results } });

function toNumber(row: unknown): number {
    if (typeof row !== 'number') {
        throw new ImportError('row', 'a number', row);
    }
    return row;
}

class Bench {
    public readonly batches: string[][] = [];
    public readonly alone: string[] = [];
    /** Hosts whose request lets the SDK prompt. */
    public readonly prompted: string[] = [];
    public readonly answers: HostAnswer<number>[] = [];
    public over = false;

    constructor(
        private readonly batchAnswer: (names: readonly string[]) => Observable<readonly object[]>,
        private readonly aloneAnswer: (name: string) => Observable<readonly unknown[]> = () => of([]),
        private readonly prompts = true
    ) {}

    public ask(...names: readonly string[]): this {
        const powerShell = {
            createBatchSession: (all: string[]) => {
                this.batches.push(all);
                return all;
            },
            runBatchSingleCommand: (all: string[]) => this.batchAnswer(all)
        } as unknown as PowerShellConnection;
        const ask = (name: string, prompts: boolean): Observable<readonly unknown[]> => {
            this.alone.push(name);
            this.prompted.push(...(prompts ? [name] : []));
            return this.aloneAnswer(name);
        };
        new HostBatch(powerShell, PowerShell.createCommand({ command: 'x', script: 'x', module: 'x' }), ask, toNumber, limits)
            .ask(names, () => this.prompts)
            .subscribe({ next: answer => this.answers.push(answer), complete: () => (this.over = true) });
        return this;
    }

    /** A short form of the answers, such as `A 1,2 | A done`. */
    public get log(): string {
        return this.answers
            .map(one => `${one.hostName} ${one.kind === 'rows' ? one.rows.join() : one.kind === 'failed' ? one.failure.code : one.kind}`)
            .join(' | ');
    }
}

describe('HostBatch', () => {
    it('gives rows as they come, and one last answer for each host, under the name by which it was asked', () => {
        const parts = new Subject<readonly object[]>();
        const bench = new Bench(() => parts).ask('A', 'B');
        parts.next([partial('a', 1), partial('B', 2)]);
        expect(bench.log).toBe('A 1 | B 2');
        parts.next([ended('a', 3)]);
        parts.next([ended('b')]);
        parts.complete();
        expect([bench.log, bench.alone, bench.over]).toEqual(['A 1 | B 2 | A 3 | A done | B done', [], true]);
    });

    it('asks a few hosts in one request, and a few requests at a time', () => {
        const open = new Map<string, Subject<readonly object[]>>();
        const bench = new Bench(names => {
            const answers = new Subject<readonly object[]>();
            open.set(names.join(''), answers);
            return answers;
        }).ask('A', 'B', 'C', 'D', 'E', 'F', 'G');
        expect(bench.batches.map(names => names.join(''))).toEqual(['ABC', 'DEF']);
        open.get('ABC')?.next([ended('A'), ended('B'), ended('C')]);
        open.get('ABC')?.complete();
        expect(bench.batches.map(names => names.join(''))).toEqual(['ABC', 'DEF', 'G']);
    });

    it('asks a host by itself that was left out of the answer, and no other', () => {
        const bench = new Bench(
            () => of([ended('A', 1), ended('C', 3)]),
            () => of([2])
        ).ask('A', 'B', 'C');
        expect([bench.log, bench.alone]).toEqual(['A 1 | A done | C 3 | C done | B 2 | B done', ['B']]);
    });

    it('asks each by itself where the whole batch was given up, and tells what each says', () => {
        const bench = new Bench(
            () => throwError(() => new SyntaxError('no JSON')),
            name => (name === 'A' ? of([1]) : throwError(() => ({ status: 403 })))
        ).ask('A', 'B');
        expect([bench.log, bench.over]).toEqual(['A 1 | A done | B accessDenied', true]);
    });

    it('tells of a part that failed by its own error, and of rows that no importer takes by lines', () => {
        const denied = { nodeName: 'B', status: 400, error: { code: 'x', message: 'x', forbidden: 'Forbidden' } };
        const bench = new Bench(() => of([ended('A', 1, 'two'), denied])).ask('A', 'B');
        expect(bench.log).toBe('A 1 | A done | B forbidden');
        const [first] = bench.answers;
        expect(first.kind === 'rows' && first.problems.length).toBe(1);
    });

    it('takes no part for an empty host that holds an exception, or the status of a failure, alone', () => {
        const part = (nodeName: string, more: object): object => ({
            nodeName,
            status: 200,
            properties: { completed: 'True', results: [], errors: null, exception: null, statusCode: 0, ...more }
        });
        const parts = [
            part('A', { exception: 'AvmaError {"code":"hyperVAbsent"}' }),
            part('B', { statusCode: 403 }),
            { nodeName: 'C', status: 400, errors: [], properties: { exception: 'AvmaError {"code":"accessDenied"}' } }
        ];
        const bench = new Bench(() => of(parts)).ask('A', 'B', 'C');
        expect([bench.log, bench.alone]).toEqual(['A hyperVAbsent | B accessDenied | C accessDenied', []]);
    });

    it('asks a host alone, once, that failed without a reason and a row', () => {
        const stale = (nodeName: string): object => ({ nodeName, status: 400, errors: [{ errorType: 'InvalidRunspaceStateException', message: 'x' }] });
        const bench = new Bench(
            () => of([partial('B', 2)], [stale('A'), stale('B'), ended('C', 3)]),
            name => (name === 'A' ? of([1]) : throwError(() => new Error('asked too often')))
        ).ask('A', 'B', 'C');
        expect([bench.log, bench.alone]).toEqual(['B 2 | B unclassified | C 3 | C done | A 1 | A done', ['A']]);
        const again = new Bench(
            () => of([stale('A')]),
            () => throwError(() => ({ status: 400, xhr: { response: { errors: [{ message: 'x' }] } } }))
        ).ask('A');
        expect([again.log, again.alone]).toEqual(['A unclassified', ['A']]);
    });

    it('waits no longer than it may for hosts that say nothing', () => {
        jasmine.clock().install();
        try {
            const bench = new Bench(
                () => NEVER,
                () => NEVER
            ).ask('A');
            jasmine.clock().tick(limits.silenceMs + 1);
            expect(bench.alone).toEqual(['A']);
            jasmine.clock().tick(limits.silenceMs + 1);
            expect([bench.log, bench.over]).toEqual(['A noAnswer', true]);
        } finally {
            jasmine.clock().uninstall();
        }
    });

    describe('with hosts that want an account', () => {
        const wants = (nodeName: string): object => ({ nodeName, status: 403, error: { code: 'AccessDenied', forbidden: 'Unauthorized' } });
        const byName = (names: readonly string[]): Observable<readonly object[]> =>
            of(
                names.map(name =>
                    name.startsWith('D')
                        ? wants(name)
                        : name.startsWith('F')
                          ? { nodeName: name, status: 400, error: { forbidden: 'Forbidden' } }
                          : ended(name, 1)
                )
            );

        it('asks the only one once more by itself, once all others have answered, so that the SDK prompts', () => {
            const bench = new Bench(byName, () => of([7])).ask('D1', 'A', 'B', 'C', 'F1');
            expect([bench.log, bench.prompted, bench.over]).toEqual([
                'A 1 | A done | B 1 | B done | C 1 | C done | F1 forbidden | D1 7 | D1 done',
                ['D1'],
                true
            ]);
        });

        it('prompts for none of several, in whichever batches they are, and for none where that was not asked for', () => {
            const bench = new Bench(byName).ask('D1', 'A', 'B', 'C', 'D2', 'D3');
            expect([bench.log, bench.alone, bench.over]).toEqual([
                'A 1 | A done | B 1 | B done | C 1 | C done | D1 accessDenied | D2 accessDenied | D3 accessDenied',
                [],
                true
            ]);
            const quiet = new Bench(byName, undefined, false).ask('D1', 'A');
            expect([quiet.log, quiet.alone]).toEqual(['A 1 | A done | D1 accessDenied', []]);
        });

        it('prompts for no host that a batch has lost, but for the only one that then wants an account', () => {
            const unauthorized = throwError(() => ({ status: 403, xhr: { response: { error: { forbidden: 'Unauthorized' } } } }));
            const bench = new Bench(
                () => throwError(() => new Error('no JSON')),
                name => (name === 'D1' ? unauthorized : of([1]))
            ).ask('A', 'D1');
            expect([bench.log, bench.alone, bench.prompted]).toEqual(['A 1 | A done | D1 accessDenied', ['A', 'D1', 'D1'], ['D1']]);
        });

        it('leaves an administrator all the time in the world', () => {
            jasmine.clock().install();
            const bench = new Bench(byName, () => NEVER).ask('D1');
            jasmine.clock().tick(10 * limits.silenceMs);
            jasmine.clock().uninstall();
            expect([bench.over, bench.prompted]).toEqual([false, ['D1']]);
        });
    });
});
