/** A code in the words of the resources, with this case's facts. */
import { errorAdvice } from '../domain/errors/error-advice';
import { errorCauseIds } from '../domain/errors/error-causes';
import { activationNotificationIds, errorCodes } from '../domain/errors/error-codes';
import { errorTexts, notificationText, officialTextName } from './error-texts';

describe('errorTexts', () => {
    it('gives code, symbol, official text and causes', () => {
        const data = { hostName: 'HV01', hostLicenseStatus: 5, hostStatusCode: 0xc004f034, hostEdition: 'Standard', hostVersion: '2022', hostSku: 7 };
        const { code, symbol, official, causes } = errorTexts(errorAdvice(-1073414910, data), data);
        expect([code, symbol]).toEqual(['0xC004FD02', 'SL_E_IA_PARENT_PARTITION_NOT_ACTIVATED']);
        expect(official).toBe("Windows isn't activated on the host machine. Please contact your system administrator.");
        expect(causes.slice(0, 3).map(({ id, standing }) => `${id} ${standing}`)).toEqual([
            'hostNotActivated confirmed',
            'hostNotDatacenter confirmed',
            'hostIsVirtualMachine possible'
        ]);
        expect(causes[0].here).toBe('HV01 has license status 5 (1 is licensed), reason 0xC004F034.');
        expect(causes[1].here).toBe('HV01 runs edition Standard, version 2022.');
        expect(causes[0].fix).toContain('slmgr /ato');
    });

    it('says nothing about facts where none is known, and what is unknown where some are', () => {
        expect(errorTexts(errorAdvice(0xc004fd02)).causes.map(one => one.here)).toEqual(['', '', '', '', '', '']);
        expect(errorTexts(errorAdvice(0xc004fd03), { guestVersion: '2025', guestBuild: 26100, hostBuild: null }).causes[0].here).toBe(
            'The guest runs 2025 (build 26100), the host unknown (build unknown).'
        );
    });

    it('has words for every code and every cause, without a place left open', () => {
        const ids = new Set<string>();
        for (const { code } of errorCodes) {
            const text = errorTexts(errorAdvice(code), { guestName: 'APP01', hostName: 'HV01' });
            expect(text.official?.length).withContext(text.code).toBeGreaterThan(10);
            for (const cause of text.causes) {
                ids.add(cause.id);
                expect([cause.title, cause.text, cause.fix].every(part => part.length > 5))
                    .withContext(cause.id)
                    .toBeTrue();
                expect(`${cause.title} ${cause.text} ${cause.here} ${cause.fix}`)
                    .withContext(cause.id)
                    .not.toMatch(/\{\w+\}/);
            }
        }
        expect([...ids].sort()).toEqual([...errorCauseIds].sort());
    });

    it('keeps a code visible of which nothing is known, and one that has a symbol only', () => {
        expect(errorTexts(errorAdvice(0xc0ea000a))).toEqual({ code: '0xC0EA000A', symbol: null, official: null, causes: [] });
        const { symbol, official, causes } = errorTexts(errorAdvice(0xc004f001));
        expect([symbol, official, causes.map(one => one.id)]).toEqual(['SL_E_INTERNAL_ERROR', null, ['notDocumentedForAvma']]);
    });

    it('finds official texts by a name that begins with a letter', () => {
        expect([officialTextName(0x80070005), officialTextName(-1073414910)]).toEqual(['x80070005', 'xC004FD02']);
    });

    it('has words for the notifications of event 12309', () => {
        for (const id of activationNotificationIds) {
            const { title, text, fix } = notificationText(id);
            expect([title, text, fix].every(part => part.length > 10))
                .withContext(id)
                .toBeTrue();
        }
    });
});
