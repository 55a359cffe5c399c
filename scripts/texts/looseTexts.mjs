import { dirname, relative } from 'node:path';

/**
 * Texts for people stand in tr`…`, plural(…) or rich`…`, so that they can be in other languages. What looks like one and does not is
 * reported; `eslint --fix` puts it right where the meaning is plain.
 */

/** Patterns of whole names, with blanks between them. */
const anyOf = (...patterns) => new RegExp(`^(${patterns.join(' ').split(' ').join('|')})$`);

/** Attributes and properties whose texts are for people, whatever they look like. */
const textAttributes = anyOf(
  'aria-label aria-description aria-valuetext aria-roledescription title placeholder alt label about help text note hint',
  'empty unit advice words heading question ask legend caption',
);
const textProperties = anyOf(
  'label title about help hint advice words note caption question because text short unit message description heading',
  'sentence placeholder said summary',
);
/** Attributes that never hold any. */
const codeAttributes = anyOf(
  'className style d viewBox transform id key role type href src accept rel points htmlFor name value target allow sandbox',
  'aria-(live|controls|labelledby|describedby|current|haspopup|orientation|sort|autocomplete|relevant|activedescendant|keyshortcuts)',
  'data-.* tone size side align icon form autoComplete inputMode spellCheck fill stroke.* cursor preserveAspectRatio',
  'rotate patternUnits patternTransform mask clipPath filter font.* gridArea gap layout variant keys',
);
/** Properties that never hold any. */
const codeProperties = anyOf(
  'id key group page target kind type name value file path className transform background.* gridTemplate.* gridArea font.* cursor',
  'border.* boxShadow filter transition animation color stroke.* fill.* format url pattern regex keys code accept mime',
  'node op opType role provider',
);
/** Calls whose arguments are for programs. */
const codeCalls = anyOf(
  'pickFile Error TypeError RangeError SyntaxError ReferenceError DOMException RegExp URL Set Map Worker Intl\\..*',
  'console\\..* matchMedia .*\\.matchMedia querySelector(All)?',
  '.*\\.querySelector(All)? .*\\.getElementById .*\\.closest .*\\.matches .*\\.addEventListener',
  '.*\\.removeEventListener .*\\.includes .*\\.startsWith .*\\.endsWith .*\\.split .*\\.indexOf .*\\.lastIndexOf',
  '.*\\.test .*\\.exec .*\\.match .*\\.matchAll .*\\.getItem .*\\.setItem .*\\.removeItem .*\\.getContext',
  '.*\\.setProperty .*\\.setAttribute .*\\.getAttribute .*\\.append .*\\.mark .*\\.measure .*\\.createElement',
  '.*\\.has .*\\.get .*\\.supports .*\\.enum .*\\.literal .*\\.describe .*\\.define .*\\.localeCompare',
  '.*\\.setRequestHeader .*\\.header',
  'z\\..* expect describe it test import fetch createElement createElementNS requireNumbers scriptLoading',
);

const sentence = /(^|[^\p{L}])\p{L}{2,}[’']?\p{L}*[,;:.…)”]*\s+[(“‘{„]?[\p{L}{\d]/u;
const counted = /(\{\}|\d) (\p{L}{3,}|a \p{L})/u;
const words = /\p{L}{2,}/u;
const style = new RegExp(
  String.raw`^(-?[\d.]+|\{\}|auto|none|solid|var|calc|min|max|minmax|fr|px|%|rem|em|ms|s|ease` +
    String.raw`|linear|inset|transparent|translate(X|Y|3d)?|scale(X|Y)?|rotate|rgba?|hsla?|repeat|url|center|left|right|top|bottom|to|gradient|[-(),/#\s\d.]|\{\}px)+$`,
);

const nameOf = (node) =>
  node.type === 'Identifier' || node.type === 'PrivateIdentifier'
    ? node.name
    : node.type === 'MemberExpression'
      ? `${nameOf(node.object)}.${node.computed ? '?' : nameOf(node.property)}`
      : node.type === 'ThisExpression'
        ? 'this'
        : node.type === 'CallExpression'
          ? `${nameOf(node.callee)}()`
          : '?';

const isPiece = (node) =>
  (node.type === 'Literal' && typeof node.value === 'string') ||
  node.type === 'TemplateLiteral' ||
  (node.type === 'BinaryExpression' && node.operator === '+' && (isPiece(node.left) || isPiece(node.right)));

/** What a piece comes to, with `{}` for what is not known. */
const cooked = (node) =>
  node.type === 'Literal' && typeof node.value === 'string'
    ? node.value
    : node.type === 'TemplateLiteral'
      ? node.quasis.map(({ value }) => value.cooked).join('{}')
      : node.type === 'BinaryExpression' && node.operator === '+'
        ? cooked(node.left) + cooked(node.right)
        : '{}';

const escaped = (text) => text.replace(/\\/g, '\\\\').replace(/`/g, '\\`').replace(/\$\{/g, '\\${');

/** A run of JSX text as it is drawn. */
function drawn(raw, first, last) {
  const lines = raw.split(/\r?\n/);
  return lines
    .map((line, at) => {
      let text = line.replace(/\t/g, ' ');
      if (at > 0) text = text.trimStart();
      if (at < lines.length - 1) text = text.trimEnd();
      return text;
    })
    .filter((line) => line !== '')
    .join(' ')
    .replace(first ? /^\s+$/ : /$^/, '')
    .replace(last ? /^\s+$/ : /$^/, '');
}

/** Whether anything around the piece makes it a text, or none: `text`, `code` or `unknown`. */
function placeOf(node) {
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'ConditionalExpression':
        if (child === parent.test) return 'unknown';
        continue;
      case 'LogicalExpression':
      case 'ArrayExpression':
      case 'TSAsExpression':
      case 'TSSatisfiesExpression':
      case 'TSNonNullExpression':
      case 'SpreadElement':
        continue;
      case 'TemplateLiteral':
        // Within a text it is one; within a text for programs too it is none.
        continue;
      case 'TaggedTemplateExpression':
        return 'unknown';
      case 'ImportDeclaration':
      case 'ImportExpression':
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
      case 'TSLiteralType':
      case 'TSTemplateLiteralType':
      case 'TSEnumMember':
      case 'TSExternalModuleReference':
      case 'SwitchCase':
      case 'ThrowStatement':
        return 'code';
      case 'MemberExpression':
        return child.type === 'ArrayExpression' && /^(join|filter|flat)$/.test(nameOf(parent.property)) ? 'unknown' : 'code';
      case 'ExpressionStatement':
        return parent.directive ? 'code' : 'unknown';
      case 'BinaryExpression':
        if (parent.operator === '+') continue;
        return 'code';
      case 'Property':
        if (child === parent.key) return 'code';
        if (parent.computed) return 'unknown';
        {
          const name = parent.key.type === 'Identifier' ? parent.key.name : String(parent.key.value);
          if (textProperties.test(name)) return 'text';
          if (codeProperties.test(name)) return 'code';
        }
        return 'unknown';
      case 'JSXAttribute': {
        const name = parent.name.type === 'JSXNamespacedName' ? parent.name.name.name : parent.name.name;
        if (textAttributes.test(name)) return 'text';
        if (codeAttributes.test(name)) return 'code';
        return 'unknown';
      }
      case 'JSXExpressionContainer':
        if (parent.parent.type === 'JSXElement' || parent.parent.type === 'JSXFragment') return 'text';
        continue;
      case 'NewExpression':
      case 'CallExpression': {
        const name = nameOf(parent.callee);
        const at = parent.arguments.indexOf(child);
        if (name === 'Fault') return at === 0 ? 'code' : at < 3 ? 'text' : 'unknown';
        if (codeCalls.test(name)) return 'code';
        if (/^(notify|offer|say|noticeOf|cancelledFault)$/.test(name)) return 'text';
        return 'unknown';
      }
      case 'AssignmentPattern':
      case 'VariableDeclarator':
      case 'ReturnStatement':
        return 'unknown';
      case 'ArrowFunctionExpression':
        if (child !== parent.body) return 'unknown';
        continue;
      default:
        return 'unknown';
    }
  }
  return 'unknown';
}

const isTagged = (node) => node.type === 'TaggedTemplateExpression' && nameOf(node.tag) === 'tr';

const within = (node, test) =>
  test(node) ||
  (node.type === 'ConditionalExpression' && (within(node.consequent, test) || within(node.alternate, test))) ||
  (node.type === 'LogicalExpression' && within(node.right, test));

/** Whether what could stand in its place is a text: the other branch, the other values of a table, what the function returns elsewhere. */
function amongTexts(node) {
  for (let child = node, at = node.parent; at; child = at, at = at.parent) {
    if (at.type === 'ConditionalExpression') {
      if (child === at.test) return false;
      if (within(child === at.consequent ? at.alternate : at.consequent, isTagged)) return true;
    } else if (at.type === 'ArrayExpression') {
      const values = at.elements.filter((element) => element);
      // Small words in pairs are names for programs.
      if (/^[a-z-]+$/.test(cooked(node))) return false;
      return values.some((value) => within(value, isTagged)) && values.every((value) => isTagged(value) || isPiece(value));
    } else if (at.type === 'Property') {
      const values = at.parent.type === 'ObjectExpression' ? at.parent.properties.map((property) => property.value) : [];
      return (
        child === at.value &&
        values.some((value) => value && isTagged(value)) &&
        values.every((value) => value && (isTagged(value) || isPiece(value)))
      );
    } else if (at.type === 'ReturnStatement') {
      for (let owner = at.parent; owner; owner = owner.parent)
        if (/Function/.test(owner.type)) return returned(owner.body).some((value) => within(value, isTagged));
      return false;
    } else if (at.type !== 'LogicalExpression') return false;
  }
  return false;
}

/** What the return statements of a body give, those of functions within it left out. */
function returned(body) {
  const found = [];
  const walk = (statement) => {
    if (!statement) return;
    if (statement.type === 'ReturnStatement' && statement.argument) found.push(statement.argument);
    else if (statement.type === 'BlockStatement') statement.body.forEach(walk);
    else if (statement.type === 'IfStatement') [statement.consequent, statement.alternate].forEach(walk);
    else if (statement.type === 'SwitchStatement') statement.cases.forEach((one) => one.consequent.forEach(walk));
    else if (/^For|^While|^Try/.test(statement.type)) [statement.body, statement.block].forEach(walk);
  };
  walk(body);
  return found;
}

const inText = (node) => {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'TaggedTemplateExpression') return /^(tr|rich|form)$/.test(nameOf(at.tag));
    if (/Function|Statement|Declaration|Program|JSXElement|JSXFragment|CallExpression|NewExpression|Property$/.test(at.type)) return false;
  }
  return false;
};

export const looseTexts = {
  meta: {
    type: 'problem',
    fixable: 'code',
    messages: {
      loose: 'A text for people outside tr`…`, plural(…) or rich`…`: “{{text}}”. `eslint --fix` puts it in.',
    },
    schema: [{ type: 'object', properties: { texts: { type: 'string' }, rich: { type: 'string' }, code: { type: 'array' } } }],
  },
  create(context) {
    const [{ texts, rich, code = [] }] = context.options;
    const notTexts = new RegExp(`^(${code.join('|') || '$^'})$`, 'u');
    const source = context.sourceCode;
    /** [range, replacement] */
    const edits = [];
    const found = [];
    const imports = new Set();
    let handledJsx = new WeakSet();

    const isText = (node) => {
      const text = cooked(node);
      if (!words.test(text.replaceAll('{}', ''))) return false;
      if (notTexts.test(text)) return false;
      const place = placeOf(node);
      if (place === 'code') return false;
      if (place === 'text') return true;
      if (inText(node)) return words.test(text);
      return ((sentence.test(text) || counted.test(text)) && !style.test(text)) || (words.test(text) && amongTexts(node));
    };

    const convert = (node) => {
      const pieces = [];
      const gather = (part) => {
        if (part.type === 'BinaryExpression' && part.operator === '+' && isPiece(part)) {
          gather(part.left);
          gather(part.right);
        } else pieces.push(part);
      };
      gather(node);
      const [first] = pieces;
      if (pieces.length === 1) {
        if (first.type === 'TemplateLiteral') edits.push([[first.range[0], first.range[0]], 'tr']);
        else edits.push([first.range, `tr\`${escaped(first.value)}\``]);
      } else {
        let end = node.range[0];
        pieces.forEach((piece, at) => {
          const lead = at === 0 ? 'tr`' : '';
          if (piece.type === 'TemplateLiteral') {
            edits.push([[end, piece.range[0] + 1], lead]);
            end = piece.range[1] - 1;
          } else if (piece.type === 'Literal' && typeof piece.value === 'string') {
            edits.push([[end, piece.range[1]], lead + escaped(piece.value)]);
            end = piece.range[1];
          } else {
            edits.push([[end, piece.range[0]], `${lead}\${`]);
            edits.push([[piece.range[1], piece.range[1]], '}']);
            end = piece.range[1];
          }
        });
        edits.push([[end, node.range[1]], '`']);
      }
      imports.add('tr');
      found.push([node, cooked(node)]);
    };

    const visit = (node) => {
      if (node.parent.type === 'BinaryExpression' && node.parent.operator === '+' && isPiece(node.parent)) return;
      if (node.parent.type === 'TaggedTemplateExpression') return;
      if (handledJsx.has(node)) return;
      if (isText(node)) convert(node);
    };

    const hasJsx = (node) =>
      /<[A-Za-z>]|=>/.test(source.getText(node)) || (node.type === 'JSXExpressionContainer' && /\bchildren\b/.test(source.getText(node)));

    const children = (node) => {
      const parts = node.children.filter((child) => !(child.type === 'JSXText' && child.value.trim() === '' && child.value.includes('\n')));
      const isLetters = (child) => child.type === 'JSXText' && words.test(child.value);
      const isBlank = (child) =>
        child.type === 'JSXExpressionContainer' && child.expression.type === 'Literal' && /^\s*$/.test(String(child.expression.value));
      if (!parts.some(isLetters)) return;
      const isInline = (child) =>
        child.type === 'JSXElement' && child.openingElement.name.type === 'JSXIdentifier' && /^[a-z]/.test(child.openingElement.name.name);
      // Pictures before and after are no part of the text.
      let from = 0;
      let to = parts.length;
      const isText = (child) => child.type === 'JSXText' || child.type === 'JSXExpressionContainer';
      const stays = (child, neighbour) => {
        if (isText(child)) return child.type !== 'JSXText' && hasJsx(child);
        return (
          !isInline(child) || !(neighbour && (isBlank(neighbour) || (neighbour.type === 'JSXText' && !/^\s*\n/.test(neighbour.value))))
        );
      };
      while (from < to && stays(parts[from], parts[from + 1])) from++;
      while (to > from && !isText(parts[to - 1]) && !isInline(parts[to - 1])) to--;
      while (to > from && parts[to - 1].type === 'JSXExpressionContainer' && hasJsx(parts[to - 1])) to--;
      const run = parts.slice(from, to);
      if (!run.some(isLetters)) return;
      const tag = run.every((child) => isText(child) && !hasJsx(child)) ? 'tr' : 'rich';
      const [first] = run;
      let end = first.range[0];
      const startsText = first.type === 'JSXText';
      let lead = `{${tag}\``;
      if (startsText) {
        // The line's indentation stays before it.
        const blank = /^\s*/.exec(source.getText(first))[0];
        if (blank.includes('\n')) end += blank.length;
      }
      let shown = '';
      run.forEach((child, at) => {
        handledJsx.add(child);
        if (child.type === 'JSXText') {
          let text = drawn(child.value, at === 0, at === run.length - 1);
          if (at === run.length - 1 && from + at === node.children.length - 1)
            text = text.replace(/\s+$/, (space) => (child.value.endsWith('\n') ? '' : space));
          shown += text;
          const raw = source.getText(child);
          const tail = at === run.length - 1 ? /\s*$/.exec(raw)[0] : '';
          const stop = child.range[1] - (tail.includes('\n') ? tail.length : 0);
          edits.push([[end, Math.max(end, stop)], lead + escaped(text) + (at === run.length - 1 ? '`}' : '')]);
          end = child.range[1];
        } else if (isBlank(child)) {
          handledJsx.add(child.expression);
          edits.push([[end, child.range[1]], `${lead} ${at === run.length - 1 ? '`}' : ''}`]);
          end = child.range[1];
          shown += ' ';
        } else if (child.type === 'JSXExpressionContainer') {
          const { expression } = child;
          if (expression.type === 'TemplateLiteral') {
            handledJsx.add(expression);
            edits.push([[end, expression.range[0] + 1], lead]);
            edits.push([[expression.range[1] - 1, child.range[1]], at === run.length - 1 ? '`}' : '']);
          } else {
            edits.push([[end, expression.range[0]], `${lead}\${`]);
            edits.push([[expression.range[1], child.range[1]], at === run.length - 1 ? '}`}' : '}']);
          }
          end = child.range[1];
          shown += '{}';
        } else {
          edits.push([[end, child.range[0]], `${lead}\${`]);
          edits.push([[child.range[1], child.range[1]], at === run.length - 1 ? '}`}' : '}']);
          end = child.range[1];
          shown += '<>';
        }
        lead = '';
      });
      imports.add(tag);
      found.push([first, shown]);
    };

    const importOf = (name) => {
      const [from, file] = name === 'rich' ? ['rich', rich] : ['tr', texts];
      const path = relative(dirname(context.filename), file).replace(/\.ts$/, '').replaceAll('\\', '/');
      return [from, path.startsWith('.') ? path : `./${path}`];
    };

    const importEdits = () => {
      const made = [];
      for (const name of imports) {
        const [imported, path] = importOf(name);
        const nodes = source.ast.body.filter(({ type }) => type === 'ImportDeclaration');
        const own = nodes.find(({ source: { value }, importKind }) => value === path && importKind !== 'type');
        if (own) {
          if (own.specifiers.some(({ imported: { name: known } }) => known === imported)) continue;
          const last = own.specifiers[own.specifiers.length - 1];
          made.push([[last.range[1], last.range[1]], `, ${imported}`]);
        } else {
          const line = `import { ${imported} } from '${path}';\n`;
          const last = nodes[nodes.length - 1];
          const at = last ? last.range[1] + 1 : source.ast.range[0];
          // The environment of a test stands first.
          made.push([[at, at], line]);
        }
      }
      return made;
    };

    return {
      JSXElement: children,
      JSXFragment: children,
      Literal: (node) => (typeof node.value === 'string' && node.parent.type !== 'JSXAttribute' ? visit(node) : undefined),
      TemplateLiteral: visit,
      BinaryExpression: (node) => (node.operator === '+' && isPiece(node) ? visit(node) : undefined),
      JSXAttribute(node) {
        const { value } = node;
        if (value?.type !== 'Literal' || typeof value.value !== 'string') return;
        if (!isText(value)) return;
        edits.push([value.range, `{tr\`${escaped(value.value)}\`}`]);
        imports.add('tr');
        found.push([value, value.value]);
      },
      'Program:exit'() {
        found.forEach(([node, text], at) => {
          context.report({
            node,
            messageId: 'loose',
            data: { text: text.length > 120 ? `${text.slice(0, 120)}…` : text },
            fix:
              at > 0
                ? null
                : (fixer) =>
                    [...edits, ...importEdits()]
                      .sort(([a], [b]) => a[0] - b[0] || a[1] - b[1])
                      .map(([range, text]) => fixer.replaceTextRange(range, text)),
          });
        });
      },
    };
  },
};
