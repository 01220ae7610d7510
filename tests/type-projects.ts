/** Folders of the TypeScript projects, each with the globals its code may use. */
export const TYPE_PROJECTS = ['src-shared', 'src-main', 'src-main/preload', 'src-renderer', 'tests', 'bench'];
