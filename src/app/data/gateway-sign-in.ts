/** Lets the requests of a session wait while somebody has to sign in, and says so. */
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { Cookie } from '@microsoft/windows-admin-center-sdk/core/data/cookie';
import { HttpResponseRetryHandler } from '@microsoft/windows-admin-center-sdk/core/data/http';
import { headerConstants } from '@microsoft/windows-admin-center-sdk/core/data/http-constants';
import { Net } from '@microsoft/windows-admin-center-sdk/core/data/net';
import { NodeRequest } from '@microsoft/windows-admin-center-sdk/core/data/node-connection';
import { PowerShellSessionRequestOptions } from '@microsoft/windows-admin-center-sdk/core/data/powershell';
import { AuthorizationManager } from '@microsoft/windows-admin-center-sdk/core/security/authorization-manager';
import {
    BehaviorSubject,
    catchError,
    defer,
    distinctUntilChanged,
    exhaustMap,
    first,
    map,
    merge,
    MonoTypeOperatorFunction,
    NEVER,
    Observable,
    of,
    share,
    Subject,
    take,
    tap,
    throwError,
    timer
} from 'rxjs';
import { AjaxError, AjaxRequest } from 'rxjs/ajax';
import { SignInNeed } from '../domain/inside/sign-in-need';

/** The SDK declares these for requests, but not for sessions, which hand them on to each of their requests. */
type WaitingRequestOptions = PowerShellSessionRequestOptions & Pick<NodeRequest, 'retryHandlers' | 'beforeCall'>;

/** Between two tries whether the administrator has signed in again. */
const probeMs = 5000;

/** No session has this id. A gateway refuses to say so before somebody signs in. */
const noSession = '00000000-0000-0000-0000-000000000000';

/** Requests that only wait stay unsent, whatever is entered afterwards. */
const withdrawn = new Error('The session was closed before its request was sent.');

/** Like the SDK's error for a host that wants an account, for a request that waited for another one's prompt, which was canceled. */
const promptCanceled = { status: 401, message: '' };

const probes = new WeakMap<AppContextService, Observable<unknown>>();

/** Emits once the gateway takes requests again. All sessions of a page share one probe. */
export function signedInAgain(appContext: AppContextService, node: string): Observable<unknown> {
    const known = probes.get(appContext);
    if (known) {
        return known;
    }
    const isSignedIn = defer(() => appContext.node.get(node, Net.powerShellApiRetrieveOutput.format(noSession), { noAuth: true } as NodeRequest)).pipe(
        map(() => true),
        catchError((error: AjaxError) => of(error.status !== 0 && !Net.isUnauthorizedLogin(error)))
    );
    const probe = timer(probeMs, probeMs).pipe(
        exhaustMap(() => isSignedIn),
        first(Boolean),
        share()
    );
    probes.set(appContext, probe);
    return probe;
}

/**
 * For the requests of one session. The gateway has run nothing of a request that it answered with 401 or 403, so that the same request is sent after
 * somebody has signed in: the next command, or what a running command has returned meanwhile.
 */
export class GatewaySignIn {
    private readonly subject = new BehaviorSubject<SignInNeed | null>(null);
    private readonly closed = new Subject<never>();

    /** What the session's requests wait for; null while nothing keeps them. Changes before a request that has waited is sent. Completes with the session. */
    public readonly needs: Observable<SignInNeed | null> = this.subject.pipe(distinctUntilChanged());

    /** @param signedIn emits once the gateway takes requests again */
    constructor(
        private readonly accounts: Pick<AuthorizationManager, 'authAwaiter' | 'canHandleAjaxFailure' | 'handleAjaxFailure'>,
        private readonly node: string,
        private readonly signedIn: Observable<unknown>
    ) {}

    public get requestOptions(): WaitingRequestOptions {
        // The SDK's own handler prompts as well, but tells nobody. Both are given to every request, and the first one that fits is used.
        const host: HttpResponseRetryHandler = {
            canHandle: (code, error) => this.accounts.canHandleAjaxFailure(code, error),
            handle: (code, request, error) =>
                this.wait(
                    'host',
                    defer(() => this.accounts.handleAjaxFailure(code, request, error, this.node))
                )
        };
        // For the gateway's own sign-in, the SDK has a handler in the Azure portal only.
        const gateway: HttpResponseRetryHandler = {
            canHandle: (_, error) => Net.isUnauthorizedLogin(error),
            handle: (_, request) => this.wait('gateway', this.signedIn.pipe(map(() => withNewToken(request))))
        };
        return { retryHandlers: [host, gateway], beforeCall: () => this.afterPrompt() };
    }

    /** Fails what waits, now and later; a command that runs can still be canceled. */
    public close(): void {
        this.closed.error(withdrawn);
        this.subject.complete();
    }

    /** While a prompt is open, the SDK sends no request of any kind; another request may have opened it. */
    private afterPrompt(): Observable<void> {
        return defer(() => {
            const free = this.accounts.authAwaiter.pipe(
                catchError(() => throwError(() => promptCanceled)),
                map(() => undefined)
            );
            // Without a prompt, the first one emits at once, and the others aren't subscribed to.
            const waiting = defer(() => {
                this.subject.next('host');
                return NEVER;
            });
            return merge(free, this.closed, waiting).pipe(take(1), this.go());
        });
    }

    private wait(need: SignInNeed, until: Observable<AjaxRequest>): Observable<AjaxRequest> {
        return defer(() => {
            this.subject.next(need);
            return merge(this.closed, until).pipe(take(1), this.go());
        });
    }

    /** The waiting ends before the request is sent. */
    private go<T>(): MonoTypeOperatorFunction<T> {
        const end = (): void => this.subject.next(null);
        return tap({ next: end, error: end });
    }
}

/** Signing in brings a new token; the SDK adds it to new requests only. */
function withNewToken(request: AjaxRequest): AjaxRequest {
    const token = Cookie.getCrossSiteRequestForgeryToken();
    const headers = request.headers as Record<string, string> | undefined;
    if (headers && token) {
        headers[headerConstants.CROSS_SITE_REQUEST_FORGERY_TOKEN] = token;
    }
    return request;
}
