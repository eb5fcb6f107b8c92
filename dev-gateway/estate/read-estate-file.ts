/** Reads an estate file, and checks it with the schema and the additional checks. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { estateComplaint } from './estate-complaints';
import { EstateFile } from './estate-file';

const schema = JSON.parse(readFileSync(join(__dirname, 'estate.schema.json'), 'utf8')) as object;

/** The schema's first error with its place; null if the file is valid. */
function schemaComplaint(content: unknown): string | null {
    const ajv = new Ajv({ allowUnionTypes: true });
    if (ajv.validate(schema, content)) {
        return null;
    }
    const [first] = ajv.errors ?? [];
    const allowed = first?.params && 'allowedValues' in first.params ? ` (${String(first.params.allowedValues)})` : '';
    const extra = first?.params && 'additionalProperty' in first.params ? ` "${String(first.params.additionalProperty)}"` : '';
    return `${first?.instancePath || '/'} ${first?.message ?? 'is wrong'}${extra}${allowed}`;
}

/** Reads and checks an estate file. @throws Error with one line that contains the file, the place in it and the problem */
export function readEstateFile(file: string): EstateFile {
    const refuse = (problem: string): never => {
        throw new Error(`Estate file ${file}: ${problem}`);
    };
    let content: unknown;
    try {
        content = JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, ''));
    } catch (error) {
        // The message may quote several lines of the file.
        return refuse((error as Error).message.replace(/\s+/g, ' '));
    }
    const complaint = schemaComplaint(content) ?? estateComplaint(content as EstateFile);
    return complaint === null ? (content as EstateFile) : refuse(complaint);
}
