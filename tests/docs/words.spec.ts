/** The pages that lead through the tool call each button, field and state what the screen calls it. */
import { join } from 'node:path';
import { readResources, stringsFolder } from '../../build/strings';
import { documents } from './support/markdown';

/** Texts as they are shown: whole, by their first sentence, and what is between the facts in them, without the marks around these. */
const texts = new Set(
    Object.values(readResources(join(stringsFolder, 'strings.resjson'))).flatMap(text => [
        text,
        text.split('.')[0],
        ...text.split(/\{\w+\}/).map(part => part.replace(/^[\s).:]+|[\s(:]+$/g, ''))
    ])
);

/** Words that are stressed for another reason. */
const stressed = ['the host', 'unlicensed'];

describe('the pages that lead through the tool', () => {
    for (const path of ['docs/first-look.md', 'docs/tasks.md']) {
        it(`${path}: names what is on the screen as the screen does`, () => {
            const text = documents.find(page => page.path === path)?.text ?? '';
            const prose = text
                .replace(/```[\s\S]*?```|`[^`]*`/g, '')
                .replace(/^\s*\* /gm, '')
                .replace(/\s+/g, ' ');
            const named = [...prose.matchAll(/\*\*([^*]+)\*\*|\*([^*]+)\*/g)].map(match => match[1] ?? match[2]);
            expect(named.length).toBeGreaterThan(10);
            expect(named.filter(one => !texts.has(one) && !stressed.includes(one))).toEqual([]);
        });
    }
});
