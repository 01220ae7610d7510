/** An element of an SVG document: enough of XML for what ECharts writes. */
export interface SvgElement {
  readonly name: string;
  /** Attributes in document order; values unescaped. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (SvgElement | string)[];
}

/** An element with attributes given as a record; undefined ones are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  children: readonly (SvgElement | string)[] = [],
): SvgElement {
  const entries = Object.entries(attributes).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return { name, attributes: new Map(entries), children };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&#39;': "'",
};

function unescapeXml(text: string): string {
  return text.replace(/&(?:lt|gt|amp|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** Text safe between tags and inside double quotes. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

const TOKEN =
  /<(\/?)([A-Za-z][\w:.-]*)((?:\s+[\w:.-]+="[^"]*")*)\s*(\/?)>|<!\[CDATA\[([\s\S]*?)\]\]>|([^<]+)/g;

function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(/([\w:.-]+)="([^"]*)"/g)) {
    attributes.set(name, unescapeXml(value));
  }
  return attributes;
}

/**
 * Reads an SVG written by ECharts. Not a general XML parser: no comments, no document type, attributes in double quotes.
 * @throws Error when the text is not of that form.
 */
export function parseSvg(text: string): SvgElement {
  const top: SvgElement & { children: (SvgElement | string)[] } = {
    name: '',
    attributes: new Map(),
    children: [],
  };
  const open = [top];
  let position = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index !== position) throw new Error(`unexpected SVG text at character ${position}`);
    position += match[0].length;
    const [, closing, name, attributes = '', selfClosing, cdata, characters] = match;
    const current = open[open.length - 1] ?? top;
    if (name === undefined) {
      const content = cdata ?? unescapeXml(characters ?? '');
      if (content.trim() !== '') current.children.push(content);
    } else if (closing === '/') {
      if (open.length < 2 || current.name !== name) throw new Error(`unexpected </${name}> in SVG`);
      open.pop();
    } else {
      const child = { name, attributes: readAttributes(attributes), children: [] };
      current.children.push(child);
      if (selfClosing !== '/') open.push(child);
    }
  }
  const [root] = top.children;
  if (position !== text.length || open.length !== 1 || root === undefined || typeof root === 'string') {
    throw new Error('incomplete SVG');
  }
  return root;
}

/** The element as text, one tag per line; text content is kept on the line of its element. */
export function writeSvg(node: SvgElement): string {
  const attributes = [...node.attributes].map(([name, value]) => ` ${name}="${escapeXml(value)}"`).join('');
  if (node.children.length === 0) return `<${node.name}${attributes}/>\n`;
  const textOnly = node.children.every((child) => typeof child === 'string');
  const content = node.children
    .map((child) => (typeof child === 'string' ? escapeXml(child) : writeSvg(child)))
    .join('');
  return `<${node.name}${attributes}>${textOnly ? '' : '\n'}${content}</${node.name}>\n`;
}

/** Every element of the document, parents before their children. */
export function* elements(node: SvgElement): Generator<SvgElement> {
  yield node;
  for (const child of node.children) if (typeof child !== 'string') yield* elements(child);
}

/** The text of an element and all it holds. */
export function textContent(node: SvgElement): string {
  return node.children.map((child) => (typeof child === 'string' ? child : textContent(child))).join('');
}
