/** Checks the parts that make the zip file a NuGet package: types and relationships, which must cover all files. */
import { extname } from 'node:path/posix';
import { contentTypesPath, corePropertiesFolder, relationshipsPath, signaturePath } from '../names';
import { corePropertiesRelationship, manifestRelationship } from '../open-packaging';
import { readXml, XmlElement } from '../xml';
import { OpenedPackage, Problem, problem } from './opened-package';

type Part = { readonly root: XmlElement | null; readonly problems: readonly Problem[] };

function readPart({ text }: OpenedPackage, place: string, rootName: string, purpose: string): Part {
    const content = text(place);
    if (content === null) {
        return { root: null, problems: [problem(place, `the part with ${purpose} is missing.`)] };
    }
    try {
        const root = readXml(content);
        return root.name === rootName ? { root, problems: [] } : { root: null, problems: [problem(place, `the root is <${root.name}>, not <${rootName}>.`)] };
    } catch (error) {
        return { root: null, problems: [problem(place, `no well-formed XML: ${(error as Error).message}.`)] };
    }
}

function checkTypes(opened: OpenedPackage): readonly Problem[] {
    const { root, problems } = readPart(opened, contentTypesPath, 'Types', 'the types of all files');
    if (!root) {
        return problems;
    }
    const extensions = root.children.map(one => one.attributes.Extension?.toLowerCase());
    const places = root.children.map(one => one.attributes.PartName);
    return [...opened.archive.files.keys()]
        .filter(place => place !== contentTypesPath && place !== signaturePath)
        .filter(place => !places.includes(`/${place}`) && !extensions.includes((place === relationshipsPath ? '.rels' : extname(place)).slice(1).toLowerCase()))
        .map(place => problem(contentTypesPath, `it gives no type to ${place}, which NuGet then does not see.`));
}

function checkRelationships(opened: OpenedPackage): readonly Problem[] {
    const { root, problems } = readPart(opened, relationshipsPath, 'Relationships', 'the relationships');
    if (!root) {
        return problems;
    }
    const targets = (type: string): string[] => root.children.filter(one => one.attributes.Type === type).map(one => one.attributes.Target?.replace(/^\//, ''));
    const manifests = targets(manifestRelationship);
    const core = targets(corePropertiesRelationship);
    const missing = [...manifests, ...core]
        .filter(target => !opened.archive.files.has(target))
        .map(target => problem(relationshipsPath, `it names "${target}", which is missing.`));
    const none = manifests.length === 0 ? [problem(relationshipsPath, 'it names no .nuspec as the manifest of the package.')] : [];
    const extra = [...opened.archive.files.keys()]
        .filter(place => place.startsWith(corePropertiesFolder) && !core.includes(place))
        .map(place => problem(place, `an extra file: ${relationshipsPath} does not name it.`));
    return [...none, ...missing, ...extra];
}

export function checkOpenPackaging(opened: OpenedPackage): Problem[] {
    return [...checkTypes(opened), ...checkRelationships(opened)];
}
