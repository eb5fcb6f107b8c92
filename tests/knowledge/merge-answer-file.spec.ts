/** Merging a key into answer files: the golden files, byte for byte, and files that are meant to do harm. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { maxAnswerFileSize, MergedAnswerFile, mergeIntoFile, mergeIntoText, mergeRefusals } from '../../src/app/domain/what-if/merge-answer-file';
import { avmaKeys } from '../../src/app/domain/versions/keys';

const folder = join(__dirname, '../fixtures/answer-file-merges');
const cases = readdirSync(folder, { withFileTypes: true }).flatMap(entry => (entry.isDirectory() ? [entry.name] : []));
const key = avmaKeys.find(one => one.family === '2022' && one.edition === 'datacenter')?.key ?? '';
const bytesOf = (name: string, file: 'before' | 'after'): Uint8Array => new Uint8Array(readFileSync(join(folder, name, `${file}.xml`)));
const shown = (bytes: Uint8Array | null): string => (bytes ? Buffer.from(bytes).toString('latin1') : 'nothing');
const done = ({ places }: MergedAnswerFile<unknown>): string[] =>
    places.map(({ architecture, change, formerLastFive }) => [architecture, change, formerLastFive].join(' ').trim());

describe('an answer file that gets a key', () => {
    it('is the golden file, and the same again when it is merged once more', () => {
        const golden = cases.filter(name => existsSync(join(folder, name, 'after.xml')));
        expect(golden.length).toBeGreaterThan(15);
        for (const name of golden) {
            const { content, refusal } = mergeIntoFile(bytesOf(name, 'before'), key);
            expect(refusal).withContext(name).toBeNull();
            expect(shown(content))
                .withContext(name)
                .toBe(shown(bytesOf(name, 'after')));
            const again = mergeIntoFile(bytesOf(name, 'after'), key);
            expect(shown(again.content))
                .withContext(name)
                .toBe(shown(bytesOf(name, 'after')));
            expect(new Set(again.places.map(one => one.change)))
                .withContext(name)
                .toEqual(new Set(['unchanged']));
        }
    });

    it('says what was done, and the last five of a key that was replaced', () => {
        const places = (name: string): string[] => done(mergeIntoFile(bytesOf(name, 'before'), key));
        expect(places('a01-component-present')).toEqual(['amd64 added']);
        expect(places('component-absent')).toEqual(['amd64 newComponent']);
        expect(places('two-architectures')).toEqual(['amd64 added', 'arm64 added']);
        expect(places('two-architectures-absent')).toEqual(['amd64 newComponent', 'arm64 newComponent']);
        expect(places('key-replaced')).toEqual(['amd64 replaced EEEEE']);
        expect(places('key-unchanged')).toEqual(['amd64 unchanged']);
        expect(places('key-empty')).toEqual(['amd64 added']);
    });

    it('is refused for the reason in its name, with the line where it stops being XML', () => {
        const refused = cases.filter(name => name.startsWith('refused-'));
        for (const name of refused) {
            const { content, refusal } = mergeIntoFile(bytesOf(name, 'before'), key);
            expect([content, refusal as string | null])
                .withContext(name)
                .toEqual([null, name.slice('refused-'.length)]);
        }
        expect(mergeIntoFile(bytesOf('refused-notXml', 'before'), key).line).toBe(4);
        const tried = new Set([...refused.map(name => name.slice('refused-'.length)), 'empty', 'tooLarge', 'unreadable']);
        expect(mergeRefusals.filter(one => !tried.has(one))).toEqual([]);
    });

    it('may be pasted, with blanks before it, and in an encoding that a text no longer has', () => {
        const pasted = Buffer.from(bytesOf('utf-16', 'before').slice(2)).toString('utf16le');
        const wanted = Buffer.from(bytesOf('utf-16', 'after').slice(2)).toString('utf16le');
        expect(mergeIntoText(`\n  ${pasted}`, key).content).toBe(wanted);
        expect(mergeIntoText('  \n', key).refusal).toBe('empty');
        expect(mergeIntoText('not xml', key)).toEqual({ content: null, places: [], refusal: 'notXml', line: 1 });
    });

    it('never gets anything but a product key', () => {
        for (const text of ['', '</ProductKey>', 'w3gnr-8ddxr-2tfrp-h8p33-dv9bg']) {
            expect(() => mergeIntoFile(bytesOf('a01-component-present', 'before'), text)).toThrow();
            expect(() => mergeIntoFile(bytesOf('key-replaced', 'before'), text)).toThrow();
        }
    });
});

describe('a file that is meant to do harm', () => {
    const ascii = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
    const whole = (inside: string): string => `<unattend xmlns="urn:schemas-microsoft-com:unattend">${inside}</unattend>`;
    const refusalOf = (text: string): string | null => mergeIntoFile(ascii(text), key).refusal;

    it('is refused when it is too large, before it is read', () => {
        expect(mergeIntoFile(new Uint8Array(maxAnswerFileSize + 1), key).refusal).toBe('tooLarge');
        expect(mergeIntoText('<'.repeat(maxAnswerFileSize + 1), key).refusal).toBe('tooLarge');
        expect(mergeIntoFile(new Uint8Array(0), key).refusal).toBe('empty');
    });

    it('is refused when it is no XML, wherever that begins', () => {
        const broken = [
            '<a>',
            '</a>',
            '<a b="1" b="2"/>',
            '<a b="<"/>',
            '<a b=1/>',
            '<a>&c;</a>',
            '<a>&</a>',
            '<a>]]></a>',
            '<!-- a -- b -->',
            '<x:a/>',
            '<a\u0000/>'
        ];
        expect(broken.map(inside => [inside, refusalOf(whole(inside))])).toEqual(broken.map(inside => [inside, 'notXml']));
        const outside = [whole('') + whole(''), `a${whole('')}`, `${whole('')}a`, `<![CDATA[a]]>${whole('')}`, '<?xml version="1.0"?>'];
        expect(outside.map(refusalOf)).toEqual(outside.map(() => 'notXml'));
        expect(refusalOf(whole('<a>&amp;&#233;&#xE9;</a><?pi a > b?>'))).toBeNull();
    });

    it('is refused when its bytes are not what it says', () => {
        const said = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>${whole('<a>\u00e9</a>')}`;
        expect(['utf-8', 'utf-16', 'ibm037', 'iso-8859-1'].map(encoding => refusalOf(said(encoding)))).toEqual(['encoding', 'encoding', 'encoding', null]);
        const odd = new Uint8Array([0xff, 0xfe, 0x3c]);
        expect(mergeIntoFile(odd, key).refusal).toBe('encoding');
    });

    it('is refused when it is nested deeper than any answer file, or has more elements or namespaces', () => {
        expect(refusalOf(whole('<a>'.repeat(50) + '</a>'.repeat(50)))).toBeNull();
        expect(refusalOf(whole('<a>'.repeat(200) + '</a>'.repeat(200)))).toBe('tooLarge');
        const many = Array.from({ length: 200 }, (_, index) => `xmlns:n${index}="n"`).join(' ');
        expect(refusalOf(whole(`<a ${many}/>`))).toBe('tooLarge');
        expect(refusalOf(whole('<a/>'.repeat(30_000)))).toBe('tooLarge');
    });

    it('counts as it is written, whatever its elements are called', () => {
        const foreign =
            '<settings pass="specialize" xmlns="urn:other"><component name="Microsoft-Windows-Shell-Setup" processorArchitecture="amd64"/></settings>';
        const { content, places } = mergeIntoText(whole(foreign), key);
        expect([places.map(one => one.change), content?.includes(foreign)]).toEqual([['newComponent'], true]);
        const { content: mixed } = mergeIntoText(
            whole('<settings pass=" Specialize "><component name="microsoft-windows-shell-setup" processorArchitecture="AMD64"></component></settings>'),
            key
        );
        expect(mixed).toContain(`processorArchitecture="AMD64"><ProductKey>${key}</ProductKey></component>`);
    });

    it('takes time with its length, not with the square of it', () => {
        // Each would take minutes if it were read again and again; the suite's own time limit ends that.
        const size = maxAnswerFileSize - 100;
        const long = [' ', '<a/>', 'a', '<!---->', '<a b="">', '\t'].map(part => whole(part.repeat(Math.floor(size / part.length / 1.1))));
        expect(long.map(refusalOf).map(one => one === null || one === 'tooLarge')).toEqual(long.map(() => true));
    });
});
