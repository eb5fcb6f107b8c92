import { compareVerdicts } from './compare-verdicts';

describe('compareVerdicts', () => {
    it('compares what can become of a guest, not which key it has today', () => {
        expect(compareVerdicts('notEligible', 'eligible')).toBe('better');
        expect(compareVerdicts('eligible', 'notEligible')).toBe('worse');
        expect(compareVerdicts('activated', 'unknown')).toBe('worse');
        expect(compareVerdicts('needsConversion', 'notEligible')).toBe('worse');
        expect(compareVerdicts('activated', 'eligible')).toBe('same');
        expect(compareVerdicts('unknown', 'notEligible')).toBe('same');
        expect(compareVerdicts('notApplicable', 'notApplicable')).toBe('same');
    });
});
