/** How the desktop application is packaged (electron-builder): `npm run package`. */
import type { Configuration } from 'electron-builder';

/** Of Grassflow's own files the application needs the build; its page and its programs have their packages inside. */
const FILES = [
  'out/**',
  '!out/main/sources.sha256',
  'resources/{examples,fonts,reference}/**',
  'package.json',
];

/** What other than Node opens must lie beside the archive: native modules, and fonts, which one of them reads. */
const UNPACKED = ['**/*.node', 'resources/**'];

const FILE_ASSOCIATIONS: NonNullable<Configuration['fileAssociations']> = [
  {
    // A folder: macOS shows it as one document, elsewhere it is opened from the window or the command line.
    ext: 'grassflow',
    name: 'Grassflow project',
    description: 'Grassflow project',
    role: 'Editor',
    isPackage: true,
    mimeType: 'application/x-grassflow',
    icon: 'document',
  },
  {
    ext: 'grassflowz',
    name: 'Packed Grassflow project',
    description: 'Packed Grassflow project',
    role: 'Viewer',
    mimeType: 'application/x-grassflowz',
    icon: 'document',
  },
];

const configuration: Configuration = {
  appId: 'org.grassflow.workbench',
  productName: 'Grassflow',
  copyright: 'Copyright © 2026 The Grassflow authors',
  directories: { output: 'dist', buildResources: 'resources/icons' },
  files: FILES,
  asar: true,
  asarUnpack: UNPACKED,
  // The native modules come prebuilt for Node's stable interface, which Electron has too.
  npmRebuild: false,
  publish: null,
  fileAssociations: FILE_ASSOCIATIONS,
  electronFuses: {
    runAsNode: false,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    // Pages come from app:// alone.
    grantFileProtocolExtraPrivileges: false,
    enableCookieEncryption: true,
  },
  linux: {
    target: ['AppImage', 'deb'],
    category: 'Science',
    icon: 'resources/icons/linux',
    synopsis: 'Gradient flow on Gaussian multi-index models',
    maintainer: 'The Grassflow authors <authors@grassflow.invalid>',
    desktop: { entry: { Keywords: 'mathematics;machine learning;gradient flow;' } },
  },
  mac: {
    target: ['dmg'],
    category: 'public.app-category.education',
    icon: 'resources/icons/icon.icns',
    darkModeSupport: true,
    hardenedRuntime: true,
  },
  win: { target: ['nsis'], icon: 'resources/icons/icon.ico' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
};

export default configuration;
