// The arrows of ARCHITECTURE.md as rules, and what keeps the code typed and the templates accessible.
const fs = require('fs');

// Every other folder of the tool is a screen.
const screens = fs
    .readdirSync(`${__dirname}/src/app`, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && !['domain', 'data', 'state', 'shared'].includes(entry.name))
    .map(entry => entry.name);

// The rooms of domain and state, lowest first: what each is about, and which others it may import from.
const rooms = require('./build/rooms.json');

const betweenRooms = Object.entries(rooms).flatMap(([layer, ofLayer]) => [
    ...Object.entries(ofLayer).map(([room, { knows: others }]) => ({
        target: `./src/app/${layer}/${room}`,
        from: `./src/app/${layer}`,
        except: [room, ...others].map(name => `./${name}`),
        message: `${layer}/${room} knows ${others.join(', ') || 'no other room'}.`
    })),
    // What lies beside the rooms could be known to any of them.
    { target: `./src/app/${layer}/*.ts`, from: './src', message: `Every file of ${layer} has a room.` }
]);

const arrows = [
    ...betweenRooms,
    { target: './src/app/data', from: './src/app', except: ['./data', './domain'], message: 'data knows domain only.' },
    { target: './src/app/state', from: './src/app', except: ['./state', './data', './domain'], message: 'state knows data and domain.' },
    {
        target: './src/app/shared',
        from: './src/app',
        except: ['./shared', './domain', './data/host-failure.ts'],
        message: 'shared parts show what they are given.'
    },
    ...screens.map(screen => ({
        target: `./src/app/${screen}`,
        from: './src/app',
        except: [`./${screen}`, './state', './domain', './shared', './data/host-failure.ts'],
        message: 'screens know state, domain and shared parts; of the host they know how it can fail.'
    })),
    { target: './src', from: './dev-gateway', message: 'the product does not know its development gateway.' },
    { target: './dev-gateway', from: './src', message: 'the gateway knows the protocol, never the tool.' },
    { target: './dev-gateway/powershell', from: './dev-gateway/estate', message: 'the engine knows PowerShell, never Hyper-V.' },
    { target: './dev-gateway/estate', from: './dev-gateway/powershell', message: 'the estate knows Windows, never the engine.' },
    { target: './dev-gateway/estate', from: './gateway-plugin', message: 'the estate never knows a script.' }
];

// Version 15 has no set of its own for these. Labels are associated by the SDK's controls too, which the label rules cannot see.
const accessibleTemplates = Object.fromEntries(
    [
        'accessibility-alt-text',
        'accessibility-elements-content',
        'accessibility-interactive-supports-focus',
        'accessibility-label-has-associated-control',
        'accessibility-role-has-required-aria',
        'accessibility-table-scope',
        'accessibility-valid-aria',
        'button-has-type',
        'click-events-have-key-events',
        'mouse-events-have-key-events',
        'no-any',
        'no-autofocus',
        'no-distracting-elements',
        'no-duplicate-attributes',
        'no-positive-tabindex'
    ].map(rule => [`@angular-eslint/template/${rule}`, 'error'])
);

// The table is read here, so that a new release is refused elsewhere from its first day.
const releases = fs.readFileSync(`${__dirname}/src/app/domain/versions/releases.ts`, 'utf8');
const columnOf = name => [...releases.matchAll(new RegExp(`^ {8}${name}: '?([^',]+)`, 'gm'))].map(([, value]) => value).join('|');

// What is true about a version is known in one place.
const versions = [
    { selector: 'Literal[value=/(?!XXXXX)([A-Z0-9]{5}-){4}[A-Z0-9]{5}/]', message: 'Keys are in src/app/domain/versions/releases.ts.' },
    { selector: `Literal[raw=/^(${columnOf('build')})$/]`, message: 'Builds are in src/app/domain/versions/releases.ts.' },
    { selector: `Literal[value=/^(${columnOf('name')})$/]`, message: 'Names of versions are in src/app/domain/versions/releases.ts.' }
];
const knowledge = [
    ...versions,
    {
        selector: 'BinaryExpression[operator=/^[<>]=?$/] > MemberExpression[property.name=/build|sku/i]',
        message: 'Builds and editions are compared in src/app/domain.'
    }
];

// The browser's language is not the page's.
const anyLanguage = [
    {
        selector: 'CallExpression[callee.property.name=/^(toLocale\\w*String|localeCompare)$/], MemberExpression[object.name="Intl"]',
        message: 'shared/texts writes and sorts in the language of the page.'
    }
];

// The SDK's own base returns undefined where it hides a dialog by itself.
const dialogs = [
    {
        selector: 'ClassDeclaration[superClass.name="BaseDialogComponent"]:not([id.name="ToolDialog"])',
        message: 'Dialogs extend shared/tool-dialog.'
    }
];

// By name, since the resolver does not find every package and a package that is not found would pass. Another room is at most one folder away.
const domainImports = [
    {
        selector:
            ':matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration, ImportExpression)[source][source.value!=/^[.]{1,2}\\u002F(?![.])/]',
        message: 'domain imports nothing.'
    }
];

module.exports = {
    root: true,
    ignorePatterns: [
        'node_modules',
        'bundle',
        'dist',
        '.cache',
        '.artifacts',
        '**/generated/**',
        'src/assets',
        'windows-surface',
        'tests/fixtures',
        'src/index.html',
        'dev-gateway/shell/index.html'
    ],
    overrides: [
        {
            files: ['*.ts'],
            parser: '@typescript-eslint/parser',
            parserOptions: { project: ['./tsconfig.eslint.json'], tsconfigRootDir: __dirname },
            plugins: ['@typescript-eslint', '@angular-eslint', 'import'],
            extends: ['plugin:@typescript-eslint/recommended', 'plugin:@angular-eslint/template/process-inline-templates', 'prettier'],
            settings: { 'import/resolver': { node: { extensions: ['.ts', '.js', '.json'] } }, 'import/parsers': { '@typescript-eslint/parser': ['.ts'] } },
            rules: {
                '@typescript-eslint/no-explicit-any': 'error',
                '@typescript-eslint/explicit-function-return-type': ['error', { allowExpressions: true }],
                '@typescript-eslint/no-floating-promises': 'error',
                // A circle of types is a circle, too, and import/no-cycle does not look at imports that say that they are of types only.
                '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'no-type-imports', disallowTypeAnnotations: false }],
                '@typescript-eslint/switch-exhaustiveness-check': 'off',
                '@typescript-eslint/no-var-requires': 'error',
                '@angular-eslint/component-class-suffix': 'error',
                '@angular-eslint/no-output-native': 'error',
                '@angular-eslint/prefer-on-push-component-change-detection': 'off',
                'import/no-cycle': 'error',
                'import/no-restricted-paths': ['error', { zones: arrows }],
                'max-lines': ['error', 400],
                'no-console': 'off',
                eqeqeq: 'error'
            }
        },
        {
            files: ['src/app/**/*.ts'],
            excludedFiles: ['src/app/data/**', 'src/app/app.*.ts'],
            rules: {
                'no-restricted-imports': [
                    'error',
                    {
                        patterns: [
                            {
                                group: [
                                    '@microsoft/windows-admin-center-sdk/core',
                                    '!@microsoft/windows-admin-center-sdk/core/*',
                                    '@microsoft/windows-admin-center-sdk/core/data',
                                    '@microsoft/windows-admin-center-sdk/core/rpc'
                                ],
                                message: 'Only src/app/data talks to the gateway.'
                            }
                        ]
                    }
                ],
                'no-console': 'error'
            }
        },
        {
            // A screen is drawn again when its model changes, and by nothing else.
            files: screens.map(screen => `src/app/${screen}/**/*.ts`),
            excludedFiles: ['*.spec.ts'],
            rules: { '@angular-eslint/prefer-on-push-component-change-detection': 'error' }
        },
        {
            files: ['src/app/**/*.ts'],
            excludedFiles: ['src/app/domain/**', '*.spec.ts'],
            rules: { 'no-restricted-syntax': ['error', ...knowledge, ...anyLanguage, ...dialogs] }
        },
        {
            // A subscription outlives its component unless somebody ends it.
            files: ['src/app/**/*.ts'],
            excludedFiles: ['*.spec.ts'],
            plugins: ['rxjs-angular'],
            rules: { 'rxjs-angular/prefer-composition': ['error', { checkDecorators: ['Component', 'Directive'] }] }
        },
        {
            files: ['src/app/shared/texts.ts'],
            rules: { 'no-restricted-syntax': ['error', ...knowledge] }
        },
        {
            files: ['src/app/domain/**/*.ts'],
            excludedFiles: ['*.spec.ts'],
            rules: {
                'no-restricted-syntax': ['error', ...domainImports, ...anyLanguage, ...versions]
            }
        },
        {
            files: ['src/app/domain/versions/*.ts'],
            excludedFiles: ['*.spec.ts'],
            rules: { 'no-restricted-syntax': ['error', ...domainImports, ...anyLanguage] }
        },
        {
            files: ['build/**/*.ts', 'src/cli/**/*.ts'],
            rules: { 'no-restricted-syntax': ['error', ...versions] }
        },
        {
            files: ['*.spec.ts'],
            rules: { 'max-lines': 'off', 'no-restricted-globals': ['error', 'fdescribe', 'fit', 'xdescribe', 'xit'], 'import/no-restricted-paths': 'off' }
        },
        {
            files: ['*.html'],
            parser: '@angular-eslint/template-parser',
            plugins: ['@angular-eslint/template'],
            extends: ['plugin:@angular-eslint/template/recommended'],
            rules: accessibleTemplates
        }
    ]
};
