/** Rows of the gateway as facts: partial answers, bad rows, errors beside results. */
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { Observable, of, throwError, toArray, firstValueFrom } from 'rxjs';
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

function connect(answers: Observable<object>, sent: SentCommand[] = [], options: object[] = []): WacHostConnection {
    const powerShell = {
        createAutomaticSession: (node: string) => ({ node }),
        run: (_: object, command: SentCommand, option: object) => {
            sent.push(command);
            options.push(option);
            return answers;
        }
    };
    return new WacHostConnection({ activeConnection: { nodeName: 'HV01' }, powerShell } as unknown as AppContextService);
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
        expect([sent[0].command, sent[0].parameters]).toEqual(['Get-AvmaEvent', { ...query, startTime: '1970-01-01T00:00:00Z' }]);
        expect((await failureOf(connect(throwError(() => ({ status: 403, message: 'x' }))).readEvents(query))).code).toBe('accessDenied');
    });
});
