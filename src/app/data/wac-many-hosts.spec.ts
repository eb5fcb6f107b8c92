/** Windows Admin Center's connections as a choice of hosts. */
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { firstValueFrom } from 'rxjs';
import { WacManyHosts } from './wac-many-hosts';

describe('WacManyHosts', () => {
    it('lists servers and clusters by their own names, with the alias of those whose name leads nowhere', async () => {
        const type = (kind: string): string => `msft.sme.connection-type.${kind}`;
        const connections = [
            { name: 'hv01', type: type('server') },
            { name: 'hv02', type: type('server'), aliases: ['10.0.0.2'], activeAlias: '10.0.0.2' },
            { name: 'hv03', type: type('server'), aliases: ['10.0.0.3'], activeAlias: null },
            { name: 'cl02', type: type('cluster'), activeAlias: 'hv21.contoso.com' },
            { name: 'pc01', type: type('windows-client') }
        ];
        const many = new WacManyHosts({ connectionManager: { connections } } as unknown as AppContextService);
        expect(await firstValueFrom(many.connections())).toEqual([
            { name: 'hv01', address: 'hv01', kind: 'server' },
            { name: 'hv02', address: '10.0.0.2', kind: 'server' },
            { name: 'hv03', address: 'hv03', kind: 'server' },
            { name: 'cl02', address: 'hv21.contoso.com', kind: 'cluster' }
        ]);
    });
});
