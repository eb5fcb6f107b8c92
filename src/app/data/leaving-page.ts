/** Ends a session of the gateway while the page goes: what the SDK sends by XMLHttpRequest is canceled with its page. */
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { Cookie } from '@microsoft/windows-admin-center-sdk/core/data/cookie';
import { GatewayConnection } from '@microsoft/windows-admin-center-sdk/core/data/gateway-connection';
import { headerConstants } from '@microsoft/windows-admin-center-sdk/core/data/http-constants';
import { Net } from '@microsoft/windows-admin-center-sdk/core/data/net';
import { NodeConnection, NodeRequest } from '@microsoft/windows-admin-center-sdk/core/data/node-connection';

type Headers = Record<string, string>;

/**
 * A request that outlives its page must be a `fetch` with `keepalive`: `sendBeacon` can neither delete nor carry the headers that the gateway asks for,
 * and browsers end synchronous requests of pages that go. Address, account and endpoint are the SDK's own (`NodeConnection.deleteQuick`); the XSRF header
 * is added as its `Http.deleteQuick` does. Nobody waits for an answer.
 */
export function closeWithPage(appContext: AppContextService, node: string, sessionId: string): void {
    const { gateway, authorizationManager } = appContext;
    const send: Pick<GatewayConnection, 'deleteQuick'> = {
        deleteQuick: (relativeUrl: string, headers: Headers) => {
            const { signOnManager } = authorizationManager;
            if (signOnManager.isSignOnTokenEnabled) {
                signOnManager.SetAadAuthorizationHeader(headers);
            }
            const token = Cookie.getCrossSiteRequestForgeryToken();
            void fetch(Net.gatewayApi(gateway.gatewayUrl, relativeUrl), {
                method: 'DELETE',
                keepalive: true,
                credentials: 'include',
                headers: {
                    ...headers,
                    [headerConstants.CONTENT_TYPE]: 'application/json; charset=utf-8',
                    ...(token ? { [headerConstants.CROSS_SITE_REQUEST_FORGERY_TOKEN]: token } : {})
                }
            }).catch(() => undefined);
        }
    };
    new NodeConnection(send as GatewayConnection, authorizationManager).deleteQuick(node, Net.powerShellApiSessions.format(sessionId), {} as NodeRequest);
}
