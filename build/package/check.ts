/** Opens any file as a package of this tool, and lists all its problems. */
import { readArchive } from './archive';
import { checkContentList, checkDamage, checkNames } from './checks/check-files';
import { checkNuspec } from './checks/check-nuspec';
import { checkOpenPackaging } from './checks/check-open-packaging';
import { checkBundle, checkManifest, checkModule, checkVersions, nameOf } from './checks/check-tool';
import { OpenedPackage, Problem, openPackage, problem, valueOf } from './checks/opened-package';
import { homepageAdvice, isPlaceholder } from './names';
import { child } from './xml';

export interface CheckedPackage {
    /** Each with its place, the problem and the fix. Empty for a valid package. */
    readonly problems: readonly Problem[];
    /** Name, version, number of files, size. */
    readonly summary: string;
    /** What to do before publishing; not needed for packages that only their builder installs. */
    readonly notes: readonly string[];
}

const checks: ReadonlyArray<(opened: OpenedPackage) => Problem[]> = [
    checkNames,
    checkDamage,
    checkOpenPackaging,
    checkNuspec,
    checkContentList,
    checkBundle,
    checkManifest,
    checkModule,
    checkVersions
];

/** Never throws. */
export function checkPackage(bytes: Uint8Array): CheckedPackage {
    const refused = (what: string): CheckedPackage => ({ problems: [problem('The file', what)], summary: '', notes: [] });
    let opened: OpenedPackage;
    try {
        const archive = readArchive(bytes);
        if (!archive) {
            return refused('it is no zip file, or is cut off.');
        }
        opened = openPackage(archive);
    } catch (error) {
        return refused(`it is no package of this tool: ${(error as Error).message}.`);
    }
    const projectUrl = child(valueOf(opened.metadata), 'projectUrl')?.text ?? '';
    return {
        notes: isPlaceholder(projectUrl) ? [`Before you publish it: ${projectUrl} is a placeholder. ${homepageAdvice}`] : [],
        problems: checks.flatMap(check => check(opened)),
        summary: `${nameOf(opened)}, ${opened.archive.names.length} files, ${(bytes.length / 1024 / 1024).toFixed(1)} MB`
    };
}
