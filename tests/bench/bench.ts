/** npm run bench -- NAME: compares one of our claims with today's practice, both in one run. Exit code 1 if the claim doesn't hold. */
import { generate } from '../../build/generate';

/** Each returns whether its claim holds. Loaded on demand, because some need generated files. */
const benches: Readonly<Record<string, () => Promise<boolean>>> = {
    accounts: async () => (await import('./accounts')).accounts(),
    apply: async () => (await import('./apply')).apply(),
    fleet: async () => (await import('./fleet')).fleet(),
    history: async () => (await import('./history')).history(),
    hostile: async () => (await import('./hostile')).hostileGuests(),
    list: async () => (await import('./list')).list(),
    many: async () => (await import('./many')).many(),
    screens: async () => (await import('./screens')).screens(),
    size: async () => (await import('./size')).size(),
    table: async () => (await import('./table')).table()
};

async function main(names: readonly string[]): Promise<void> {
    const unknown = names.find(name => !benches[name]);
    if (names.length === 0 || unknown) {
        throw new Error(`usage: npm run bench -- NAME   (NAME: ${Object.keys(benches).join(', ')})`);
    }
    generate();
    for (const name of names) {
        console.log(`--- ${name} ---`);
        process.exitCode = (await benches[name]()) ? process.exitCode : 1;
    }
}

main(process.argv.slice(2)).catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 2;
});
