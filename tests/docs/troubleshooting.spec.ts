/** What the documents take from the tool's tables is what the tables say today. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { generatedPages } from '../../build/docs';
import { BuildError } from '../../build/build-error';
import { readResources, stringsFolder } from '../../build/strings';
import { troubleshooting } from '../../build/troubleshooting';
import { reasonCodes } from '../../src/app/domain/judgement/assessment';
import { errorCodes, writtenCode } from '../../src/app/domain/errors/error-codes';
import { documents } from './support/markdown';

const english = readResources(join(stringsFolder, 'strings.resjson'));
const page = documents.find(one => one.path === 'docs/troubleshooting.md');

describe('the generated parts', () => {
    it('are current; otherwise run npm run docs', () => {
        for (const [file, content] of generatedPages()) {
            expect(readFileSync(file, 'utf8').replace(/\r\n/g, '\n') === content)
                .withContext(`${file} is old: npm run docs`)
                .toBeTrue();
        }
    });

    it('have every error code and every reason, each with a place to link to', () => {
        const wanted = [...errorCodes.map(one => writtenCode(one.code)), ...reasonCodes.map(code => `reasons-${code}`)];
        expect(wanted.filter(anchor => !page?.anchors.has(anchor))).toEqual([]);
    });

    it('follow a text that changes, and show no place for a fact as it is in the resources', () => {
        const changed = troubleshooting({ ...english, CommunityAvma_Causes_requestLimit_fix: 'Wait for {guestName} | <b>.' });
        expect(changed).toContain('**What to do:** Wait for *guest name* \\| \\<b\\>.');
        expect(troubleshooting(english)).not.toMatch(/\{\w+\}/);
    });

    it('cannot be made without a text', () => {
        const lacking = Object.fromEntries(Object.entries(english).filter(([key]) => key !== 'CommunityAvma_Reasons_makKey_title'));
        expect(() => troubleshooting(lacking)).toThrowError(BuildError, /Reasons_makKey_title/);
    });
});
