import { PowerShell, PowerShellCommand, PowerShellOptions, PowerShellSession } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import {
    catchError,
    concat,
    concatMap,
    defer,
    EMPTY,
    filter,
    finalize,
    fromEvent,
    ignoreElements,
    map,
    MonoTypeOperatorFunction,
    Observable,
    of,
    ReplaySubject,
    share,
    Subscription,
    switchMap,
    tap,
    throwError,
    toArray
} from 'rxjs';
import { PowerShellScripts } from '../../generated/powershell-scripts';
import { ApplyRow, ItemRemoval } from '../domain/facts/apply-facts';
import { EventQuery, GuestEvents } from '../domain/facts/event-facts';
import { ActivationFacts, RowError } from '../domain/facts/facts';
import { GuestAccount, GuestTarget } from '../domain/inside/guest-target';
import { GuestSession, InstallRequest } from './guest-session';
import { eventParameters } from './event-parameters';
import { HostFailure, isUnexplained, mayBeQuota, toHostFailure } from './host-failure';
import { importActivationRow } from './import/import-activation-row';
import { importApplyRow } from './import/import-apply-row';
import { importGuestEvents } from './import/import-event-row';
import { importItemRemoval } from './import/import-item-removal';
import { failAsHostFailure, PowerShellAnswer, rowsOf } from './powershell-answers';
import { guardQuotes } from './quoting-guard';
import { cannotHaveKey, encryptInSession, keyCommand } from './session-key';

/** The row's code where the runspace has lost the key that an account was encrypted with, as after three minutes of rest. */
const keyMissing = 'encryptionKeyMissing';

/** Under application control and at JEA endpoints only commands of modules run; where our module is missing there is none that hands out a key. */
const noKey = { code: 'languageMode', id: 'CommandNotFoundException', message: keyCommand };

/** Thrown where the host has no command that hands out a key. */
const noEncryption = new Error(noKey.message);

/** Without a key nothing was asked: rows say so, as a guest's own failure would be said. */
const withoutKey = <T>(rows: () => T): MonoTypeOperatorFunction<T> =>
    catchError((error: unknown) => (error === noEncryption ? of(rows()) : throwError(() => error)));

interface Script {
    readonly command: string;
    readonly script: string;
}

type Parameters = Readonly<Record<string, string | number | null | readonly number[] | readonly string[]>>;

/** What is run in a guest, and how its rows are understood. */
interface Question<T> {
    readonly script: Script;
    readonly parameters: Parameters;
    readonly importRows: (rows: readonly unknown[]) => T;
}

/** The row of a guest that was not asked. */
function lastRowWithoutKey({ vmId, channel }: GuestTarget, { user }: GuestAccount, { runId, attempt }: InstallRequest): unknown {
    return { runId, seq: 1, vmId, channel, accountName: user, attempt, step: 'end', outcome: 'failed', error: noKey };
}

/** Before anything was sent to a guest, whatever keeps a session from opening and isn't known to be something else counts as the host's quota. */
function asRefusal(failure: HostFailure): HostFailure {
    return mayBeQuota(failure) ? { code: 'sessionRefused', raw: failure.raw } : failure;
}

let serial = 0;

/**
 * A keyed session of the gateway: the node's encryption key lives in its runspace, so accounts are encrypted once a session and used in it only.
 */
export class WacGuestSession implements GuestSession {
    private session: PowerShellSession;
    /** The connection, with the session's id noted from each answer. */
    private readonly noting: PowerShellConnection;
    /** By account or key, also while it is being encrypted; the values are of no use outside this session. */
    private readonly encrypted = new Map<object, Observable<string>>();
    private readonly pageHides: Subscription;
    /** The gateway's id of the open session. */
    private sessionId: string | null = null;
    /** What changes a guest comes to its end also when the page goes. */
    private changing = 0;
    /** The command under way: where it still runs when the session is closed, it closes the session with its own end. */
    private running: { partial: true; close?: boolean } | null = null;

    /** @param leave closes a session of this id while the page goes */
    constructor(
        private readonly powerShell: PowerShellConnection,
        private readonly node: string,
        leave: (sessionId: string) => void
    ) {
        this.pageHides = fromEvent(window, 'pagehide').subscribe(() => {
            if (this.sessionId !== null && this.changing === 0) {
                leave(this.sessionId);
            }
        });
        // The SDK keeps the id of a session to itself, while each answer carries it; and leaves a session open whose first command fails, unless it's told not to.
        this.noting = Object.assign(Object.create(powerShell) as PowerShellConnection, {
            run: (session: PowerShellSession, command: PowerShellCommand, options: PowerShellOptions): Observable<PowerShellAnswer> =>
                (powerShell.run(session, command, Object.assign(options, { closeOnError: true })) as Observable<PowerShellAnswer>).pipe(
                    tap(({ sessionId }) => (this.sessionId = sessionId ?? this.sessionId))
                )
        });
        this.session = this.newSession();
    }

    public open(account: GuestAccount): Observable<never> {
        return this.encryptAccount(account).pipe(
            // A host without the command has opened the session all the same.
            withoutKey(() => ''),
            ignoreElements(),
            failAsHostFailure(),
            catchError((failure: HostFailure) => throwError(() => asRefusal(failure)))
        );
    }

    public lookInside(target: GuestTarget, account: GuestAccount): Observable<ActivationFacts> {
        return this.ask(target, account, {
            script: PowerShellScripts.Get_AvmaActivation,
            parameters: {},
            importRows: rows => importActivationRow(rows[rows.length - 1])
        });
    }

    public readEvents(target: GuestTarget, account: GuestAccount, query: EventQuery): Observable<GuestEvents> {
        return this.ask(target, account, {
            script: PowerShellScripts.Get_AvmaEvent,
            parameters: eventParameters(query),
            importRows: rows => importGuestEvents(rows, target.vmId)
        });
    }

    public install(target: GuestTarget, account: GuestAccount, request: InstallRequest): Observable<ApplyRow> {
        return this.change(this.tryInstall(target, account, request, true)).pipe(failAsHostFailure());
    }

    public removeItems(target: GuestTarget, account: GuestAccount, names: readonly string[]): Observable<readonly ItemRemoval[]> {
        return this.change(this.tryRemove(target, account, names)).pipe(
            switchMap(removals => {
                if (!removals.some(one => one.error?.code === keyMissing)) {
                    return of(removals);
                }
                this.encrypted.clear();
                return this.change(this.tryRemove(target, account, names));
            }),
            failAsHostFailure()
        );
    }

    public close(): void {
        this.pageHides.unsubscribe();
        this.encrypted.clear();
        if (this.running) {
            // A command that was canceled ends without the SDK's looking whether its session is disposed of.
            this.running.close = true;
        }
        this.session.dispose();
    }

    private change<T>(work: Observable<T>): Observable<T> {
        return defer(() => {
            this.changing++;
            return work.pipe(finalize(() => this.changing--));
        });
    }

    private ask<T extends { readonly error: RowError | null }>(target: GuestTarget, account: GuestAccount, question: Question<T>): Observable<T> {
        return this.tryOnce(target, account, question).pipe(
            switchMap(answer => {
                if (answer.error?.code !== keyMissing) {
                    return of(answer);
                }
                // A new runspace has a new key: once more with that one.
                this.encrypted.delete(account);
                return this.tryOnce(target, account, question);
            }),
            failAsHostFailure()
        );
    }

    private tryOnce<T>({ vmId, channel, address }: GuestTarget, account: GuestAccount, { script, parameters, importRows }: Question<T>): Observable<T> {
        return this.encryptAccount(account).pipe(
            switchMap(secret => this.run(script, { vmId, channel, address, account: secret, ...parameters })),
            toArray(),
            map((answers): readonly unknown[] => answers.flat()),
            // A row of each kind.
            withoutKey((): readonly unknown[] => [{ vmId, channel, source: 'guest', logName: null, exists: null, error: noKey }]),
            map(importRows)
        );
    }

    private tryInstall(target: GuestTarget, account: GuestAccount, request: InstallRequest, again: boolean): Observable<ApplyRow> {
        return defer(() => {
            const { vmId, channel, address } = target;
            const { key, replaceable, ...rest } = request;
            let advanced = false;
            let keyLost = false;
            const rows = this.encryptAccount(account).pipe(
                switchMap(secret =>
                    'generic' in key
                        ? of({ account: secret, productKey: key.generic })
                        : this.encrypt(key.own, key.own.key).pipe(map(ownKey => ({ account: secret, key: ownKey })))
                ),
                switchMap(secrets =>
                    this.run(PowerShellScripts.Install_AvmaKey, { ...rest, vmId, channel, address, ...secrets, replaceable: [...replaceable] })
                ),
                withoutKey((): readonly unknown[] => [lastRowWithoutKey(target, account, request)]),
                concatMap(answer => answer.map(row => importApplyRow(row))),
                filter(row => {
                    keyLost ||= again && !advanced && row.error?.code === keyMissing;
                    advanced ||= row.step !== 'connect';
                    return !keyLost;
                })
            );
            const retry = defer(() => {
                if (!keyLost) {
                    return EMPTY;
                }
                // Nothing was decrypted, so that nothing was done: once more with the key of the new runspace.
                this.encrypted.clear();
                return this.tryInstall(target, account, request, false);
            });
            return concat(rows, retry);
        });
    }

    private tryRemove({ vmId, channel, address }: GuestTarget, account: GuestAccount, names: readonly string[]): Observable<readonly ItemRemoval[]> {
        return this.encryptAccount(account).pipe(
            switchMap(secret => this.run(PowerShellScripts.Remove_AvmaDataExchangeItem, { vmId, channel, address, account: secret, names: [...names] })),
            toArray(),
            map(answers => answers.flat()),
            withoutKey((): unknown[] => names.map(name => ({ vmId, name, outcome: 'failed', error: noKey }))),
            map(rows => rows.map((row, index) => importItemRemoval(row, `removals[${index}]`)))
        );
    }

    private encryptAccount(account: GuestAccount): Observable<string> {
        // User and password as one secret, parted by what neither can contain.
        return this.encrypt(account, `${account.user}\0${account.password}`);
    }

    /** @param owner the object that the text is of: encrypted once a session */
    private encrypt(owner: object, text: string): Observable<string> {
        return defer(() => {
            const known = this.encrypted.get(owner);
            if (known !== undefined) {
                return known;
            }
            const secret = defer(() => encryptInSession(this.noting, this.session, text)).pipe(
                catchError((error: unknown) => {
                    const failure = toHostFailure(error);
                    return isUnexplained(failure) ? this.encryptAnew(owner, text, failure) : throwError(() => error);
                }),
                // A session runs one command at a time: whoever comes meanwhile waits for the same answer. One that has failed is asked for again.
                share({ connector: () => new ReplaySubject(1), resetOnError: true, resetOnComplete: false })
            );
            this.encrypted.set(owner, secret);
            return secret;
        });
    }

    /** After a failure without a reason: nothing was sent to a guest yet, so that a session which was kept too long is replaced, once. */
    private encryptAnew(owner: object, text: string, { raw }: HostFailure): Observable<string> {
        return cannotHaveKey(this.noting, this.session, raw).pipe(
            switchMap(cannot => {
                if (cannot) {
                    return throwError(() => noEncryption);
                }
                // What was encrypted for the session before is of no use in the next one.
                [...this.encrypted.keys()].filter(other => other !== owner).forEach(other => this.encrypted.delete(other));
                this.session.dispose();
                this.session = this.newSession();
                return encryptInSession(this.noting, this.session, text);
            })
        );
    }

    private newSession(): PowerShellSession {
        this.sessionId = null;
        return this.powerShell.createSession(this.node, `avma-guests-${Date.now()}-${++serial}`);
    }

    /** Rows as they come, those of one partial answer at a time. */
    private run(script: Script, parameters: Parameters): Observable<readonly unknown[]> {
        return defer(() => {
            let ended = false;
            const command: PowerShellCommand = PowerShell.createCommand({ ...script, module: PowerShellScripts.module }, { ...parameters });
            const guarded = { ...command, script: guardQuotes(command.script ?? '') };
            const options = { partial: true } as const;
            this.running = options;
            return (this.noting.run(this.session, guarded, options) as Observable<PowerShellAnswer>).pipe(
                map(rowsOf),
                tap({ complete: () => (ended = true) }),
                finalize(() => {
                    if (ended) {
                        this.running = null;
                    } else {
                        this.powerShell.cancel(this.session).subscribe({ error: () => undefined });
                    }
                })
            );
        });
    }
}
