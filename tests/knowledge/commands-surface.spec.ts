/** The commands that the tool gives people to type: published commands with published parameters, read by PowerShell's own parser. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importHostRow } from '../../src/app/data/import/import-host-row';
import { noteCodes, reasonCodes } from '../../src/app/domain/judgement/assessment';
import {
    commandPurposes,
    CommandStep,
    hostCheckCommand,
    installSteps,
    ownKeySteps,
    stepsForInsideFailure,
    stepsForNote,
    stepsForReason
} from '../../src/app/domain/advice/commands';
import { stepsWithoutSlmgr } from '../../src/app/domain/advice/cim-form';
import { hostCheckIds } from '../../src/app/domain/judgement/host-checks';
import { insideFailureCodes } from '../../src/app/domain/inside/inside-failures';
import { engine } from '../support/engine';
import { publishedCommands, typingProblems } from '../support/published-commands';

interface PublishedClass {
    readonly properties: ReadonlyArray<{ readonly name: string }>;
    readonly methods: ReadonlyArray<{ readonly name: string }>;
}

const classes = join(__dirname, '../../windows-surface/cim/root/cimv2');
const vmId = '11111111-2222-3333-4444-555555555555';
const particulars = { guestBuild: 17763, guestSku: 80, keyLastFive: 'WMBMW', enabledState: 9 };

const steps: readonly CommandStep[] = [
    ...reasonCodes.flatMap(code => stepsForReason(code, particulars, vmId)),
    ...stepsForReason('notRunning', { enabledState: 3 }, vmId),
    ...stepsForReason('guestNewerThanHost', { guestBuild: 20348, guestSku: 8 }, vmId),
    ...noteCodes.flatMap(code => stepsForNote(code, particulars, vmId)),
    ...insideFailureCodes.flatMap(stepsForInsideFailure),
    ...ownKeySteps()
];

const hosts = [7, 13, 42].map(operatingSystemSku => importHostRow({ operatingSystemSku }));

describe('the commands to type', () => {
    it('are published, with published parameters, in 5.1 syntax', async () => {
        const commands = publishedCommands();
        const problems: string[] = [];
        const lines = [
            ...[...steps, ...stepsWithoutSlmgr(steps)].flatMap(step => step.lines),
            ...hosts.flatMap(host => hostCheckIds.map(id => hostCheckCommand(id, host))).filter(line => line !== '')
        ];
        for (const line of new Set(lines)) {
            problems.push(...typingProblems(line, await (await engine()).inspect(line), commands));
        }
        expect(problems).toEqual([]);
    });

    it('have a form without slmgr, which asks for published classes and calls published methods', async () => {
        const withSlmgr = steps.filter(step => step.lines.some(line => line.startsWith('slmgr')));
        const forms = stepsWithoutSlmgr(steps);
        expect(forms.map(({ purpose }) => purpose)).toEqual(withSlmgr.map(({ purpose }) => purpose));
        expect(new Set(forms.map(({ shell }) => shell))).toEqual(new Set(['powershell']));
        const problems: string[] = [];
        for (const line of new Set(forms.flatMap(step => step.lines))) {
            expect(line).not.toContain('slmgr');
            const { commands } = await (await engine()).inspect(line);
            const text = (parameter: string): string =>
                commands
                    .flatMap(call => call.arguments)
                    .find(one => one.parameter === parameter)
                    ?.text.replace(/^['"]|['"]$/g, '') ?? '';
            const published = JSON.parse(readFileSync(join(classes, `${text('ClassName')}.json`), 'utf8')) as PublishedClass;
            const properties = [...text('Filter').matchAll(/\b([A-Z]\w+) (?:=|IS)/g)].map(found => found[1]);
            const shown = text('Property').split(', ').filter(Boolean);
            problems.push(...[...properties, ...shown].filter(name => !published.properties.some(one => one.name === name)));
            problems.push(...[text('MethodName')].filter(name => name !== '' && !published.methods.some(one => one.name === name)));
        }
        expect(problems).toEqual([]);
        const [ipk, ato, dlv] = stepsWithoutSlmgr(installSteps('KEY')).map(step => step.lines);
        expect([ipk.length, ato.length, dlv.length]).toEqual([2, 2, 1]);
        expect(ipk[0]).toContain("-MethodName InstallProductKey -Arguments @{ ProductKey = 'KEY' }");
    });

    it('leave no purpose unused', () => {
        const used = new Set(steps.map(step => step.purpose));
        expect(commandPurposes.filter(purpose => !used.has(purpose))).toEqual([]);
    });
});
