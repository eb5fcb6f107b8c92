/**
 * What a gateway writes into a tool's page when it installs it: of this text, and of no other form of the element, it makes the module's own base. Read in
 * ConfigureCachedExtensions of Microsoft.WindowsAdminCenter.Configuration, which uses .NET's String.Replace.
 */
const baseElement = '<base href="/">';

/** The page of an installed tool. A page that says it any other way stays as it is, and loads its scripts from the root, which answers with the shell. */
export function installedPage(page: string, moduleName: string): string {
    return page.split(baseElement).join(`<base href="/modules/${moduleName}/">`);
}
