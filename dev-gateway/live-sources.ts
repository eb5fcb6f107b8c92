/** Applies changed sources while npm start runs, and reloads the shell's pages. */
import { existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readScript } from '../build/scripts';
import { watchFiles } from '../build/watch-files';
import { Development } from './gateway/development';
import { Scenarios } from './scenarios';

/** Sources of the bundle. The scripts aren't listed: they run directly from disk. */
const toolSources = ['src', 'manifest.json', 'package.json', 'angular.json', 'tsconfig.app.json'];

export interface LiveSourcesOptions {
    /** The project's folder. */
    readonly root: string;
    /** Null if the node is a real host. */
    readonly scenarios: Scenarios | null;
    /** Runs a program of the project until it ends. */
    run(program: string, ...args: readonly string[]): Promise<void>;
    /** Switches to another bundle. */
    serve(bundle: string): void;
    log(line: string): void;
}

export class LiveSources implements Development {
    private readonly listeners = new Set<() => void>();
    private readonly endings: Array<() => void> = [];
    private readonly plugin: string;
    private readonly liveBundle: string;
    private readonly stamp: string;
    private building = false;
    private closed = false;

    constructor(private readonly options: LiveSourcesOptions) {
        this.plugin = join(options.root, 'gateway-plugin');
        this.liveBundle = join(options.root, '.cache/watch/bundle');
        this.stamp = join(options.root, '.cache/watch/built');
    }

    public get scenarios(): Scenarios | null {
        return this.options.scenarios;
    }

    public onReload(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    public currentScript(command: string): string | null {
        const file = join(this.plugin, `${command}.ps1`);
        return existsSync(file) ? readScript(file).code : null;
    }

    /** Starts watching. */
    public start(): void {
        mkdirSync(join(this.options.root, '.cache/watch'), { recursive: true });
        const watch = (paths: readonly string[], changed: (names: string) => void): void =>
            void this.endings.push(watchFiles(paths, files => changed(files.map(file => basename(file)).join(', '))));
        watch(
            toolSources.map(path => join(this.options.root, path)),
            names => this.build(names)
        );
        watch([this.stamp], () => this.show());
        watch([this.plugin], names => this.takeScripts(names));
        watch(this.scenarios?.estateFiles ?? [], names => this.takeEstates(names));
    }

    public close(): void {
        this.closed = true;
        this.endings.forEach(end => end());
    }

    /** Reloads all pages of the shell. */
    public reload(why: string): void {
        this.options.log(why);
        this.listeners.forEach(listener => listener());
    }

    /** The first change starts a builder, which then watches the sources itself. */
    private build(names: string): void {
        if (this.building) {
            return;
        }
        this.building = true;
        this.options.log(`${names}: building, and from now on after each change (the first time takes half a minute) ...`);
        this.options
            .run('build/watch.ts', this.liveBundle, this.stamp)
            // When npm start ends, it stops the builder; that failure isn't worth reporting.
            .catch((error: Error) => this.closed || this.options.log(error.message))
            .finally(() => (this.building = false));
    }

    private show(): void {
        if (existsSync(this.stamp)) {
            this.options.serve(this.liveBundle);
            this.reload('Built: the page loads again.');
        }
    }

    /** Open sessions keep the module that they have imported. */
    private takeScripts(names: string): void {
        this.options
            .run('build/generate.ts', '--module')
            .then(() => this.options.log(`${names}: the next command runs it.`))
            .catch((error: Error) => this.options.log(error.message));
    }

    private takeEstates(names: string): void {
        try {
            this.scenarios?.reload();
            this.reload(`${names}: the estate is as it is there now.`);
        } catch (error) {
            this.options.log((error as Error).message);
        }
    }
}
