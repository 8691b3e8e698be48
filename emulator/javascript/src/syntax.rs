//! A program's syntax tree, walked from its first character to its last.

use tree_sitter::{Node, Parser, Tree};

/// The tree of a text. Where the text is no program there are nodes that say so.
pub(crate) fn parse(code: &str) -> Option<Tree> {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_javascript::LANGUAGE.into()).ok()?;
    parser.parse(code, None)
}

/// Every node before its children, with those that it is within. No recursion: code nests as deep as it
/// is long.
pub(crate) fn walk<'t>(tree: &'t Tree, mut visit: impl FnMut(Node<'t>, &[Node<'t>])) {
    let mut cursor = tree.walk();
    let mut within: Vec<Node> = Vec::new();
    loop {
        let node = cursor.node();
        visit(node, &within);
        if cursor.goto_first_child() {
            within.push(node);
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return;
            }
            within.pop();
        }
    }
}

/// Whether a node is a function of any kind.
pub(crate) fn is_function(node: &Node) -> bool {
    matches!(
        node.kind(),
        "function_declaration"
            | "function_expression"
            | "arrow_function"
            | "method_definition"
            | "generator_function"
            | "generator_function_declaration"
    )
}

/// Whether a function is declared `async`.
pub(crate) fn is_async(function: &Node) -> bool {
    (0..function.child_count()).any(|at| {
        function.child(at).is_some_and(|child| !child.is_named() && child.kind() == "async")
    })
}

/// What a node is in the text that its tree is of.
pub(crate) fn text<'c>(node: &Node, code: &'c str) -> &'c str {
    code.get(node.byte_range()).unwrap_or_default()
}
