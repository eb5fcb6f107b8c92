/** Why a host that runs only module commands can't run one of the tool's, determined by data that is certain to arrive. */
import { AppContextService } from '@microsoft/windows-admin-center-sdk/angular';
import { firstValueFrom, Observable, of, throwError } from 'rxjs';
import { HostFailure } from './host-failure';
import { explainFailure } from './missing-commands';

const unexplained: HostFailure = { code: 'unclassified', raw: 'HTTP 400' };

/** @param answer the answer to the query for the command */
function explain(answer: Observable<object>, endpoint: string | null = null, failure = unexplained): Promise<readonly [HostFailure, number]> {
    let asked = 0;
    const powerShell = {
        createAutomaticSession: (node: string) => ({ node }),
        run: () => {
            asked++;
            return answer;
        }
    };
    const node = { getJeaEndpoint: (name: string) => (name === 'HV01' ? endpoint : null) };
    return firstValueFrom(explainFailure({ powerShell, node } as unknown as AppContextService, 'HV01', 'Get-AvmaHost', failure)).then(found => [found, asked]);
}

describe('A failure without a reason', () => {
    const missing = of({ results: [], completed: 'True' });

    it('is an endpoint without the command where the SDK had to use an endpoint', async () => {
        const [failure] = await explain(missing, 'http://schemas.microsoft.com/powershell/microsoft.sme.powershell');
        expect(failure).toEqual({ code: 'endpointLacksCommands', raw: 'HTTP 400' });
    });

    it('is a module that cannot be run where there is no endpoint', async () => {
        expect((await explain(missing))[0].code).toBe('moduleMissing');
    });

    it('is a missing command where it names the command as it was called, in whatever language', async () => {
        const refused = (name: string): Observable<object> => throwError(() => ({ status: 400, message: `"${name}" wurde nicht erkannt.` }));
        for (const raw of [
            'HTTP 400\nDie Benennung "community.avma\\Get-AvmaHost" wurde nicht erkannt.',
            '{"message":"community.avma\\\\get-avmahost"}',
            'Get-AvmaHost?'
        ]) {
            const failure: HostFailure = { code: 'unclassified', raw };
            // Only a restricted endpoint lacks Get-Command; the SDK saves the endpoint only after a request succeeded there.
            expect((await explain(refused('Get-Command'), null, failure))[0].code).toBe('endpointLacksCommands');
            expect((await explain(refused('x'), 'endpoint', failure))[0].code).toBe('endpointLacksCommands');
            expect((await explain(refused('x'), null, failure))[0].code).toBe('moduleMissing');
        }
        // Another command's name says nothing about this one, and neither does a rejected query.
        const other: HostFailure = { code: 'unclassified', raw: 'community.avma\\Get-AvmaHostEvent' };
        expect((await explain(refused('Microsoft.PowerShell.Core\\Get-Command'), 'endpoint', other))[0]).toBe(other);
    });

    it('stays as it is where the command is there, where text runs, and where the question fails too', async () => {
        for (const answer of [
            of({ results: [{ Name: 'Get-AvmaHost' }] }),
            of({ results: ['FullLanguage'] }),
            of({ results: ['ConstrainedLanguage'] }),
            throwError(() => ({ status: 400 }))
        ]) {
            expect((await explain(answer, 'endpoint'))[0]).toBe(unexplained);
        }
    });

    it('is not asked about where the reason is known', async () => {
        const denied: HostFailure = { code: 'accessDenied', raw: '' };
        expect(await explain(missing, 'endpoint', denied)).toEqual([denied, 0]);
    });
});
