/** The limits of the tool follow from one setting. What scripts have of it must be the same. */
import { join } from 'node:path';
import { root } from '../../build/project';
import { scriptText } from '../../build/script-text';
import { connectSeconds, waitSeconds } from '../../src/app/domain/inside/time-limits';

const textOf = (file: string): string => scriptText(join(root, 'gateway-plugin', file));

describe('Time limits of scripts', () => {
    it('are those of the setting: its default, and its largest value', () => {
        const text = textOf('Install-AvmaKey.ps1');
        expect(text).toContain(`if ($waitSeconds -eq 0) { $waitSeconds = ${waitSeconds.default} }`);
        expect(text).toContain(`$waitSeconds -gt ${waitSeconds.max}) { return 'waitSeconds' }`);
        expect(/^\.PARAMETER WaitSeconds\n([\s\S]*?)\n\n/m.exec(textOf('module/Install-AvmaKey.ps1'))?.[1]).toMatch(
            new RegExp(`Default: ${waitSeconds.default}\\.\\s+Maximum: ${waitSeconds.max}\\.`)
        );
    });

    for (const file of ['Install-AvmaKey.ps1', 'Get-AvmaActivation.ps1', 'Get-AvmaEvent.ps1', 'Remove-AvmaDataExchangeItem.ps1']) {
        it(`let ${file} wait for a connection no longer than the tool does`, () => {
            const timeouts = [...textOf(file).matchAll(/-OpenTimeout (\d+)/g)].map(([, milliseconds]) => Number(milliseconds));
            expect(timeouts).toEqual([connectSeconds * 1000]);
        });
    }
});
