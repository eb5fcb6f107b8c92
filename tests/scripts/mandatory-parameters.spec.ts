/** What scripts can't do without: a call that lacks one of these must fail before anything is read or entered. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/project';
import { scriptText } from '../../build/script-text';

const mandatory: Readonly<Record<string, readonly string[]>> = {
    'Enable-AvmaDataExchange': ['vmIds', 'enable'],
    'Get-AvmaActivation': ['vmId', 'channel', 'account'],
    'Get-AvmaClusterGuest': [],
    'Get-AvmaClusterNode': [],
    'Get-AvmaEvent': [],
    'Get-AvmaGuest': [],
    'Get-AvmaHost': [],
    'Install-AvmaKey': ['runId', 'vmId', 'channel', 'account', 'mode'],
    'Remove-AvmaDataExchangeItem': ['vmId', 'channel', 'account', 'names']
};

/** The parameters of a script's `param` block that are marked as mandatory. */
function mandatoryOf(text: string): string[] {
    const block = /^param \(\n([\s\S]*?)^\)/m.exec(text)?.[1] ?? '';
    return block
        .split(',\n\n')
        .filter(parameter => parameter.includes('Mandatory = $true'))
        .flatMap(parameter => /\$(\w+)\s*$/.exec(parameter)?.[1] ?? []);
}

describe('Mandatory parameters', () => {
    const folder = join(root, 'gateway-plugin');

    it('are listed for each script', () => {
        const scripts = readdirSync(folder).filter(name => name.endsWith('.ps1'));
        expect(scripts.map(name => name.replace('.ps1', '')).sort()).toEqual(Object.keys(mandatory).sort());
    });

    for (const [command, names] of Object.entries(mandatory)) {
        it(`of ${command} are what it can't do without`, () => {
            expect(mandatoryOf(scriptText(join(folder, `${command}.ps1`)))).toEqual([...names]);
        });
    }
});
