/** Requests of a session that wait for somebody to sign in: they are sent afterwards, or never. */
import { AuthorizationManager, AuthorizationTokenResponse } from '@microsoft/windows-admin-center-sdk/core/security/authorization-manager';
import { Observable, of, Subject } from 'rxjs';
import { AjaxError, AjaxRequest } from 'rxjs/ajax';
import { SignInNeed } from '../domain/inside/sign-in-need';
import { GatewaySignIn } from './gateway-sign-in';

const request = (): AjaxRequest => ({ url: '/api/x', method: 'PUT', headers: { 'x-xsrf-token': 'old' } }) as unknown as AjaxRequest;
const error = (status: number, forbidden?: string): AjaxError => ({ status, xhr: { response: { error: { forbidden } } } }) as unknown as AjaxError;
const token = { appliesTo: null, token: null } as unknown as AuthorizationTokenResponse;

describe('GatewaySignIn', () => {
    let prompt: Subject<AjaxRequest>;
    let awaiter: Observable<AuthorizationTokenResponse>;
    let signedIn: Subject<void>;
    let signIn: GatewaySignIn;
    let needs: Array<SignInNeed | null>;
    /** What became of a request, with what the session needed at that moment. */
    let events: string[];

    beforeEach(() => {
        document.cookie = 'XSRF-TOKEN=new';
        prompt = new Subject();
        awaiter = of(token);
        signedIn = new Subject();
        const accounts = {
            get authAwaiter() {
                return awaiter;
            },
            canHandleAjaxFailure: (code: number, one: AjaxError) => code === 403 && one.xhr.response.error.forbidden === 'Unauthorized',
            handleAjaxFailure: () => prompt
        } as unknown as AuthorizationManager;
        signIn = new GatewaySignIn(accounts, 'HV01', signedIn);
        needs = [];
        events = [];
        signIn.needs.subscribe(need => needs.push(need));
    });

    afterEach(() => {
        document.cookie = 'XSRF-TOKEN=; expires=Thu, 01 Jan 1970 00:00:00 GMT';
    });

    /** What the SDK does with a failure: the first handler that fits decides. */
    function fail(failed: AjaxError, sent = request()): void {
        const handler = (signIn.requestOptions.retryHandlers ?? []).find(one => one.canHandle(failed.status, failed));
        const note = (what: string) => (): unknown => events.push(`${what}, needs ${needs[needs.length - 1]}`);
        const retried = handler?.handle?.(failed.status, sent, failed);
        retried ? retried.subscribe({ next: note('sent'), error: note('failed') }) : events.push('not handled');
    }

    function before(): void {
        const note = (what: string) => (): unknown => events.push(`${what}, needs ${needs[needs.length - 1]}`);
        (signIn.requestOptions.beforeCall?.({} as never) as Observable<void>).subscribe({ next: note('sent'), error: note('failed') });
    }

    it('waits while the SDK prompts for an account, and knows that the request goes before it is sent', () => {
        fail(error(403, 'Unauthorized'));
        expect([needs, events]).toEqual([[null, 'host'], []]);
        prompt.next(request());
        expect([needs, events]).toEqual([[null, 'host', null], ['sent, needs null']]);
    });

    it('fails the request where the prompt is canceled', () => {
        fail(error(403, 'Unauthorized'));
        prompt.error({ code: 'ManageAsDialogCancel' });
        expect(events).toEqual(['failed, needs null']);
    });

    it('waits until the gateway takes requests again after its own sign-in ended, and sends with the new token', () => {
        const sent = request();
        fail(error(401, 'UnauthorizedLogin'), sent);
        expect([needs, events]).toEqual([[null, 'gateway'], []]);
        signedIn.next();
        expect([needs, events, (sent.headers as Record<string, string>)['x-xsrf-token']]).toEqual([[null, 'gateway', null], ['sent, needs null'], 'new']);
    });

    it('leaves every other failure alone', () => {
        fail(error(400, 'Forbidden'));
        fail(error(500));
        expect([needs, events]).toEqual([[null], ['not handled', 'not handled']]);
    });

    it('waits for a prompt that another request has opened, and needs nothing where none is open', () => {
        before();
        expect([needs, events]).toEqual([[null], ['sent, needs null']]);
        const opened = new Subject<AuthorizationTokenResponse>();
        awaiter = opened;
        before();
        expect(needs).toEqual([null, 'host']);
        opened.next(token);
        expect([needs, events]).toEqual([
            [null, 'host', null],
            ['sent, needs null', 'sent, needs null']
        ]);
    });

    it('sends nothing that waits once the session is closed, whatever is entered then, but still lets a command be canceled', () => {
        awaiter = new Subject();
        before();
        fail(error(403, 'Unauthorized'));
        fail(error(401, 'UnauthorizedLogin'));
        signIn.close();
        expect(events).toEqual(Array(3).fill(jasmine.stringMatching(/^failed/)));
        prompt.next(request());
        signedIn.next();
        fail(error(403, 'Unauthorized'));
        expect(events.slice(3)).toEqual([jasmine.stringMatching(/^failed/)]);
        awaiter = of(token);
        before();
        expect(events.slice(4)).toEqual([jasmine.stringMatching(/^sent/)]);
    });
});
