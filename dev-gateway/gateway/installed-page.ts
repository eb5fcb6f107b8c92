/**
 * The exact text that a gateway replaces with the module's base when it installs a tool; it accepts no other form of the element. Source:
 * ConfigureCachedExtensions of Microsoft.WindowsAdminCenter.Configuration, which uses .NET's String.Replace.
 */
const baseElement = '<base href="/">';

/** The page of an installed tool. A page with any other form of the element isn't changed, and loads its scripts from the root, which returns the shell. */
export function installedPage(page: string, moduleName: string): string {
    return page.split(baseElement).join(`<base href="/modules/${moduleName}/">`);
}
