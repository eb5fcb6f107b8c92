// npm run doctor: checks what this machine lacks for working on the project, and prints fixes. Exit code 1 if something essential is missing.
// Plain Node without packages and with old syntax, because it has to run before anything is installed.
import { execFileSync } from 'node:child_process';
// Not imported by name: old versions have no statfsSync.
import * as fs from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const leastNode = 20;
const leastDotnet = 10;
const shellPort = 6516;
const megabyte = 1024 * 1024;
/** For packages, engine, browser, PowerShell and builds; anything that already exists needs no further space. */
const neededMegabytes = { toInstall: 2700, toBuild: 700 };

/** Everything that is read from the machine. A spec passes its own. */
export function machineProbes(root) {
    return {
        platform: process.platform,
        nodeVersion: process.versions.node,
        environment: process.env,
        /** Text of a project file; null if it is missing. */
        text: file => (fs.existsSync(join(root, file)) ? fs.readFileSync(join(root, file), 'utf8') : null),
        /** Modification time in milliseconds; null if the file is missing. */
        changed: file => (fs.existsSync(join(root, file)) ? fs.statSync(join(root, file)).mtimeMs : null),
        exists: path => fs.existsSync(path),
        /** Null if the program is missing or fails. */
        output: (program, ...args) => {
            try {
                return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], shell: process.platform === 'win32' });
            } catch (error) {
                return null;
            }
        },
        /** Bytes; null if unknown. */
        freeBytes: () => {
            if (!fs.statfsSync) {
                return null;
            }
            const { bavail, bsize } = fs.statfsSync(root);
            return bavail * bsize;
        },
        portIsFree: port =>
            new Promise(resolve => {
                const server = createServer();
                server.on('error', () => resolve(false));
                server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
            })
    };
}

const ok = text => ({ state: 'ok', text });
/** Required for everything, or for npm test. */
const missing = (text, fix) => ({ state: 'missing', text, fix });
/** For information; the commands handle it themselves. */
const note = (text, fix) => ({ state: 'note', text, fix });

function node({ nodeVersion }) {
    const text = `Node.js ${nodeVersion}`;
    return Number(nodeVersion.split('.')[0]) >= leastNode
        ? ok(text)
        : missing(`${text}: ${leastNode} or later is needed.`, 'Install the version with long-term support from https://nodejs.org.');
}

function npm({ output }) {
    const version = output('npm', '--version');
    return version === null ? missing('npm was not found.', 'It comes with Node.js: https://nodejs.org.') : ok(`npm ${version.trim()}`);
}

function dotnet({ output }) {
    const list = output('dotnet', '--list-sdks');
    const advice =
        'Install it from https://dot.net: the PowerShell engine is built with it. Only npm run build, npm run package and npm test -- lint karma do without.';
    if (list === null) {
        return missing(`The .NET SDK ${leastDotnet} was not found.`, advice);
    }
    const versions = list
        .split('\n')
        .map(line => line.trim().split(' ')[0])
        .filter(version => version !== '');
    const fitting = versions.filter(version => Number(version.split('.')[0]) >= leastDotnet);
    return fitting.length > 0
        ? ok(`.NET SDK ${fitting[fitting.length - 1]}`)
        : missing(`The .NET SDK ${leastDotnet} is needed; here is ${versions.join(', ') || 'none, only a runtime'}.`, advice);
}

/** Whether package-lock.json matches package.json; otherwise npm ci fails. */
function lockFile({ text }) {
    const lock = text('package-lock.json');
    if (lock === null) {
        return missing('package-lock.json is missing.', 'Take it from the repository: git checkout package-lock.json.');
    }
    const wanted = JSON.parse(text('package.json'));
    const locked = JSON.parse(lock).packages[''];
    const different = ['dependencies', 'devDependencies'].reduce(
        (names, kind) =>
            names.concat(Object.keys(Object.assign({}, wanted[kind], locked[kind])).filter(name => (wanted[kind] || {})[name] !== (locked[kind] || {})[name])),
        []
    );
    return different.length === 0
        ? ok('package-lock.json is in step with package.json')
        : missing(
              `package-lock.json is not in step with package.json: ${different.join(', ')}.`,
              'Run: npm install, and commit the lock file with the change.'
          );
}

function packages({ changed }) {
    const installed = changed('node_modules/.package-lock.json');
    const help = 'Every command installs them by itself (npm ci, two minutes); the network is needed for that.';
    if (installed === null) {
        return note('Packages are not installed yet.', help);
    }
    return installed < changed('package-lock.json') ? note('The packages are older than package-lock.json.', help) : ok('Packages are installed');
}

function browser({ platform, environment, exists, text, changed }) {
    const chosen = environment.CHROME_BIN;
    if (chosen) {
        return exists(chosen)
            ? ok(`Browser: ${chosen} (CHROME_BIN)`)
            : missing(`CHROME_BIN names ${chosen}, which is not there.`, 'Correct the variable, or remove it: a browser is then looked for.');
    }
    const known = JSON.parse(text('build/browsers.json'))[platform] || [];
    const found = known.filter(exists)[0];
    if (found) {
        return ok(`Browser: ${found}`);
    }
    if (platform === 'linux') {
        return changed('.cache/chromium/chromium') !== null
            ? ok('Browser: the Chromium in .cache')
            : note('No browser is installed.', 'npm test unpacks a Chromium from its packages; npm start needs any browser to look with.');
    }
    return missing('Neither Chrome nor Edge was found.', 'Install one, or say in CHROME_BIN where it is: npm test runs the tool in it.');
}

function disk({ freeBytes, changed }) {
    const free = freeBytes();
    if (free === null) {
        return note('How much room is left on the disk could not be read.', 'Packages, engine and builds need about 2.7 GB.');
    }
    const needed = changed('node_modules/.package-lock.json') === null ? neededMegabytes.toInstall : neededMegabytes.toBuild;
    const text = `${(free / megabyte / 1024).toFixed(1)} GB free on the disk`;
    return free >= needed * megabyte ? ok(text) : missing(`${text}: ${needed / 1000} GB are needed.`, 'Make room, or clone to another disk.');
}

async function port({ portIsFree }) {
    return (await portIsFree(shellPort))
        ? ok(`Port ${shellPort} is free for npm start`)
        : note(`Port ${shellPort} is taken, perhaps by another npm start.`, `Choose another one: npm start -- --port ${shellPort + 1}`);
}

/** The findings in order of importance. Probes that fail are reported like missing items. */
export async function examine(probes) {
    const findings = [];
    for (const look of [node, npm, dotnet, lockFile, packages, browser, disk, port]) {
        try {
            findings.push(await look(probes));
        } catch (error) {
            findings.push(missing(`This could not be looked at: ${error.message}`, 'Is this folder a whole clone of the repository? Run: git status.'));
        }
    }
    return findings;
}

const words = { ok: 'ok      ', note: 'note    ', missing: 'MISSING ' };

/** The lines to print, and the exit code. */
export function report(findings) {
    const lines = findings.map(({ state, text, fix }) => `${words[state]}${text}${fix ? `\n        ${fix}` : ''}`);
    const count = findings.filter(({ state }) => state === 'missing').length;
    lines.push('', count === 0 ? 'Nothing essential is missing. Go on with: npm start' : `${count} ${count === 1 ? 'thing is' : 'things are'} missing.`);
    return { text: lines.join('\n'), code: count === 0 ? 0 : 1 };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
    examine(machineProbes(join(dirname(fileURLToPath(import.meta.url)), '..'))).then(findings => {
        const { text, code } = report(findings);
        console.log(text);
        process.exitCode = code;
    });
}
