// @ts-check
// electron-builder's own step knows eight fuses and skips what it does not know. This runs before it, and refuses an
// Electron with a fuse that nobody here has decided on.
import path from 'node:path';

/** @typedef {Record<string, boolean | undefined>} Fuses */
/** @typedef {{ appOutDir: string; electronPlatformName: string; packager: { appInfo: { productFilename: string }; executableName?: string; config: { electronFuses?: Fuses } } }} PackContext */

/** @param {PackContext} context */
export async function afterPack(context) {
  await applyFuses(programFile(context), context.packager.config.electronFuses ?? {});
}

/** All nine, or an error. @param {string} file @param {Fuses} decided the `electronFuses` of electron-builder.yml */
export async function applyFuses(file, decided) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  /** @param {string} name */
  const value = (name) => {
    const found = decided[name];
    if (found === undefined) throw new Error(`electron-builder.yml does not decide the fuse ${name}.`);
    return found;
  };
  await flipFuses(file, {
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    [FuseV1Options.RunAsNode]: value('runAsNode'),
    [FuseV1Options.EnableCookieEncryption]: value('enableCookieEncryption'),
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: value('enableNodeOptionsEnvironmentVariable'),
    [FuseV1Options.EnableNodeCliInspectArguments]: value('enableNodeCliInspectArguments'),
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: value('enableEmbeddedAsarIntegrityValidation'),
    [FuseV1Options.OnlyLoadAppFromAsar]: value('onlyLoadAppFromAsar'),
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: value('loadBrowserProcessSpecificV8Snapshot'),
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: value('grantFileProtocolExtraPrivileges'),
    // not in electron-builder's schema
    [FuseV1Options.WasmTrapHandlers]: true,
  });
}

/** @param {PackContext} context */
function programFile({ appOutDir, electronPlatformName, packager }) {
  const name = packager.appInfo.productFilename;
  if (electronPlatformName === 'darwin' || electronPlatformName === 'mas') {
    return path.join(appOutDir, `${name}.app`);
  }
  return electronPlatformName === 'win32'
    ? path.join(appOutDir, `${name}.exe`)
    : path.join(appOutDir, packager.executableName ?? name);
}
