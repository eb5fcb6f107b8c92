/** Every failure as the table of a run says it: nothing in it speaks of another screen, or of a place where nothing is. */
import { applyFailureCodes } from '../domain/apply/apply-failures';
import { StateFailure } from '../domain/apply/apply-states';
import { insideFailureCodes } from '../domain/inside/inside-failures';
import { avmaStrings } from '../shared/texts';
import { failureText } from './failure-text';

const failures: readonly StateFailure[] = [
    ...applyFailureCodes.map((code): StateFailure => ({ group: 'apply', code, hresult: null })),
    ...insideFailureCodes.map((code): StateFailure => ({ group: 'inside', code, hresult: null }))
];

describe('failureText', () => {
    it('says of each failure what it is, what it means and what to do', () => {
        const bare = failures.filter(failure => {
            const { title, text, fix } = failureText(failure, false, avmaStrings());
            return [title, text, fix].some(part => part.trim() === '');
        });
        expect(bare.map(({ code }) => code)).toEqual([]);
    });

    it('fits a run as well as a look inside', () => {
        const foreign = /look again|look inside|look at it|being read|of it is shown|below|beside/i;
        const told = failures.filter(failure => {
            const { title, text, fix } = failureText(failure, false, avmaStrings());
            return foreign.test([title, text, fix].join(' '));
        });
        expect(told.map(({ code }) => code)).toEqual([]);
    });

    it('says what a code of the licensing service means, and what helps most likely', () => {
        const { title, text, fix, code } = failureText({ group: 'apply', code: 'licensingError', hresult: 0xc004e016 | 0 }, false, avmaStrings());
        expect([title, code]).toEqual([`${avmaStrings().ApplyFailures.licensingError.title} (0xC004E016)`, '0xC004E016']);
        expect(text).toContain(avmaStrings().Errors.xC004E016);
        expect(fix).toBe(avmaStrings().Causes.keyOfOtherVersionOrEdition.fix);
    });

    it('calls no key mistyped that nobody has typed', () => {
        const refused = { group: 'apply', code: 'licensingError', hresult: 0xc004f050 | 0 } as const;
        const [mistyped, ours] = [true, false].map(typed => failureText(refused, typed, avmaStrings()).fix);
        expect(mistyped).toBe(avmaStrings().Causes.keyMistyped.fix);
        expect([ours === mistyped, ours.length > 0]).toEqual([false, true]);
    });

    it('leaves a code that no table knows to be looked up', () => {
        const { ApplyFailures } = avmaStrings();
        const { title, text, fix } = failureText({ group: 'apply', code: 'licensingError', hresult: 0x12345678 }, false, avmaStrings());
        expect([title, text, fix]).toEqual([
            `${ApplyFailures.licensingError.title} (0x12345678)`,
            ApplyFailures.licensingError.text,
            ApplyFailures.licensingError.fix
        ]);
    });
});
