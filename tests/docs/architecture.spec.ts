/** ARCHITECTURE.md names files and folders that are there, so that a newcomer who follows it arrives. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../build/project';

const text = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8');
const topFolders = /^(src|gateway-plugin|dev-gateway|windows-surface|build|docs|tests)\//;
const named = [...text.matchAll(/`([^`\s]+)`/g)].map(([, path]) => path).filter(path => topFolders.test(path));

describe('ARCHITECTURE.md', () => {
    it('names only files and folders that exist', () => {
        expect(named.length).toBeGreaterThan(40);
        // A pattern names no single file; generated code is there after the first build only.
        expect(named.filter(path => !/[*<]/.test(path) && !path.endsWith('/generated') && !existsSync(join(root, path)))).toEqual([]);
    });
});
