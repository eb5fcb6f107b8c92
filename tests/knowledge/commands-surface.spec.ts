/** The commands that the tool gives people to type: published commands with published parameters, read by PowerShell's own parser. */
import { noteCodes, reasonCodes } from '../../src/app/domain/judgement/assessment';
import {
    commandPurposes,
    CommandStep,
    hostCheckCommand,
    ownKeySteps,
    stepsForInsideFailure,
    stepsForNote,
    stepsForReason
} from '../../src/app/domain/advice/commands';
import { hostCheckIds } from '../../src/app/domain/judgement/host-checks';
import { insideFailureCodes } from '../../src/app/domain/inside/inside-failures';
import { engine } from '../support/engine';
import { publishedCommands, typingProblems } from '../support/published-commands';

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

describe('the commands to type', () => {
    it('are published, with published parameters, in 5.1 syntax', async () => {
        const commands = publishedCommands();
        const problems: string[] = [];
        const lines = [...steps.flatMap(step => step.lines), ...hostCheckIds.map(hostCheckCommand).filter(line => line !== '')];
        for (const line of new Set(lines)) {
            problems.push(...typingProblems(line, await (await engine()).inspect(line), commands));
        }
        expect(problems).toEqual([]);
    });

    it('leave no purpose unused', () => {
        const used = new Set(steps.map(step => step.purpose));
        expect(commandPurposes.filter(purpose => !used.has(purpose))).toEqual([]);
    });
});
