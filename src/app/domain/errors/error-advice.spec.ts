/** The order of causes: confirmed by facts first, then by likelihood. */
import { noteCodes, reasonCodes } from '../judgement/assessment';
import { causeFindings, errorAdvice } from './error-advice';
import { errorCauseIds } from './error-causes';
import { errorCodes } from './error-codes';

const ids = (...advice: Parameters<typeof errorAdvice>): string[] => errorAdvice(...advice).causes.map(one => `${one.id} ${one.standing}`);

describe('errorAdvice', () => {
    it('gives code, symbol and causes in the order of likelihood', () => {
        expect(errorAdvice(-1073414908)).toEqual({
            code: 0xc004fd04,
            symbol: 'SL_E_IA_MACHINE_NOT_BOUND',
            known: true,
            causes: [
                { id: 'notBoundToHost', standing: 'possible' },
                { id: 'movedToAnotherHost', standing: 'possible' }
            ]
        });
        for (const { code, causes } of errorCodes) {
            expect(errorAdvice(code).causes.map(one => one.id)).toEqual([...causes]);
        }
    });

    it('puts what the assessment shows first, and keeps the rest in order', () => {
        expect(ids(0xc004fd02, {}, ['hostLicensingServiceDisabled', 'hostNotDatacenter', 'guestNewerThanHost'])).toEqual([
            'hostNotDatacenter confirmed',
            'hostLicensingServiceDisabled confirmed',
            'hostNotActivated possible',
            'hostIsVirtualMachine possible',
            'notOnHyperV possible',
            'azureLocalNotSetUp possible'
        ]);
    });

    it('takes notes as findings, too', () => {
        expect(ids(0xc004fd04, {}, ['activatedByOtherHost'])[0]).toBe('movedToAnotherHost confirmed');
        expect(ids(0xc004fd02, {}, ['hostIsVirtualMachine'])[0]).toBe('hostIsVirtualMachine confirmed');
    });

    it('reads particulars where no reason says it', () => {
        expect(ids(0xc004fd02, { hostLicenseStatus: 5, hostSku: 7 }).slice(0, 2)).toEqual(['hostNotActivated confirmed', 'hostNotDatacenter confirmed']);
        expect(ids(0xc004fd02, { hostLicenseStatus: 1, hostSku: 8 }).some(one => one.endsWith('confirmed'))).toBeFalse();
        expect(ids(0xc004fd02, { hostLicenseStatus: null, hostSku: null }).some(one => one.endsWith('confirmed'))).toBeFalse();
        // Only its AVMA setup decides about Azure Local.
        expect(ids(0xc004fd02, { hostLicenseStatus: 5, hostSku: 406 }).some(one => one.endsWith('confirmed'))).toBeFalse();
        expect(ids(0xc004e016, { guestSku: 79 })[0]).toBe('evaluationEdition confirmed');
        expect(ids(0xc004f069, { keyLastFive: 'WMBMW', installedLastFive: 'cwg3j' })[0]).toBe('keyOfOtherVersionOrEdition confirmed');
        expect(ids(0xc004e016, { keyLastFive: 'WMBMW', installedLastFive: 'WMBMW' })[0]).toBe('keyOfOtherVersionOrEdition possible');
        expect(ids(0xc004f074, { installedLastFive: '63DFG' })[0]).toBe('kmsClientKeyInstalled confirmed');
        expect(ids(0x803f7001, { guestSku: 48 })[0]).toBe('clientLicense confirmed');
    });

    it('says of a code that only the header knows that nothing is documented', () => {
        expect(errorAdvice(0xc004f001)).toEqual({
            code: 0xc004f001,
            symbol: 'SL_E_INTERNAL_ERROR',
            known: true,
            causes: [{ id: 'notDocumentedForAvma', standing: 'possible' }]
        });
    });

    it('has no cause for an unknown code', () => {
        expect(errorAdvice(0xc0ea000a, { hostLicenseStatus: 5 }, ['hostNotActivated'])).toEqual({ code: 0xc0ea000a, symbol: null, known: false, causes: [] });
        expect(errorAdvice(NaN).causes).toEqual([]);
    });

    it('keeps every cause of every code under any findings, each once, confirmed ones first', () => {
        for (const finding of [...reasonCodes, ...noteCodes]) {
            for (const { code, causes } of errorCodes) {
                const advised = errorAdvice(code, {}, [finding]).causes;
                expect(new Set(advised.map(one => one.id))).toEqual(new Set(causes));
                const standings = advised.map(one => one.standing);
                expect(standings.lastIndexOf('confirmed') < Math.max(0, standings.indexOf('possible')) || !standings.includes('possible'))
                    .withContext(finding)
                    .toBeTrue();
            }
        }
    });

    it('has findings for causes that exist, each for one cause', () => {
        const known = Object.keys(causeFindings);
        expect(known.filter(id => !(errorCauseIds as readonly string[]).includes(id))).toEqual([]);
        const findings = Object.values(causeFindings).flat();
        expect(new Set(findings).size).toBe(findings.length);
    });
});
