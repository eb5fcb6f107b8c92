/** npm run bench -- NAME: a claim of ours against how it is done today, both in one run. Ends with exit code 1 where the claim does not hold. */
import { apply } from './apply';
import { fleet } from './fleet';
import { history } from './history';
import { list } from './list';
import { many } from './many';
import { size } from './size';
import { table } from './table';

/** Each returns whether what it claims holds. */
const benches: Readonly<Record<string, () => Promise<boolean>>> = { apply, fleet, history, list, many, size, table };

async function main(names: readonly string[]): Promise<void> {
    const unknown = names.find(name => !benches[name]);
    if (names.length === 0 || unknown) {
        throw new Error(`usage: npm run bench -- NAME   (NAME: ${Object.keys(benches).join(', ')})`);
    }
    for (const name of names) {
        console.log(`--- ${name} ---`);
        process.exitCode = (await benches[name]()) ? process.exitCode : 1;
    }
}

main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 2;
});
