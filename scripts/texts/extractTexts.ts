import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';

/** A text of the studio, as translators are given it. */
export interface SourceText {
  /** `Delete “{0}”`: the English text, with numbers for what stands in it; of a plural the form for many. */
  readonly key: string;
  /** The English form for one, where it is a plural. */
  readonly one?: string;
  /** What stands at each placeholder, as the code has it. */
  readonly values: readonly string[];
  /** Where it stands: file, line, and as what. */
  readonly where: readonly string[];
}

const sources = (root: string): string[] =>
  ['src', 'workers'].flatMap((side) =>
    readdirSync(join(root, side), { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
      .map((path) => join(root, side, path)),
  );

const keyOfTemplate = (template: ts.TemplateLiteral): string =>
  ts.isNoSubstitutionTemplateLiteral(template)
    ? template.text
    : template.templateSpans.reduce((key, span, at) => `${key}{${at}}${span.literal.text}`, template.head.text);

const valuesOf = (template: ts.TemplateLiteral): string[] =>
  ts.isNoSubstitutionTemplateLiteral(template) ? [] : template.templateSpans.map(({ expression }) => expression.getText().slice(0, 120));

/** The template of tr`…`, rich`…` or form`…`; null for anything else. */
function templateOf(node: ts.Node, tags: readonly string[]): ts.TemplateLiteral | null {
  return ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && tags.includes(node.tag.text) ? node.template : null;
}

/** As what a text stands there: an attribute's or a property's name, the call that takes it. */
function role(node: ts.Node): string {
  for (let at = node.parent; !ts.isSourceFile(at); at = at.parent) {
    if (ts.isJsxAttribute(at) || ts.isPropertyAssignment(at)) return at.name.getText();
    if (ts.isCallExpression(at) || ts.isNewExpression(at)) return `${at.expression.getText().slice(0, 40)}()`;
    if (ts.isJsxElement(at)) return `<${at.openingElement.tagName.getText()}>`;
    if (ts.isFunctionDeclaration(at) || ts.isMethodDeclaration(at)) return at.name?.getText() ?? '';
  }
  return '';
}

/** Every text of the studio's code, sorted by where it first stands. @throws Error where one text is both a plural and none */
export function extractTexts(root: string): readonly SourceText[] {
  const found = new Map<string, { key: string; one?: string; values: string[]; where: string[] }>();
  for (const path of sources(root)) {
    const code = readFileSync(path, 'utf8');
    if (!/\b(tr|rich|form)`/.test(code)) continue;
    const file = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true);
    const note = (node: ts.Node, template: ts.TemplateLiteral, one?: string): void => {
      const key = keyOfTemplate(template);
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      const where = `${relative(root, path)}:${line} ${role(node)}`;
      const known = found.get(key);
      if (known && (known.one === undefined) !== (one === undefined))
        throw new Error(`“${key}” is a plural in one place and none in another: ${known.where.join(', ')}, ${where}`);
      if (known) known.where.push(where);
      else found.set(key, { key, ...(one === undefined ? {} : { one }), values: valuesOf(template), where: [where] });
    };
    const walk = (node: ts.Node): void => {
      const single = templateOf(node, ['tr', 'rich']);
      if (single) note(node, single);
      if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && node.expression.text === 'plural') {
        const [, one, many] = node.arguments;
        const [first, second] = [one && templateOf(one, ['form']), many && templateOf(many, ['form'])];
        if (!first || !second) throw new Error(`plural() wants form\`…\` twice: ${relative(root, path)}`);
        note(node, second, keyOfTemplate(first));
      }
      ts.forEachChild(node, walk);
    };
    walk(file);
  }
  return [...found.values()];
}
