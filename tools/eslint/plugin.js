const LOOPS = new Set(['ForStatement', 'ForInStatement', 'ForOfStatement']);

/** @param {import('eslint').Scope.Definition} definition */
function isLoopHead(definition) {
  if (definition.type !== 'Variable') return false;
  const declaration = /** @type {import('estree').Node & import('eslint').Rule.NodeParentExtension} */ (
    definition.parent
  );
  return LOOPS.has(declaration.parent.type);
}

/**
 * On the board a loop has one binding of its variable for all rounds, so that closures see its last value.
 *
 * @type {import('eslint').Rule.RuleModule}
 */
const loopClosure = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      shared: 'On the board this function sees the last value of `{{name}}`: copy it to a const in the body.',
    },
  },
  create(context) {
    const { scopeManager } = context.sourceCode;
    /** @param {import('eslint').Scope.Variable} variable */
    function check(variable) {
      if (!variable.defs.some(isLoopHead)) return;
      for (const reference of variable.references) {
        if (reference.from.variableScope === variable.scope.variableScope) continue;
        context.report({ node: reference.identifier, messageId: 'shared', data: { name: variable.name } });
      }
    }
    return { 'Program:exit': () => scopeManager.scopes.forEach((scope) => scope.variables.forEach(check)) };
  },
};

/** Rules of this tree's own. */
export const local = { rules: { 'loop-closure': loopClosure } };
