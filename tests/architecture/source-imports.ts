import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import ts from 'typescript';

/** One import of a source file. */
export interface SourceImport {
  /** The importing file, relative to the repository, with forward slashes. */
  readonly file: string;
  readonly line: number;
  /** The specifier as written. */
  readonly specifier: string;
  /** The file imported, relative to the repository and without extension; null for a package or a Node module. */
  readonly target: string | null;
  /** True when nothing of it is left at run time. */
  readonly typeOnly: boolean;
}

const ALIASES: Readonly<Record<string, string>> = {
  '@shared/': 'src-shared/',
  '@main/': 'src-main/',
  '@renderer/': 'src-renderer/',
};

/** All imports, re-exports and `import()` calls of the .ts and .vue files below `folder` (relative to `root`). */
export function importsBelow(root: string, folder: string): SourceImport[] {
  const imports: SourceImport[] = [];
  for (const entry of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(ts|vue)$/.test(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const file = relative(root, path).split(sep).join('/');
    imports.push(...importsOf(file, readFileSync(path, 'utf8')));
  }
  return imports;
}

/** The imports of one file, given its text. */
export function importsOf(file: string, text: string): SourceImport[] {
  const script = file.endsWith('.vue') ? scriptsOfVueFile(text) : text;
  const source = ts.createSourceFile(file, script, ts.ScriptTarget.ES2022, true, ts.ScriptKind.TS);
  const imports: SourceImport[] = [];

  const add = (node: ts.Node, specifier: ts.Expression | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    imports.push({
      file,
      line,
      specifier: specifier.text,
      target: resolveTarget(file, specifier.text),
      typeOnly,
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnlyImport(node));
    else if (ts.isExportDeclaration(node)) add(node, node.moduleSpecifier, isTypeOnlyExport(node));
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node, node.arguments[0], false);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      add(node, node.argument.literal, true);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return imports;
}

/** The script blocks of a .vue file, other lines blanked so that line numbers stay right. */
function scriptsOfVueFile(text: string): string {
  let inScript = false;
  return text
    .split('\n')
    .map((line) => {
      if (/^<script\b/.test(line)) {
        inScript = true;
        return '';
      }
      if (/^<\/script>/.test(line)) inScript = false;
      return inScript ? line : '';
    })
    .join('\n');
}

function isTypeOnlyImport(node: ts.ImportDeclaration): boolean {
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const bindings = clause.namedBindings;
  return (
    clause.name === undefined &&
    bindings !== undefined &&
    ts.isNamedImports(bindings) &&
    bindings.elements.length > 0 &&
    bindings.elements.every((element) => element.isTypeOnly)
  );
}

function isTypeOnlyExport(node: ts.ExportDeclaration): boolean {
  const clause = node.exportClause;
  return (
    node.isTypeOnly ||
    (clause !== undefined &&
      ts.isNamedExports(clause) &&
      clause.elements.length > 0 &&
      clause.elements.every((element) => element.isTypeOnly))
  );
}

function resolveTarget(file: string, specifier: string): string | null {
  for (const [alias, folder] of Object.entries(ALIASES)) {
    if (specifier.startsWith(alias)) return folder + specifier.slice(alias.length);
  }
  return specifier.startsWith('.') ? posix.join(dirname(file), specifier) : null;
}
