/** Converts the gateway's answers to facts: partial answers, invalid rows, errors beside results. */
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { concat, defer, Observable, of, throwError, toArray, firstValueFrom } from 'rxjs';
import { GuestBatch } from './host-connection';
import { HostFailure } from './host-failure';
import { WacHostConnection } from './wac-host-connection';

const vmId = '00000000-0000-0000-0000-000000000001';

interface SentCommand {
    readonly module: string;
    readonly command: string;
    readonly script: string;
    readonly parameters?: object;
}

interface NamedConnection {
    readonly nodeName: string;
    readonly validNodeName: string;
}

function connect(
    answers: Observable<object>,
    sent: SentCommand[] = [],
    options: object[] = [],
    activeConnection: NamedConnection = { nodeName: 'HV01', validNodeName: 'HV01' },
    asked: string[] = [],
    question: Observable<object> = throwError(() => ({ status: 400 }))
): WacHostConnection {
    const powerShell = {
        createAutomaticSession: (node: string) => ({ node: asked[asked.push(node) - 1] }),
        createSession: (node: string) => ({ node: asked[asked.push(node) - 1] }),
        run: (_: object, command: SentCommand, option: object) => {
            if (command.command === 'Get-Command') {
                // The query for a missing command (missing-commands.ts), by its full name.
                expect(JSON.stringify(command.parameters)).toContain('-Avma');
                return question;
            }
            sent.push(command);
            options.push(option);
            return answers;
        }
    };
    return new WacHostConnection({ activeConnection, node: { getJeaEndpoint: () => null }, powerShell } as unknown as AppContextService);
}

const failureOf = (source: Observable<unknown>): Promise<HostFailure> =>
    firstValueFrom(source).then(
        () => Promise.reject(new Error('it did not fail')),
        (failure: HostFailure) => failure
    );

describe('WacHostConnection', () => {
    it('asks for partial answers and sends command, module and ASCII text', async () => {
        const sent: SentCommand[] = [];
        const options: object[] = [];
        await firstValueFrom(connect(of({ results: [{ computerName: 'HV01' }] }), sent, options).readHost());
        expect(options).toEqual([{ partial: true }]);
        expect([sent[0].module, sent[0].command]).toEqual(['community.avma', 'Get-AvmaHost']);
        expect(/^[\x00-\x7f]*$/.test(sent[0].script)).toBeTrue();
    });

    it('reaches a connection by its alias, and calls it by its own name', async () => {
        const asked: string[] = [];
        const connection = connect(of({ results: [{ computerName: 'HV21' }] }), [], [], { nodeName: 'cl02', validNodeName: 'hv21.contoso.com' }, asked);
        await firstValueFrom(connection.readHost());
        connection.openGuestSession();
        expect(asked).toEqual(['hv21.contoso.com', 'hv21.contoso.com']);
        expect([connection.hostName, connection.address]).toEqual(['cl02', 'hv21.contoso.com']);
    });

    it('gives guests batch by batch; a bad row costs itself only', async () => {
        const answers = of({ results: [{ vmId, name: 'a' }, { vmId: 'wrong' }] }, { results: [] }, { results: [{ vmId, name: 'b' }] });
        const batches: GuestBatch[] = await firstValueFrom(connect(answers).readGuests().pipe(toArray()));
        expect(batches.map(batch => batch.guests.length)).toEqual([1, 0, 1]);
        expect(batches[0].problems[0]).toContain('guest.vmId');
    });

    it('fails with badRow for a host row of the wrong form, naming the field', async () => {
        const failure = await failureOf(connect(of({ results: [{ buildNumber: 'x' }] })).readHost());
        expect([failure.code, failure.raw.includes('host.buildNumber')]).toEqual(['badRow', true]);
    });

    it('takes errors that come beside results for errors', async () => {
        const failure = await failureOf(connect(of({ results: [], errors: [{ message: 'AvmaError {"code":"hyperVAbsent"}' }] })).readGuests());
        expect(failure.code).toBe('hyperVAbsent');
    });

    it('takes no answer for an empty host that holds an exception, or the status of a failure, alone', async () => {
        const running = { completed: 'False', results: [], errors: null, exception: null, progress: [], warnings: null, statusCode: 0 };
        const ends: ReadonlyArray<readonly [object, string]> = [
            [{ exception: 'AvmaError {"code":"managementServiceStopped"}' }, 'managementServiceStopped'],
            [{ exception: 'Etwas ist fehlgeschlagen.' }, 'unclassified'],
            [{ exception: '' }, 'unclassified'],
            [{ exception: { message: 'x' } }, 'unclassified'],
            [{ statusCode: 403 }, 'accessDenied'],
            [{ statusCode: 503 }, 'unreachable'],
            [{ statusCode: 500 }, 'unclassified']
        ];
        for (const [end, code] of ends) {
            const failure = await failureOf(
                connect(of(running, { ...running, completed: 'True', ...end }))
                    .readGuests()
                    .pipe(toArray())
            );
            expect(failure.code)
                .withContext(JSON.stringify(end))
                .toBe(code as HostFailure['code']);
            expect(failure.raw).toContain(JSON.stringify(end).slice(1, -1));
        }
        const good = of(running, { ...running, completed: 'True', results: [{ vmId, name: 'a' }] });
        expect((await firstValueFrom(connect(good).readGuests().pipe(toArray()))).flatMap(batch => batch.guests).length).toBe(1);
    });

    it('reads once more in a new session what failed without a reason and a row, and never twice', async () => {
        const stale = { status: 400, message: 'x', xhr: { response: { errors: [{ errorType: 'InvalidRunspaceStateException', message: 'Zustand' }] } } };
        const rows = of({ results: [{ vmId, name: 'a' }] });
        const outcome = async (answers: Array<Observable<object>>): Promise<readonly [number, string]> => {
            const sent: SentCommand[] = [];
            const next = defer(() => answers.shift() ?? throwError(() => new Error('asked too often')));
            const told = await firstValueFrom(connect(next, sent).readGuests().pipe(toArray())).then(
                batches => String(batches.flatMap(batch => batch.guests).length),
                (failure: HostFailure) => failure.code
            );
            return [sent.length, told];
        };
        const lost = throwError(() => stale);
        expect(await outcome([lost, rows])).toEqual([2, '1']);
        expect(await outcome([of({ results: [], exception: 'x' }), rows])).toEqual([2, '1']);
        expect(await outcome([lost, lost, rows])).toEqual([2, 'unclassified']);
        // No retry after a failure with a reason, or after rows.
        expect(await outcome([throwError(() => ({ status: 403 })), rows])).toEqual([1, 'accessDenied']);
        expect(await outcome([of({ results: [], exception: 'AvmaError {"code":"unclassified"}' }), rows])).toEqual([1, 'unclassified']);
        expect(await outcome([concat(rows, lost), rows])).toEqual([1, 'unclassified']);
    });

    it('says that a command is missing where the host says so, whatever empty answers came before', async () => {
        const lost = throwError(() => ({ status: 400, message: 'x' }));
        const missing = of({ results: [] });
        for (const answers of [lost, concat(of({ results: [], completed: 'False' }), lost)]) {
            const connection = connect(answers, [], [], undefined, [], missing);
            expect((await failureOf(connection.readHost())).code).toBe('moduleMissing');
            expect((await failureOf(connection.readGuests().pipe(toArray()))).code).toBe('moduleMissing');
        }
    });

    it('changes nothing a second time', async () => {
        const sent: SentCommand[] = [];
        const failing = throwError(() => ({ status: 400, xhr: { response: { errors: [{ message: 'x' }] } } }));
        expect((await failureOf(connect(failing, sent).setDataExchange([vmId], true))).code).toBe('unclassified');
        expect(sent.length).toBe(1);
    });

    it('maps what the gateway refuses', async () => {
        expect((await failureOf(connect(throwError(() => ({ status: 403, message: 'x' }))).readGuests())).code).toBe('accessDenied');
    });

    it('asks for a page of events, and gives them with their logs batch by batch', async () => {
        const sent: SentCommand[] = [];
        const answers = of(
            {
                results: [
                    { source: 'host', logName: 'Application', exists: true },
                    { source: 'host', id: 'x' }
                ]
            },
            { results: [{ source: 'host', id: 12310 }] }
        );
        const query = { ids: [12310, 12309], startTime: null, maximum: 500, beforeRecordId: 4711 };
        const batches = await firstValueFrom(connect(answers, sent).readEvents(query).pipe(toArray()));
        expect(batches.map(batch => [batch.logs.length, batch.events.length, batch.problems.length])).toEqual([
            [1, 0, 1],
            [0, 1, 0]
        ]);
        expect([sent[0].command, sent[0].parameters]).toEqual(['Get-AvmaHostEvent', { ...query, startTime: '1970-01-01T00:00:00Z' }]);
        await firstValueFrom(
            connect(of({ results: [] }), sent)
                .readEvents({ ...query, withoutMessage: true })
                .pipe(toArray())
        );
        expect(sent[1].parameters).toEqual({ ...query, startTime: '1970-01-01T00:00:00Z', withoutMessage: true });
        expect((await failureOf(connect(throwError(() => ({ status: 403, message: 'x' }))).readEvents(query))).code).toBe('accessDenied');
    });
});
