/** What the browser sends to a guest: accounts only encrypted with the session's key. */
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import { AuthorizationManager } from '@microsoft/windows-admin-center-sdk/core/security/authorization-manager';
import { firstValueFrom, from, lastValueFrom, map, NEVER, Observable, of, throwError, toArray } from 'rxjs';
import { ApplyRow } from '../domain/facts/apply-facts';
import { GuestEvents } from '../domain/facts/event-facts';
import { ActivationFacts } from '../domain/facts/facts';
import { GuestAccount, GuestTarget } from '../domain/inside/guest-target';
import { InstallRequest } from './guest-session';
import { GatewaySignIn } from './gateway-sign-in';
import { WacGuestSession } from './wac-guest-session';

const vmId = '00000000-0000-0000-0000-000000000001';
const sentTarget = { vmId, channel: 'direct', address: null } as const;
const target: GuestTarget = { hostName: 'HV01', ...sentTarget };
const account: GuestAccount = { user: '.\\zq7-ann', password: 'Zq7!canary \u2019\u00e4' };
const algorithm = { name: 'RSA-OAEP', hash: 'SHA-1' };
const lostKey = { vmId, error: { code: 'encryptionKeyMissing' } };

interface SentCommand {
    readonly command?: string;
    readonly script: string;
    readonly parameters: Readonly<Record<string, string | null>>;
}

const ownKey = { key: 'BCDFG-HJKMN-PQRTV-WXY23-46789' };
const request: InstallRequest = {
    runId: 'run',
    attempt: 1,
    mode: 'installAndActivate',
    key: { generic: 'H3RNG-8C32Q-Q8FRX-6TDXV-WMBMW' },
    keyClass: 'avma',
    expectedBuild: 17763,
    expectedSku: 8,
    replaceable: ['mak'],
    expectedLastFive: '3V66T',
    waitSeconds: 30
};
const step = (name: string, more: object = {}): object => ({ runId: 'run', seq: 1, vmId, attempt: 1, step: name, ...more });
const end = (code: string | null): object => step('end', { outcome: code ? 'failed' : 'activated', error: code && { code } });

/** A gateway whose runspace creates a new key for each request. */
class FakeGateway {
    public readonly sessions: string[] = [];
    /** Commands for guests, without key requests. */
    public readonly sent: SentCommand[] = [];
    public readonly options: object[] = [];
    public keyRequests = 0;
    public cancelled = 0;
    public disposed = 0;
    /** Ids of sessions that were closed because the page unloads. */
    public readonly left: string[] = [];
    private sessionIds = 0;
    /** The failure of key requests. */
    public noKey: unknown = null;
    /** How many key requests fail. */
    public noKeyTimes = Infinity;
    /** The answer of Get-Command, or of the text in its place; null if it fails. */
    public commands: readonly unknown[] | null = null;
    /** Queries for the key command after a key request failed. */
    public readonly questions: SentCommand[] = [];
    /** Answers of guests in order; the last one repeats. */
    public answers: Array<Observable<object>> = [of({ results: [{ vmId, licenseStatus: 1 }] })];

    /** Prompts for nothing. */
    private readonly accounts = {
        authAwaiter: of({ appliesTo: null, token: null }),
        canHandleAjaxFailure: () => false,
        handleAjaxFailure: () => NEVER
    } as unknown as AuthorizationManager;

    constructor(private readonly keys: readonly CryptoKeyPair[]) {}

    public open(): WacGuestSession {
        const powerShell = {
            createSession: (node: string, key: string) => {
                this.sessions.push(`${node} ${key}`);
                return { dispose: () => this.disposed++ };
            },
            cancel: () => {
                this.cancelled++;
                return throwError(() => new Error('nothing to cancel'));
            },
            run: (_: object, command: SentCommand, options: object): Observable<object> | undefined => {
                if (command.command === 'Get-AvmaEncryptionJWKOnNode') {
                    if (this.noKey && this.noKeyTimes-- > 0) {
                        return this.noKey instanceof Observable ? (this.noKey as Observable<object>) : throwError(() => this.noKey);
                    }
                    const key = this.keys[this.keyRequests++ % this.keys.length];
                    return from(crypto.subtle.exportKey('jwk', key.publicKey)).pipe(
                        map(jwk => ({ sessionId: `s${++this.sessionIds}`, results: JSON.stringify(jwk) }))
                    );
                }
                if (command.command === 'Get-Command') {
                    this.questions.push(command);
                    const { commands } = this;
                    return commands ? of({ results: commands }) : throwError(() => new Error('no answer'));
                }
                this.sent.push(command);
                this.options.push(options);
                return this.answers.length > 1 ? this.answers.shift() : this.answers[0];
            }
        };
        const signIn = new GatewaySignIn(this.accounts, 'HV01', NEVER);
        return new WacGuestSession(powerShell as unknown as PowerShellConnection, 'HV01', sessionId => this.left.push(sessionId), signIn);
    }

    public async decrypted(index: number, key: number, parameter = 'account'): Promise<string> {
        const bytes = Uint8Array.from(atob(this.sent[index].parameters[parameter] ?? ''), one => one.charCodeAt(0));
        return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, this.keys[key].privateKey, bytes));
    }
}

const failureOf = (source: Observable<unknown>): Promise<{ readonly code: string; readonly raw: string }> =>
    firstValueFrom(source).then(
        () => Promise.reject(new Error('it did not fail')),
        failure => failure
    );

describe('WacGuestSession', () => {
    let keys: readonly CryptoKeyPair[];
    let gateway: FakeGateway;
    beforeAll(async () => {
        const make = (): Promise<CryptoKeyPair> =>
            crypto.subtle.generateKey({ ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }, true, ['encrypt', 'decrypt']);
        keys = await Promise.all([make(), make()]);
    });
    beforeEach(() => (gateway = new FakeGateway(keys)));

    const look = (session: WacGuestSession): Promise<ActivationFacts> => firstValueFrom(session.lookInside(target, account));

    it('says when the host first answers a command for a guest, apart from the request for its key, and nothing more once closed', async () => {
        let answered = 0;
        gateway.answers = [from([{ results: [] }, { results: [{ vmId, licenseStatus: 1 }] }])];
        const session = gateway.open();
        session.answered.subscribe(() => answered++);
        await lastValueFrom(session.open(account), { defaultValue: null });
        expect([gateway.keyRequests, answered]).toEqual([1, 0]);
        await look(session);
        expect(answered).toBe(1);
        gateway.answers = [throwError(() => ({ status: 403 })), of({ exception: 'x' })];
        await failureOf(session.lookInside(target, account));
        await failureOf(session.lookInside(target, account));
        expect(answered).toBe(1);
        let completed = false;
        session.needs.subscribe({ complete: () => (completed = true) });
        session.close();
        expect(completed).toBeTrue();
    });

    it('sends an account only as a secret that the key of its session opens', async () => {
        expect((await look(gateway.open())).licenseStatus).toBe(1);
        expect(await gateway.decrypted(0, 0)).toBe(`${account.user}\0${account.password}`);
        const [{ script, parameters }] = gateway.sent;
        expect(parameters).toEqual({ ...sentTarget, account: parameters['account'] });
        expect(script).toContain(parameters['account'] ?? 'no secret');
        expect(/^[\x00-\x7f]*$/.test(script)).toBeTrue();
        const everything = JSON.stringify([gateway.sent, gateway.options, gateway.sessions]);
        for (const part of ['canary', 'zq7-ann', btoa('Zq7!canary').slice(0, 12)]) {
            expect(everything).not.toContain(part);
        }
    });

    it('asks for partial answers and takes the row wherever it comes among empty ones', async () => {
        gateway.answers = [of({ results: [] }, { results: [{ vmId, licenseStatus: 5 }] }, { results: [] }, {})];
        expect((await look(gateway.open())).licenseStatus).toBe(5);
        expect(gateway.options).toEqual([{ partial: true, closeOnError: true }]);
        expect(gateway.cancelled).toBe(0);
    });

    it('encrypts an account once in a session, and anew in each', async () => {
        // Sessions created in the same millisecond are different as well.
        spyOn(Date, 'now').and.returnValue(1000);
        const session = gateway.open();
        await look(session);
        await look(session);
        expect([gateway.keyRequests, gateway.sent[0].parameters['account'] === gateway.sent[1].parameters['account']]).toEqual([1, true]);
        await look(gateway.open());
        expect(await gateway.decrypted(2, 1)).toContain(account.password);
        expect(new Set(gateway.sessions).size).toBe(2);
    });

    it('opens with one key for the account that comes first, and asks again where that has failed', async () => {
        const session = gateway.open();
        await lastValueFrom(session.open(account), { defaultValue: null });
        await look(session);
        expect([gateway.keyRequests, gateway.sent.length]).toEqual([1, 1]);
        expect(await gateway.decrypted(0, 0)).toContain(account.password);
        const other = gateway.open();
        gateway.noKey = { status: 403, message: 'gone' };
        await failureOf(other.open(account));
        gateway.noKey = null;
        await look(other);
        expect([gateway.keyRequests, gateway.sent.length]).toEqual([2, 2]);
    });

    it('takes what keeps a session from opening for the quota, unless it is denied or unreachable', async () => {
        const answer = (status: number, body: object): object => ({ status, xhr: { response: body } });
        const winRm = (code: number): object => answer(400, { errors: [{ message: 'localized', detailRecord: { nativeErrorCode: code } }] });
        const cases: ReadonlyArray<readonly [object, string]> = [
            [winRm(0x803381a5), 'sessionRefused'],
            [winRm(0x803381e6 | 0), 'sessionRefused'],
            [answer(400, { errors: [{ message: 'localized', detailRecord: { hResult: 0x803381ab | 0 } }] }), 'sessionRefused'],
            [answer(500, { error: { code: 'InternalError', message: 'WSManFault 0x803381E4' } }), 'sessionRefused'],
            [answer(500, { error: { code: 'InternalError', message: 'localized' } }), 'sessionRefused'],
            [new Error('localized'), 'sessionRefused'],
            [answer(403, { error: { forbidden: 'Unauthorized' } }), 'accessDenied'],
            [answer(400, { error: { forbidden: 'Forbidden' } }), 'forbidden'],
            [winRm(-2144108526), 'unreachable']
        ];
        for (const [failure, code] of cases) {
            gateway.noKey = failure;
            expect((await failureOf(gateway.open().open(account))).code)
                .withContext(JSON.stringify(failure))
                .toBe(code);
        }
    });

    it('is closed when the page goes, unless it is closed already or is changing a guest', async () => {
        const go = (): unknown => window.dispatchEvent(new Event('pagehide'));
        const [never, closed, idle, reading, changing] = [1, 2, 3, 4, 5].map(() => gateway.open());
        for (const session of [closed, idle, reading, changing]) {
            await lastValueFrom(session.open(account), { defaultValue: null });
        }
        closed.close();
        gateway.answers = [NEVER];
        const work = [reading.lookInside(target, account).subscribe(), changing.install(target, account, request).subscribe()];
        go();
        expect(gateway.left).toEqual(['s2', 's3']);
        work.forEach(one => one.unsubscribe());
        [never, idle, reading, changing].forEach(session => session.close());
        go();
        expect(gateway.left.length).toBe(2);
    });

    it('has the SDK close a session with the end of a command that was canceled', async () => {
        const session = gateway.open();
        gateway.answers = [NEVER];
        await lastValueFrom(session.open(account), { defaultValue: null });
        session.lookInside(target, account).subscribe().unsubscribe();
        session.close();
        expect([gateway.cancelled, gateway.disposed]).toEqual([1, 1]);
        expect(gateway.options).toEqual([{ partial: true, closeOnError: true, close: true }]);
    });

    it('tries once more with a new key when the runspace has lost its own', async () => {
        gateway.answers = [of({ results: [lostKey] }), of({ results: [{ vmId, licenseStatus: 1 }] })];
        expect((await look(gateway.open())).licenseStatus).toBe(1);
        expect(await gateway.decrypted(1, 1)).toBe(`${account.user}\0${account.password}`);
        expect([gateway.keyRequests, gateway.sent.length]).toEqual([2, 2]);
    });

    it('does not try a third time, nor again after any other failure', async () => {
        gateway.answers = [of({ results: [lostKey] })];
        expect((await look(gateway.open())).error?.code).toBe('encryptionKeyMissing');
        expect(gateway.sent.length).toBe(2);
        gateway.answers = [of({ results: [{ vmId, error: { code: 'credentialRefused' } }] })];
        expect((await look(gateway.open())).error?.code).toBe('credentialRefused');
        expect(gateway.sent.length).toBe(3);
    });

    it('says so where the session has no command that hands out a key, or no language for it, and sends nothing', async () => {
        // The failure as it arrives: localized text without an id.
        gateway.noKey = {
            status: 400,
            xhr: { response: { errors: [{ errorType: 'RemoteException', message: 'x', detailRecord: { nativeErrorCode: 0, hResult: -2146233087 } }] } }
        };
        for (const commands of [[], ['ConstrainedLanguage'], ['NoLanguage']]) {
            gateway.commands = commands;
            const { vmId: asked, error } = await look(gateway.open());
            expect([asked, error?.code, error?.id, gateway.sent.length]).toEqual([vmId, 'languageMode', 'CommandNotFoundException', 0]);
        }
        const [question] = gateway.questions;
        expect(question.parameters).toEqual({ Name: 'Get-AvmaEncryptionJWKOnNode*' });
        expect(gateway.sessions.length).toBe(3);
        // If the command exists, if text runs, or if nothing is known, the failure doesn't change.
        for (const commands of [[{ Name: 'Get-AvmaEncryptionJWKOnNode' }], ['FullLanguage'], null]) {
            gateway.commands = commands;
            expect((await failureOf(gateway.open().lookInside(target, account))).code).toBe('unclassified');
        }
        expect(gateway.sent.length).toBe(0);
    });

    it('needs no question where the failure names the command that is missing', async () => {
        const message = '"community.avma\\Get-AvmaEncryptionJWKOnNode"';
        gateway.noKey = { status: 400, xhr: { response: { errors: [{ errorType: 'RemoteException', message, detailRecord: {} }] } } };
        expect((await look(gateway.open())).error?.code).toBe('languageMode');
        expect([gateway.questions.length, gateway.sent.length, gateway.sessions.length]).toEqual([0, 0, 1]);
    });

    it('asks for a key once more in a new session after a failure without a reason, and never twice', async () => {
        for (const noKey of [new Error('Runspace'), of({ results: [], exception: 'x' }), of({ results: [] }, { results: [], statusCode: 500 })]) {
            gateway = new FakeGateway(keys);
            Object.assign(gateway, { noKey, noKeyTimes: 1 });
            expect((await look(gateway.open())).licenseStatus).toBe(1);
            expect([gateway.sessions.length, gateway.disposed, gateway.sent.length]).toEqual([2, 1, 1]);
            expect(await gateway.decrypted(0, 0)).toContain(account.password);
        }
        Object.assign(gateway, { noKey: new Error('Runspace'), noKeyTimes: 2 });
        expect((await failureOf(gateway.open().lookInside(target, account))).code).toBe('unclassified');
        expect([gateway.sessions.length, gateway.sent.length]).toEqual([4, 1]);
    });

    it('does not ask again where it was told why there is no key, nor once a guest has been sent something', async () => {
        gateway.noKey = { status: 403, message: 'x' };
        expect((await failureOf(gateway.open().lookInside(target, account))).code).toBe('accessDenied');
        gateway.noKey = of({ results: [], exception: 'AvmaError {"code":"unclassified"}' });
        expect((await failureOf(gateway.open().lookInside(target, account))).code).toBe('unclassified');
        gateway.noKey = null;
        gateway.answers = [of({ results: [], exception: 'Runspace' })];
        expect((await failureOf(gateway.open().lookInside(target, account))).code).toBe('unclassified');
        expect([gateway.sent.length, gateway.sessions.length, gateway.questions.length]).toEqual([1, 3, 0]);
    });

    it('ends the command of a guest when nobody waits for it any more', async () => {
        let left: () => void = () => undefined;
        const reached = new Promise<void>(resolve => {
            gateway.answers = [
                new Observable(() => {
                    resolve();
                    return () => left();
                })
            ];
        });
        const gone = new Promise<void>(resolve => (left = resolve));
        const subscription = gateway.open().lookInside(target, account).subscribe();
        await reached;
        expect(gateway.cancelled).toBe(0);
        subscription.unsubscribe();
        await gone;
        expect(gateway.cancelled).toBe(1);
    });

    it('sends nothing before it is asked to, nor for somebody who has gone', async () => {
        gateway.answers = [NEVER];
        const session = gateway.open();
        const source = session.lookInside(target, account);
        expect(gateway.keyRequests).toBe(0);
        source.subscribe().unsubscribe();
        // Waits as long as an encryption takes.
        await look(new FakeGateway(keys).open());
        expect(gateway.sent.length).toBe(0);
    });

    it('fails with what the host says, without the account', async () => {
        const cases: ReadonlyArray<readonly [string, Observable<object>]> = [
            ['badRow', of({ results: [] })],
            ['accessDenied', throwError(() => ({ status: 403, message: 'x' }))],
            ['unclassified', of({ results: [], errors: [{ message: 'x' }] })]
        ];
        for (const [code, answer] of cases) {
            gateway.answers = [answer];
            const failure = await failureOf(gateway.open().lookInside(target, account));
            expect(failure.code).toBe(code);
            expect(failure.raw).not.toContain('canary');
        }
    });

    it('takes a row that is none for a failure of its guest, without its words', async () => {
        for (const change of [{ licenseStatus: 'canary' }, { licenseStatus: 7e20 }, { licenseDescription: 'x'.repeat(70_000) }, { error: {} }]) {
            gateway.answers = [of({ results: [{ vmId, ...change }] })];
            const { error, licenseStatus } = await look(gateway.open());
            expect([error, licenseStatus]).toEqual([{ code: 'malformedAnswer', hresult: null, id: null, reason: null, message: null }, null]);
        }
    });

    describe('asked for events', () => {
        const query = { ids: [12309], startTime: '2026-11-01T00:00:00Z', maximum: 500, beforeRecordId: null };
        const log = { source: 'guest', vmId, logName: 'Application', exists: true };
        const event = { source: 'guest', vmId, id: 12309, data: ['0x00000000'] };
        const read = (session: WacGuestSession): Promise<GuestEvents> => firstValueFrom(session.readEvents(target, account, query));

        it('sends the account as a secret beside the query, and gives all answers at once', async () => {
            gateway.answers = [of({ results: [log] }, { results: [event, { ...event, id: null }] }, {})];
            const session = gateway.open();
            const { logs, events, problems, error } = await read(session);
            expect([logs.length, events.length, problems.length, error]).toEqual([1, 1, 1, null]);
            expect(gateway.sent[0].command).toBe('Get-AvmaEvent');
            expect(gateway.sent[0].parameters as object).toEqual({ ...sentTarget, ...query, account: gateway.sent[0].parameters['account'] });
            expect(await gateway.decrypted(0, 0)).toBe(`${account.user}\0${account.password}`);
            expect(JSON.stringify(gateway.sent)).not.toContain('canary');
            await look(session).catch(() => undefined);
            expect(gateway.keyRequests).toBe(1);
        });

        it('tries once more with a new key, and tells why a guest could not be entered', async () => {
            const entered = (code: string): object => ({ source: 'guest', vmId, logName: null, exists: null, error: { code } });
            gateway.answers = [of({ results: [entered('encryptionKeyMissing')] }), of({ results: [entered('noAnswer')] })];
            expect((await read(gateway.open())).error?.code).toBe('noAnswer');
            expect([gateway.keyRequests, gateway.sent.length]).toEqual([2, 2]);
        });

        it('takes a log that cannot be read for no failure of the guest, an answer without a log for one of it, and no answer for one of the host', async () => {
            gateway.answers = [of({ results: [{ ...log, error: { code: 'accessDenied' } }] })];
            expect((await read(gateway.open())).error).toBeNull();
            gateway.answers = [of({ results: [event] })];
            expect((await read(gateway.open())).error?.code).toBe('malformedAnswer');
            gateway.answers = [of({ results: [] })];
            expect((await failureOf(gateway.open().readEvents(target, account, query))).code).toBe('badRow');
        });
    });

    it('gives its runspace back when closed', async () => {
        const session = gateway.open();
        await look(session);
        session.close();
        expect(gateway.disposed).toBe(1);
    });

    describe('that installs a key', () => {
        const install = (what: InstallRequest = request): Promise<readonly ApplyRow[]> =>
            firstValueFrom(gateway.open().install(target, account, what).pipe(toArray()));
        const steps = (rows: readonly ApplyRow[]): string[] => rows.map(row => row.error?.code ?? row.step);

        it('sends a published key in clear and everything that its guest is held to', async () => {
            gateway.answers = [of({ results: [step('connect')] }, { results: [] }, { results: [step('check'), end(null)] })];
            expect(steps(await install())).toEqual(['connect', 'check', 'end']);
            const [{ command, parameters }] = gateway.sent;
            expect(command).toBe('Install-AvmaKey');
            const { key, ...rest } = request;
            expect(parameters).toEqual({ ...rest, ...sentTarget, productKey: 'generic' in key ? key.generic : '', account: parameters['account'] } as never);
            expect([gateway.keyRequests, gateway.cancelled]).toEqual([1, 0]);
        });

        it('gives rows on as they come', async () => {
            gateway.answers = [new Observable(observer => observer.next({ results: [step('connect')] }))];
            expect((await firstValueFrom(gateway.open().install(target, account, request))).step).toBe('connect');
        });

        it('sends an own key only as a secret that the key of its session opens', async () => {
            // A runspace that stays open always returns the same key.
            gateway = new FakeGateway([keys[0]]);
            gateway.answers = [of({ results: [end(null)] })];
            await install({ ...request, key: { own: ownKey } });
            expect(await gateway.decrypted(0, 0, 'key')).toBe(ownKey.key);
            expect(await gateway.decrypted(0, 0)).toBe(`${account.user}\0${account.password}`);
            expect(gateway.sent[0].parameters['productKey']).toBeUndefined();
            const everything = JSON.stringify([gateway.sent, gateway.options, gateway.sessions]);
            for (const part of ['canary', 'HJKMN', btoa(ownKey.key).slice(0, 12)]) {
                expect(everything).not.toContain(part);
            }
        });

        it('tries once more with new secrets where the runspace has lost its key before anything was done', async () => {
            gateway.answers = [of({ results: [step('connect'), end('encryptionKeyMissing')] }), of({ results: [step('connect'), step('check'), end(null)] })];
            expect(steps(await install({ ...request, key: { own: ownKey } }))).toEqual(['connect', 'connect', 'check', 'end']);
            expect([await gateway.decrypted(1, 1, 'key'), gateway.sent.length]).toEqual([ownKey.key, 2]);
        });

        it('tries no third time, and none once the guest was entered', async () => {
            gateway.answers = [of({ results: [end('encryptionKeyMissing')] })];
            expect(steps(await install())).toEqual(['encryptionKeyMissing']);
            expect(gateway.sent.length).toBe(2);
            gateway.answers = [of({ results: [step('check'), end('encryptionKeyMissing')] })];
            expect(steps(await install())).toEqual(['check', 'encryptionKeyMissing']);
            gateway.answers = [of({ results: [end('credentialRefused')] })];
            await install();
            expect(gateway.sent.length).toBe(4);
        });

        it('fails with what the host says', async () => {
            const failing = (answer: Observable<object>): Promise<{ readonly code: string }> => {
                gateway.answers = [answer];
                return failureOf(gateway.open().install(target, account, request));
            };
            expect((await failing(throwError(() => ({ status: 502, message: 'x' })))).code).toBe('unreachable');
        });
    });

    describe('that installs a key in a hostile guest', () => {
        const installed = async (...results: unknown[]): Promise<readonly ApplyRow[]> => {
            gateway.answers = [new Observable(observer => results.forEach(result => observer.next({ results: [result] })))];
            return lastValueFrom(gateway.open().install(target, account, request).pipe(toArray()));
        };

        it('ends with the first row that is none, as a failure of the guest', async () => {
            for (const row of [
                step('think'),
                step('end'),
                step('check', { seq: -1 }),
                step('check', { before: { licenseStatus: 'canary' } }),
                'canary',
                null
            ]) {
                const rows = await installed(step('connect'), row, step('check'));
                expect(rows.map(one => one.error?.code ?? one.step)).toEqual(['connect', 'malformedAnswer']);
                expect(JSON.stringify(rows)).not.toContain('canary');
            }
            expect(gateway.cancelled).toBe(6);
        });

        it('reads no more rows than there are steps', async () => {
            const rows = await installed(...Array.from({ length: 3000 }, () => step('install')));
            expect([rows.length, rows[6].error?.code, gateway.cancelled]).toEqual([7, 'malformedAnswer', 1]);
        });
    });

    describe('that removes items', () => {
        const removal = { vmId, name: 'x', outcome: 'removed' };
        const remove = (names: readonly string[]): Promise<readonly { readonly outcome: string }[]> =>
            firstValueFrom(gateway.open().removeItems(target, account, names));

        it('sends their names and gives how it ended for each', async () => {
            gateway.answers = [of({ results: [removal] }, { results: [{ ...removal, name: 'y', outcome: 'absent' }] })];
            expect((await remove(['x', 'y\u2019'])).map(one => one.outcome)).toEqual(['removed', 'absent']);
            const [{ command, script, parameters }] = gateway.sent;
            expect([command, parameters['names'] as unknown]).toEqual(['Remove-AvmaDataExchangeItem', ['x', 'y\u2019']]);
            expect(/^[\x00-\x7f]*$/.test(script)).toBeTrue();
        });

        it('tries once more with a new key when the runspace has lost its own', async () => {
            const lost = { ...removal, outcome: 'failed', error: { code: 'encryptionKeyMissing' } };
            gateway.answers = [of({ results: [lost] }), of({ results: [removal] })];
            expect((await remove(['x'])).map(one => one.outcome)).toEqual(['removed']);
            expect(await gateway.decrypted(1, 1)).toContain(account.password);
        });
    });
});
