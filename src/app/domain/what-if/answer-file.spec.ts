/** Answer files: well-formed, with the one key in the one place, and nothing but a key. */
import { answerFile, answerFileComponent, answerFileKey, imageKeyCommand } from './answer-file';
import { avmaKeys } from '../versions/keys';

const namespace = 'urn:schemas-microsoft-com:unattend';

describe('answerFile', () => {
    it('is well-formed and has the key of each version and edition in the specialize pass of Shell-Setup', () => {
        for (const { key } of avmaKeys) {
            const document = new DOMParser().parseFromString(answerFile(key), 'application/xml');
            expect(document.querySelector('parsererror')).withContext(key).toBeNull();
            const [settings] = Array.from(document.getElementsByTagNameNS(namespace, 'settings'));
            const [component] = Array.from(settings.getElementsByTagNameNS(namespace, 'component'));
            expect([
                document.documentElement.localName,
                settings.getAttribute('pass'),
                component.getAttribute('name'),
                component.getAttribute('processorArchitecture')
            ]).toEqual(['unattend', 'specialize', 'Microsoft-Windows-Shell-Setup', 'amd64']);
            expect(Array.from(component.children).map(child => [child.localName, child.textContent])).toEqual([['ProductKey', key]]);
        }
    });

    it('refuses whatever is no product key: nothing else may get into XML or a command', () => {
        for (const text of ['', '</ProductKey>', 'W3GNR-8DDXR-2TFRP-H8P33-DV9BG & del', 'w3gnr-8ddxr-2tfrp-h8p33-dv9bg', 'W3GNR-8DDXR-2TFRP-H8P33']) {
            expect(() => answerFile(text)).toThrow();
            expect(() => answerFileKey(text)).toThrow();
            expect(() => answerFileComponent(text)).toThrow();
            expect(() => imageKeyCommand(text)).toThrow();
        }
    });

    it('can be for ARM64 guests, and has the component and the setting that are given alone', () => {
        const [{ key }] = avmaKeys;
        expect(answerFile(key, 'arm64')).toContain('processorArchitecture="arm64"');
        const flat = (text: string): string => text.replace(/\s+/g, ' ');
        expect(flat(answerFile(key))).toContain(flat(answerFileComponent(key).join(' ')));
        expect(answerFileKey(key)).toBe(`<ProductKey>${key}</ProductKey>`);
        expect(answerFileComponent(key, 'amd64', 'u:').join('')).toContain(`<u:ProductKey>${key}</u:ProductKey></u:component>`);
    });
});
