/** Every code has its words, and the words get this case's facts. */
import { noteCodes, reasonCodes, verdicts } from '../domain/judgement/assessment';
import { hostCheckIds } from '../domain/judgement/host-checks';
import { hostFailureCodes } from '../data/host-failure';
import { agoText, avmaStrings, caseValues, codeText, durationText, fillText, noteText, reasonText } from './texts';

const vmId = '00000000-0000-0000-0000-000000000001';

describe('the texts', () => {
    it('know every reason, note, verdict, check and failure', () => {
        const strings = avmaStrings();
        for (const code of reasonCodes) {
            const { title, text, fix } = reasonText({ code, data: {} }, vmId);
            expect([title, text, fix].every(part => part.length > 3))
                .withContext(code)
                .toBeTrue();
        }
        for (const code of noteCodes) {
            expect(noteText({ code, data: {} }, vmId).text.length)
                .withContext(code)
                .toBeGreaterThan(10);
        }
        for (const verdict of verdicts) {
            expect(strings.Verdicts[verdict] && strings.VerdictTexts[verdict])
                .withContext(verdict)
                .toBeTruthy();
        }
        for (const id of hostCheckIds) {
            expect(strings.Checks[id].title.length).withContext(id).toBeGreaterThan(3);
        }
        for (const code of hostFailureCodes) {
            expect(strings.Failures[code].fix.length).withContext(code).toBeGreaterThan(10);
        }
    });

    it('choose the plural form by the number, and fill it like any text', () => {
        const template = '{count, plural, one {# guest on {hostName}} other {# guests on {hostName}}}, {total} in all';
        const told = (count: number | null): string => fillText(template, { count, hostName: 'HV{count}', total: 1234 });
        expect([0, 1, 2, 1234].map(told)).toEqual([
            '0 guests on HV{count}, 1,234 in all',
            '1 guest on HV{count}, 1,234 in all',
            '2 guests on HV{count}, 1,234 in all',
            '1,234 guests on HV{count}, 1,234 in all'
        ]);
        expect(told(null)).toBe(`${avmaStrings().Common.unknown} guests on HV{count}, 1,234 in all`);
    });

    it('have no plural form that is not understood', () => {
        const leaves = (tree: object): string[] => Object.values(tree).flatMap((one: unknown) => (typeof one === 'string' ? [one] : leaves(one as object)));
        const plurals = leaves(avmaStrings()).filter(text => text.includes('plural'));
        expect(plurals.length).toBeGreaterThan(0);
        expect(plurals.filter(text => /[{}#]|plural|^\s*$/.test(fillText(text, { count: 2, hostName: 'HV01' })))).toEqual([]);
    });

    it('name the facts of the case, codes in the form people look up, and say what is unknown', () => {
        expect(
            fillText(
                '{hostName}: {statusCode}, {minutesLeft}, {edition}',
                caseValues({ hostName: 'HV01', statusCode: 0xc004fd02, minutesLeft: 2880, edition: null })
            )
        ).toBe('HV01: 0xC004FD02, 2 days, unknown');
    });

    it('write a number by the rules of the region, whatever its place in the text is called, and a code, build or edition without separators', () => {
        expect(fillText('{guests} guests, build {build}', { guests: 12345, build: '26100' })).toBe('12,345 guests, build 26100');
        const data = { hostName: 'HV01', hostBuild: 26100, hostSku: 1007, hostVersion: null, hostEdition: null };
        expect(reasonText({ code: 'hostNotDatacenter', data }, vmId).text).toMatch(/(?=.*\b26100\b)(?=.*\b1007\b)/);
    });

    it('write numbers as people say them', () => {
        expect(codeText(3221549108)).toBe('0xC004F034');
        expect([durationText(30), durationText(300), durationText(10000)]).toEqual(['30 minutes', '5 hours', '6 days']);
        expect([agoText(0), agoText(1), agoText(119), agoText(120), agoText(10000)]).toEqual([
            'now',
            '1 minute ago',
            '119 minutes ago',
            '2 hours ago',
            '6 days ago'
        ]);
    });

    it('leave markup in facts as it is: it is shown as text', () => {
        expect(fillText('{guestName}', { guestName: '<b>' })).toBe('<b>');
    });
});
