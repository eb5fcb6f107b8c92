/** Closes a gateway session while the page unloads, when browsers cancel the SDK's XMLHttpRequests. */
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { Cookie } from '@microsoft/windows-admin-center-sdk/core/data/cookie';
import { GatewayConnection } from '@microsoft/windows-admin-center-sdk/core/data/gateway-connection';
import { headerConstants } from '@microsoft/windows-admin-center-sdk/core/data/http-constants';
import { Net } from '@microsoft/windows-admin-center-sdk/core/data/net';
import { NodeConnection, NodeRequest } from '@microsoft/windows-admin-center-sdk/core/data/node-connection';

type Headers = Record<string, string>;

/**
 * Uses `fetch` with `keepalive`, which outlives the page: `sendBeacon` can neither send DELETE nor the headers that the gateway requires, and browsers cancel
 * synchronous requests of unloading pages. The SDK's `NodeConnection.deleteQuick` builds URL, account and endpoint; the XSRF header is added like in its
 * `Http.deleteQuick`. Nothing reads the response.
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
