import { PowerShell, PowerShellCommand, PowerShellOptions, PowerShellSession } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { PowerShellConnection } from '@microsoft/windows-admin-center-sdk/core/data/powershell-connection';
import {
    catchError,
    concat,
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
    Subject,
    Subscription,
    switchMap,
    tap,
    throwError
} from 'rxjs';
import { PowerShellScripts } from '../../generated/powershell-scripts';
import { ApplyRow, applySteps, ItemRemoval } from '../domain/facts/apply-facts';
import { EventQuery, GuestEvents } from '../domain/facts/event-facts';
import { ActivationFacts, RowError } from '../domain/facts/facts';
import { GuestAccount, GuestTarget } from '../domain/inside/guest-target';
import { GatewaySignIn } from './gateway-sign-in';
import { GuestSession, InstallRequest } from './guest-session';
import { SignInNeed } from '../domain/inside/sign-in-need';
import { eventParameters } from './event-parameters';
import { HostFailure, isUnexplained, mayBeQuota, toHostFailure } from './host-failure';
import { importActivationRow } from './import/import-activation-row';
import { importGuestEvents } from './import/import-event-row';
import { importItemRemoval } from './import/import-item-removal';
import { importApplyRows, importOrMalformed, malformed } from './malformed-rows';
import { failAsHostFailure, PowerShellAnswer, rowsOf } from './powershell-answers';
import { guardQuotes } from './quoting-guard';
import { cannotHaveKey, encryptInSession, keyCommand } from './session-key';
import { withoutSignIn } from './sign-in-row';

/** The row's code after the runspace lost the key that encrypted the account, which happens after three idle minutes. */
const keyMissing = 'encryptionKeyMissing';

/** With application control and at JEA endpoints, only module commands run; without our module, none of them returns a key. */
const noKey = { code: 'languageMode', id: 'CommandNotFoundException', message: keyCommand };

/** Thrown if the host has no command that returns a key. */
const noEncryption = new Error(noKey.message);

/** Without a key nothing was sent, so emit rows with that error, like a guest's own failure. */
const withoutKey = <T>(rows: () => T): MonoTypeOperatorFunction<T> =>
    catchError((error: unknown) => (error === noEncryption ? of(rows()) : throwError(() => error)));

interface Script {
    readonly command: string;
    readonly script: string;
}

type Parameters = Readonly<Record<string, string | number | null | readonly number[] | readonly string[]>>;

/** A script to run in a guest, and the import of its rows. */
interface Question<T> {
    readonly script: Script;
    readonly parameters: Parameters;
    readonly importRows: (rows: readonly unknown[]) => T;
    readonly signedIn: (() => void) | undefined;
}

/** The last row of a guest, apart from its result. */
function lastRow({ vmId, channel }: GuestTarget, { user }: GuestAccount, { runId, attempt }: InstallRequest): object {
    return { runId, seq: applySteps.length, vmId, channel, accountName: user, attempt };
}

/** Before anything was sent to a guest, a session that fails to open counts as over quota, unless another cause is known. */
function asRefusal(failure: HostFailure): HostFailure {
    return mayBeQuota(failure) ? { code: 'sessionRefused', raw: failure.raw } : failure;
}

let serial = 0;

/**
 * A keyed session of the gateway. The encryption key lives in the session's runspace, so each account is encrypted once for each session and only works
 * there.
 */
export class WacGuestSession implements GuestSession {
    private session: PowerShellSession;
    /** The connection, with code that saves the session's id from each answer. */
    private readonly noting: PowerShellConnection;
    /** Encrypted texts by account or key, including pending ones; they only work in this session. */
    private readonly encrypted = new Map<object, Observable<string>>();
    private readonly pageHides: Subscription;
    /** The gateway's id of the open session. */
    private sessionId: string | null = null;
    /** Number of running changes of a guest; while there are any, closing the page doesn't close the session. */
    private changing = 0;
    /** Emits when the last cancellation was answered. */
    private cancellation: Observable<void> = of(undefined);
    private readonly answers = new Subject<void>();
    public readonly answered = this.answers.asObservable();
    public readonly needs: Observable<SignInNeed | null>;
    /** Options of the running command. If it is still running when the session is closed, its end closes the session. */
    private running: { partial: true; close?: boolean } | null = null;

    /** @param leave closes the session with this id while the page unloads */
    constructor(
        private readonly powerShell: PowerShellConnection,
        private readonly node: string,
        leave: (sessionId: string) => void,
        private readonly signIn: GatewaySignIn
    ) {
        this.needs = signIn.needs;
        this.pageHides = fromEvent(window, 'pagehide').subscribe(() => {
            if (this.sessionId !== null && this.changing === 0) {
                leave(this.sessionId);
            }
        });
        // The SDK hides a session's id, but each answer contains it. Without closeOnError, the SDK keeps a session open whose first command failed.
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
            // A host without the command still opened the session.
            withoutKey(() => ''),
            ignoreElements(),
            failAsHostFailure(),
            catchError((failure: HostFailure) => throwError(() => asRefusal(failure)))
        );
    }

    public lookInside(target: GuestTarget, account: GuestAccount, signedIn?: () => void): Observable<ActivationFacts> {
        return this.ask(target, account, {
            script: PowerShellScripts.Get_AvmaActivation,
            parameters: {},
            importRows: rows => importActivationRow(rows[0]),
            signedIn
        });
    }

    public readEvents(target: GuestTarget, account: GuestAccount, query: EventQuery, signedIn?: () => void): Observable<GuestEvents> {
        return this.ask(target, account, {
            script: PowerShellScripts.Get_AvmaEvent,
            parameters: eventParameters(query),
            importRows: rows => importGuestEvents(rows, target.vmId),
            signedIn
        });
    }

    public install(target: GuestTarget, account: GuestAccount, request: InstallRequest): Observable<ApplyRow> {
        return this.change(this.tryInstall(target, account, request, true)).pipe(failAsHostFailure());
    }

    public removeItems(target: GuestTarget, account: GuestAccount, names: readonly string[], signedIn?: () => void): Observable<readonly ItemRemoval[]> {
        return this.change(this.tryRemove(target, account, names, signedIn)).pipe(
            switchMap(removals => {
                if (!removals.some(one => one.error?.code === keyMissing)) {
                    return of(removals);
                }
                this.encrypted.clear();
                return this.change(this.tryRemove(target, account, names, signedIn));
            }),
            failAsHostFailure()
        );
    }

    public close(): void {
        this.pageHides.unsubscribe();
        this.signIn.close();
        this.encrypted.clear();
        if (this.running) {
            // After a cancellation, the SDK doesn't check whether the session was disposed of.
            this.running.close = true;
        }
        this.session.dispose();
    }

    public abandon(): Observable<void> {
        const cancelled = this.cancellation;
        this.close();
        return cancelled;
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
                // A new runspace has a new key, so retry once with that one.
                this.encrypted.delete(account);
                return this.tryOnce(target, account, question);
            }),
            failAsHostFailure()
        );
    }

    private tryOnce<T>(
        { vmId, channel, address }: GuestTarget,
        account: GuestAccount,
        { script, parameters, importRows, signedIn }: Question<T>
    ): Observable<T> {
        // One row that all importers accept.
        const failureRow = (error: object): unknown => ({ vmId, channel, source: 'guest', logName: null, exists: null, error });
        return this.encryptAccount(account).pipe(
            switchMap(secret => this.run(script, { vmId, channel, address, account: secret, ...parameters })),
            withoutSignIn(signedIn),
            withoutKey((): readonly unknown[] => [failureRow(noKey)]),
            importOrMalformed(importRows, () => [failureRow(malformed)])
        );
    }

    private tryInstall(target: GuestTarget, account: GuestAccount, request: InstallRequest, again: boolean): Observable<ApplyRow> {
        return defer(() => {
            const { vmId, channel, address } = target;
            const { key, replaceable, ...rest } = request;
            const last = lastRow(target, account, request);
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
                withoutKey((): readonly unknown[] => [{ ...last, step: 'end', outcome: 'failed', error: noKey }]),
                importApplyRows(last),
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
                // Nothing was decrypted and nothing changed, so retry once with the new runspace's key.
                this.encrypted.clear();
                return this.tryInstall(target, account, request, false);
            });
            return concat(rows, retry);
        });
    }

    private tryRemove(
        { vmId, channel, address }: GuestTarget,
        account: GuestAccount,
        names: readonly string[],
        signedIn: (() => void) | undefined
    ): Observable<readonly ItemRemoval[]> {
        const failed = (error: object): readonly unknown[] => names.map(name => ({ vmId, name, outcome: 'failed', error }));
        return this.encryptAccount(account).pipe(
            switchMap(secret => this.run(PowerShellScripts.Remove_AvmaDataExchangeItem, { vmId, channel, address, account: secret, names: [...names] })),
            withoutSignIn(signedIn),
            withoutKey((): readonly unknown[] => failed(noKey)),
            importOrMalformed(
                rows => rows.map((row, index) => importItemRemoval(row, `removals[${index}]`)),
                () => failed(malformed)
            )
        );
    }

    private encryptAccount(account: GuestAccount): Observable<string> {
        // One text for user and password, separated by a character that neither can contain.
        return this.encrypt(account, `${account.user}\0${account.password}`);
    }

    /** @param owner the object that the text belongs to; encrypted once for each session */
    private encrypt(owner: object, text: string): Observable<string> {
        return defer(() => {
            const known = this.encrypted.get(owner);
            if (known !== undefined) {
                return known;
            }
            const secret = defer(() => encryptInSession(this.noting, this.session, text)).pipe(
                catchError((error: unknown) => {
                    const failure = toHostFailure(error);
                    return isUnexplained(failure) ? this.encryptAgain(owner, text, failure) : throwError(() => error);
                }),
                // A session runs one command at a time, so concurrent callers share one answer. After an error, the next caller retries.
                share({ connector: () => new ReplaySubject(1), resetOnError: true, resetOnComplete: false })
            );
            this.encrypted.set(owner, secret);
            return secret;
        });
    }

    /** After a failure without a reason: nothing was sent to a guest yet, so replace the session once, because the gateway may have kept it too long. */
    private encryptAgain(owner: object, text: string, { raw }: HostFailure): Observable<string> {
        return cannotHaveKey(this.noting, this.session, raw).pipe(
            switchMap(cannot => {
                if (cannot) {
                    return throwError(() => noEncryption);
                }
                // Encrypted texts of the old session don't work in the new one.
                [...this.encrypted.keys()].filter(other => other !== owner).forEach(other => this.encrypted.delete(other));
                this.session.dispose();
                this.session = this.newSession();
                return encryptInSession(this.noting, this.session, text);
            })
        );
    }

    private newSession(): PowerShellSession {
        this.sessionId = null;
        return this.powerShell.createSession(this.node, `avma-guests-${Date.now()}-${++serial}`, this.signIn.requestOptions);
    }

    /** Emits the rows of each partial answer as it arrives. */
    private run(script: Script, parameters: Parameters): Observable<readonly unknown[]> {
        return defer(() => {
            let ended = false;
            const command: PowerShellCommand = PowerShell.createCommand({ ...script, module: PowerShellScripts.module }, { ...parameters });
            const guarded = { ...command, script: guardQuotes(command.script ?? '') };
            const options = { partial: true } as const;
            this.running = options;
            return (this.noting.run(this.session, guarded, options) as Observable<PowerShellAnswer>).pipe(
                map((answer, index) => {
                    const rows = rowsOf(answer);
                    if (index === 0) {
                        this.answers.next();
                    }
                    return rows;
                }),
                tap({ complete: () => (ended = true) }),
                finalize(() => {
                    if (ended) {
                        this.running = null;
                    } else {
                        const answer = new ReplaySubject<void>(1);
                        this.cancellation = answer;
                        // A session that the gateway doesn't know is gone as well.
                        const tell = (): void => answer.next();
                        this.powerShell.cancel(this.session).subscribe({ next: tell, error: tell, complete: tell });
                    }
                })
            );
        });
    }
}
